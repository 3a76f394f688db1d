"""Evidence and reports -> decisions: where each exercise stands, and what follows from it."""
