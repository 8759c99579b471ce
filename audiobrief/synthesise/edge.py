"""edge-tts: the voices of Microsoft's browser, sentence by sentence over the network."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cached_property
from importlib.metadata import version

import edge_tts
from aiohttp import ClientError

from audiobrief.errors import AudioFileError, SpeechError, VoiceError
from audiobrief.model import Audio, Voice
from audiobrief.sound.files import decode
from audiobrief.synthesise.checks import fault
from audiobrief.synthesise.patience import Patience, RefusedError
from audiobrief.synthesise.plain import plain
from audiobrief.synthesise.service import service
from audiobrief.synthesise.speed import told_speed
from audiobrief.synthesise.words import Told, placed

SLOWEST, FASTEST = 0.5, 2.0
"""Factors on the voice's own speed, within which the service keeps it intelligible."""
CONNECT = 10
"""Seconds."""
TICKS = 10_000_000
"""In a second: the unit of the times that are told."""

Answer = tuple[bytes, tuple[Told, ...]]


class Edge:
    """The engine; every sentence is sent to Microsoft."""

    name = "edge"
    local = False
    audible = True

    def __init__(self, patience: Patience | None = None) -> None:
        self._patience = patience or Patience()

    @cached_property
    def version(self) -> str:
        """The library's version, and that of our checks."""
        return f"{version('edge-tts')}+1"

    def speak(self, text: str, voice: Voice) -> Audio:
        """The text at 24 kHz; asked for again where the answer is not all of it."""
        words, rate = plain(text), _rate(voice)
        if not any(map(str.isalnum, words)):
            raise SpeechError("there is not one letter to say")

        def attempt() -> Audio:
            sound, told = _asked(words, rate, voice)
            audio = _decoded(sound)
            if wrong := fault(audio, text, self, voice.rate):
                raise SpeechError(f"Microsoft's answer is not the text: {wrong}")
            return replace(audio, words=placed(told, text))

        return service("Microsoft").persist(self._patience, attempt)


def _rate(voice: Voice) -> str:
    """The pace as the service wants it: `+25%`."""
    speed = told_speed(voice, "one of Microsoft's voices", SLOWEST, FASTEST)
    return f"{round(100 * (speed - 1)):+d}%"


def _asked(words: str, rate: str, voice: Voice) -> Answer:
    """The MP3 of one answer that came to its end, and the words in it."""
    try:
        request = edge_tts.Communicate(
            words, voice.model, rate=rate, connect_timeout=CONNECT, boundary="WordBoundary"
        )
    except ValueError as error:
        raise VoiceError(
            f"Microsoft has no voice “{voice.model}”: give one as de-DE-KatjaNeural"
        ) from error
    try:
        # The library's own way without asyncio waits for ever where the service fails.
        sound, told = _awaited(asyncio.wait_for(_gathered(request), voice.time_limit))
    except (ClientError, OSError, edge_tts.exceptions.EdgeTTSException, ValueError) as error:
        raise RefusedError(
            f"Microsoft's service gives no sound ({_reason(error)})", passing=_passing(error)
        ) from error
    # The library takes a connection that ends too soon for the end of the answer.
    if request.state["cumulative_audio_bytes"] != len(sound):
        raise RefusedError("Microsoft's answer broke off")
    return sound, told


def _awaited(coming: Coroutine[object, object, Answer]) -> Answer:
    """What a coroutine returns, also where the caller's thread has an event loop of its own."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coming).result()


async def _gathered(request: edge_tts.Communicate) -> Answer:
    sound, told = bytearray(), []
    async for piece in request.stream():
        if piece["type"] == "audio":
            sound += piece["data"]
        elif piece["type"] == "WordBoundary":
            start, end = piece["offset"], piece["offset"] + piece["duration"]
            told.append(Told(piece["text"], start / TICKS, end / TICKS))
    return bytes(sound), tuple(told)


def _decoded(sound: bytes) -> Audio:
    try:
        return decode(sound)
    except AudioFileError as error:
        raise SpeechError(f"Microsoft's sound cannot be read: {error}") from error


def _passing(error: Exception) -> bool:
    """Whether asking again may help: not where the service refuses us."""
    return getattr(error, "status", None) not in (400, 401, 403, 404)


def _reason(error: Exception) -> str:
    match error:
        case TimeoutError():
            return "no answer in time"
        case edge_tts.exceptions.NoAudioReceived():
            return "an empty answer"
        case _ if status := getattr(error, "status", None):
            return f"it answered {status}"
        case ClientError() | OSError():
            return "the connection failed or broke off"
        case _:
            return "an answer of an unknown form"
