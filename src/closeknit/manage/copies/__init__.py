"""What a backup is made of: a copy of the database, the files its rows name, one locked file."""
