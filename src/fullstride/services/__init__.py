"""Other people's servers: what is asked of them, and how nobody can turn that against us."""
