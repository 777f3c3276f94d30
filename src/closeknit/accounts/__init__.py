"""Who is here, how they enter, and the record of what they did."""
