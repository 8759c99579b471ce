"""How a voice comes about, as files are to tell (EU AI Act, Article 50)."""

from __future__ import annotations

from audiobrief.choices import EngineName, Origin
from audiobrief.model import Voice

RULED = (EngineName.ESPEAK, EngineName.PICO, EngineName.SILENT)
"""Engines that speak by rules and from recordings cut up, and the one that does not speak."""


def origin(voice: Voice) -> Origin:
    """Whether a voice was trained; what is not known counts as trained, as most voices are."""
    return Origin.ALGORITHMIC if voice.engine in RULED else Origin.TRAINED
