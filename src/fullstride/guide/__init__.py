"""A session as a script of cues, and the player that leads through it."""
