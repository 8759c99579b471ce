"""Utterances in, Clips out."""

from audiobrief.synthesise.cache import cached
from audiobrief.synthesise.clips import synthesise
from audiobrief.synthesise.engine import Engine, load_engine, needs
from audiobrief.synthesise.origin import origin
from audiobrief.synthesise.tempo import at_any_rate, speeds_of
from audiobrief.synthesise.voices import find_voice, load_voices

__all__ = [
    "Engine",
    "at_any_rate",
    "cached",
    "find_voice",
    "load_engine",
    "load_voices",
    "needs",
    "origin",
    "speeds_of",
    "synthesise",
]
