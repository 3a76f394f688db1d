"""What happened and what was planned, kept for good: SQLite by default, PostgreSQL when outgrown."""
