"""Clips in, Track out."""
