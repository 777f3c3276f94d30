"""What to show of what was lived, and what to do about it."""
