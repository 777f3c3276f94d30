"""First steps, and the made-up scene to look around in."""
