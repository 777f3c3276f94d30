"""A series of workshops, its sessions, and the people who come."""
