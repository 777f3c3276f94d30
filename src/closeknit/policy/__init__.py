"""Who may see and do what: the table as data, the decision, and the queries models call."""
