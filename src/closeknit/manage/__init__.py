"""The command: serve a place, or think about a file. No rules live here."""
