"""The pages that put the rooms together."""
