"""What the people of a network mean to do."""
