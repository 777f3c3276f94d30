"""The pages and deeds of one network."""
