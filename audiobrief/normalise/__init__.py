"""Sentence in, Utterance out."""
