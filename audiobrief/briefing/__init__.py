"""Several articles in one brief: which of them, how much of each, and what is said between."""
