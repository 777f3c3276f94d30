"""SQLite that says so when it cannot keep what it is given."""
