"""Words people wrote about what was lived."""
