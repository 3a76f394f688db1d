"""The terminal: reads arguments, shows what the workflows answer, decides nothing."""
