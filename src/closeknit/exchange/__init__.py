"""People and whole networks, in and out, and erasure."""
