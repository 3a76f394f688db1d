"""How older stores are brought to this version's form, one step for each change of the tables."""
