"""gTTS: Google Translate's voice, sentence by sentence over the network."""

from __future__ import annotations

from functools import cached_property
from importlib.metadata import version
from math import isclose

import numpy as np

from audiobrief.errors import AudioFileError, SpeechError, VoiceError
from audiobrief.german.clauses import split_clauses
from audiobrief.model import Audio, Seconds, Voice
from audiobrief.sound.files import decode
from audiobrief.synthesise.checks import fault
from audiobrief.synthesise.joints import join, pause_after
from audiobrief.synthesise.plain import plain
from audiobrief.synthesise.translate import LARGEST_CHUNK, Translate

STEPS = 32768
"""16 bits: finer steps would be the decoder's, not Google's, and double the cache."""
TAIL: Seconds = 0.05


class Google:
    """The voice of Google Translate; every chunk of text is sent there."""

    name = "gtts"
    local = False
    audible = True
    speeds = (1.0, 1.0)

    def __init__(self, service: Translate | None = None) -> None:
        self._service = service or Translate()

    @cached_property
    def version(self) -> str:
        """The library's version, and that of our chunks and joints."""
        return f"{version('gTTS')}+1"

    def speak(self, text: str, voice: Voice) -> Audio:
        """The text at 24 kHz, in chunks cut where a clause ends and joined so."""
        if not isclose(voice.pace * voice.rate, 1.0):
            raise VoiceError(
                f"Google's voice has one pace: rate {voice.rate:g} is not to be had from "
                f"{voice.name}, choose 1 or another voice"
            )
        chunks = [chunk for chunk in split_clauses(plain(text), LARGEST_CHUNK) if _has_words(chunk)]
        if not chunks:
            raise SpeechError("there is not one letter to say")
        parts = [self._said(chunk, voice) for chunk in chunks]
        return join(parts, [pause_after(chunk) for chunk in chunks])

    def _said(self, chunk: str, voice: Voice) -> Audio:
        def read(mp3: bytes) -> Audio:
            audio = _audio(mp3)
            if not _dies_away(audio):
                raise SpeechError("Google's sound breaks off")
            if wrong := fault(audio, chunk, self, voice.rate):
                raise SpeechError(f"Google's answer is not the text: {wrong}")
            return audio

        return self._service.fetch(chunk, voice.model, read)


def _has_words(chunk: str) -> bool:
    return any(map(str.isalnum, chunk))


def _dies_away(audio: Audio) -> bool:
    """Whether the sound ends in silence, as every whole answer does (0.2 to 0.6 s of it)."""
    loud = np.abs(audio.samples)
    tail = loud[-round(TAIL * audio.sample_rate) :]
    return bool(tail.max(initial=0.0) < 0.1 * loud.max(initial=0.0))


def _audio(mp3: bytes) -> Audio:
    try:
        audio = decode(mp3)
    except AudioFileError as error:
        raise SpeechError(f"Google's sound cannot be read: {error}") from error
    whole = np.clip(np.rint(audio.samples * STEPS), -STEPS, STEPS - 1)
    return Audio(samples=(whole / STEPS).astype(np.float32), sample_rate=audio.sample_rate)
