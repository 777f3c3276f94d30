"""Our own pages of entering, of leaving and of one’s own account."""
