"""What is due, to whom, told once; and the calendars that people carry along."""
