"""The front door, setting up, the first steps; and pages that put the rooms together."""
