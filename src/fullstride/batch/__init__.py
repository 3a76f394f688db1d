"""Archives: the same work for one file and for a million, one file at a time."""
