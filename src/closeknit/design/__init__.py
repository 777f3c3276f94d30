"""What looks: tokens, components, pictures. Knows no model."""
