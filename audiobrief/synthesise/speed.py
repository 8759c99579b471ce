"""The speed that an engine is told, if it is one that it has."""

from __future__ import annotations

from audiobrief.errors import VoiceError
from audiobrief.model import Voice


def told_speed(voice: Voice, speaker: str, slowest: float, fastest: float) -> float:
    """The voice's pace at its rate, in the engine's own unit.

    Raises VoiceError, which names the speaker and the rates that can be had, for a speed
    outside of what the engine takes.
    """
    speed = voice.pace * voice.rate
    if slowest <= speed <= fastest:
        return speed
    raise VoiceError(
        f"{speaker} cannot speak at rate {voice.rate:g}: choose one from "
        f"{slowest / voice.pace:.2f} to {fastest / voice.pace:.2f} for the voice {voice.name}"
    )
