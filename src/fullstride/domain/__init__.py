"""Words: the frozen values that the stages exchange. Imports nothing of ours."""
