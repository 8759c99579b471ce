"""Track in, Brief out."""
