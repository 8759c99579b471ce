"""Utterances in, Clips out."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from audiobrief.synthesise.engine import Engine, load_engine, needs
from audiobrief.synthesise.origin import origin
from audiobrief.synthesise.tempo import at_any_rate, speeds_of
from audiobrief.synthesise.voices import find_voice, load_voices

if TYPE_CHECKING:
    from audiobrief.synthesise.cache import cached
    from audiobrief.synthesise.clips import synthesise
    from audiobrief.synthesise.steadiness import steady

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
    "steady",
    "synthesise",
]

_HOMES = {"cached": "cache", "steady": "steadiness", "synthesise": "clips"}


def __getattr__(name: str) -> object:
    """What needs numpy, from its module on first use: a voice's lexicon is found without."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"audiobrief.synthesise.{_HOMES[name]}"), name)
