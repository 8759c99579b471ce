"""Utterances in, Clips out."""
