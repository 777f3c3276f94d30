"""What belongs in a calendar: each kind of thing says it for itself."""
