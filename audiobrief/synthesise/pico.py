"""Pico (py-nanotts): the embedded German voice, small, quick and without network."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from importlib.metadata import version
from threading import Lock

import numpy as np
from py_nanotts import MAX_SPEED, MIN_SPEED, NanoTTS

from audiobrief.errors import SpeechError, VoiceError
from audiobrief.model import Audio, Pronunciation, Voice
from audiobrief.synthesise.ipa import engine_letters
from audiobrief.synthesise.plain import fold_to_latin_1, plain, unknown_letters
from audiobrief.synthesise.pronounced import Stretch, marked
from audiobrief.synthesise.speed import told_speed

SAMPLE_RATE = 16_000
VOLUME = 0.45
"""At its own volume of 1.0 Pico cuts the tops off 0.7 % of all samples. The loudest tops
measured were twice full scale, so here they reach 0.9."""
LONGEST_WORD = 60
"""Letters; from about 150 without a space Pico stops with an error or says only a part."""
SHOWN = 20
"""Letters in a message."""
DASHES = str.maketrans(dict.fromkeys("–—―", "-"))
"""Pico pauses at a hyphen between spaces, but reads over the true dashes."""
M_PERTURB = -6
"""glibc's `mallopt` key: fill what `malloc` gives with the complement of a byte."""

_LOCK = Lock()  # the memory setting below is the whole process's


class Pico:
    """The SVOX Pico engine; the same text always gives the same samples.

    It takes the sounds of words, as far as German has them.
    """

    name = "pico"
    local = True
    audible = True
    phonetic = True
    speeds = (MIN_SPEED, MAX_SPEED)

    @cached_property
    def version(self) -> str:
        """The wheel's version, and that of our text rules."""
        return f"{version('py-nanotts')}+2"

    def speak(self, text: str, voice: Voice, pronunciations: Sequence[Pronunciation] = ()) -> Audio:
        """The text at 16 kHz."""
        speed = told_speed(voice, "Pico", MIN_SPEED, MAX_SPEED)
        words = marked(text, pronunciations, _markup, _words) or _words(text)
        try:
            with _LOCK, _zeroed_memory():
                pcm = NanoTTS().speak(words, voice=voice.model, speed=speed, volume=VOLUME)
        except ValueError as error:
            raise VoiceError(
                f"Pico has no voice “{voice.model}” (profile {voice.name}): use de-DE"
            ) from error
        except RuntimeError as error:
            raise SpeechError(f"Pico gave up: {error}") from error
        samples = np.frombuffer(pcm, dtype="<i2").astype(np.float32) / np.float32(32768)
        return Audio(samples=samples, sample_rate=SAMPLE_RATE)


def _markup(stretch: Stretch) -> str | None:
    """A stretch as X-SAMPA in Pico's markup; None where its sounds are not known."""
    sounds = engine_letters(stretch.ipa, "pico").strip()
    return f"<phoneme ph='{sounds}'/>" if sounds else None


def _words(text: str) -> str:
    """The text as Pico reads all of it."""
    words = fold_to_latin_1(plain(text)).translate(DASHES)
    if letters := unknown_letters(words):
        # It would read on as if they were not there.
        raise SpeechError(f"Pico does not know the letters “{letters[:SHOWN]}”")
    return " ".join(
        word[start : start + LONGEST_WORD]
        for word in words.split()
        for start in range(0, len(word), LONGEST_WORD)
    )


@contextmanager
def _zeroed_memory() -> Iterator[None]:
    """Memory from `malloc` comes filled with zeros.

    Pico reads parts of its memory before it writes them. Fresh from the system they are zero,
    so the first sentences of a process sound as meant; later ones would inherit the leavings
    of earlier ones, and last up to a tenth longer or shorter. Other C libraries than glibc
    take blocks of this size from the system each time, zeroed.
    """
    mallopt = _mallopt()
    if mallopt is None:
        yield
        return
    mallopt(M_PERTURB, 0xFF)
    try:
        yield
    finally:
        mallopt(M_PERTURB, 0)


def _mallopt() -> Callable[[int, int], int] | None:
    return None if sys.platform == "win32" else getattr(ctypes.CDLL(None), "mallopt", None)
