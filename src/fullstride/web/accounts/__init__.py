"""Who signs in: passwords, sessions, links that work once, and how often something may be tried."""
