"""The rule book and the title lexicon: data, and the few shapes they are written in."""
