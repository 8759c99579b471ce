"""Any rate from any engine: its own where it has it, else its nearest one stretched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from audiobrief.model import Audio, Pronunciation, Voice
from audiobrief.synthesise.engine import Engine
from audiobrief.synthesise.pronounced import say
from audiobrief.synthesise.wrapped import Wrapped

Speeds = tuple[float, float]
"""The slowest and the fastest that an engine speaks, in the unit of a voice's pace."""
INSIDE = 1e-9
"""A share by which the bounds are kept, so that no rounding leads beyond them."""


def at_any_rate(engine: Engine, speeds: Speeds | None) -> Engine:
    """The engine, whose sound is stretched at its pitch where it does not go that fast or slow.

    An engine that tells no speeds is left alone.
    """
    return engine if speeds is None else _AtAnyRate(engine, speeds)


def speeds_of(engine: Engine, voice: Voice) -> Speeds | None:
    """The speeds that an engine has for a voice; None where it does not tell."""
    if voice.command:
        from audiobrief.synthesise.command import has_pace  # loads what reads sound files

        if not has_pace(voice.command):
            return voice.pace, voice.pace
    speeds: Speeds | None = getattr(engine, "speeds", None)
    return speeds


class _AtAnyRate(Wrapped):
    def __init__(self, engine: Engine, speeds: Speeds) -> None:
        super().__init__(engine)
        self._speeds = speeds

    def speak(self, text: str, voice: Voice, pronunciations: Sequence[Pronunciation] = ()) -> Audio:
        """The text at the voice's rate."""
        slowest, fastest = self._speeds
        speed = voice.pace * voice.rate
        if slowest <= speed <= fastest:
            return say(self._engine, text, voice, pronunciations)
        from audiobrief.sound.stretch import stretched

        own = slowest if speed < slowest else fastest
        if slowest < fastest:
            own *= 1 + INSIDE if speed < slowest else 1 - INSIDE
        at_own = replace(voice, rate=own / voice.pace)
        audio = say(self._engine, text, at_own, pronunciations)
        return stretched(audio, own / speed)
