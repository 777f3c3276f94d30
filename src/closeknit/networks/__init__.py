"""The network, its people and ties, and who takes part. The only maker of snapshots."""
