"""Pico (py-nanotts): the embedded German voice, small, quick and without network."""

from __future__ import annotations

import marshal
import subprocess
import sys
import weakref
from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import IO, cast

import numpy as np

from audiobrief.crew import processors
from audiobrief.errors import SpeechError, VoiceError
from audiobrief.german.numbers import numbers_apart
from audiobrief.model import Audio, Pronunciation, Voice
from audiobrief.synthesise import pico_hand
from audiobrief.synthesise.ipa import engine_letters
from audiobrief.synthesise.plain import fold_to_latin_1, plain, unknown_letters
from audiobrief.synthesise.pronounced import Stretch, marked
from audiobrief.synthesise.speed import told_speed

SAMPLE_RATE = 16_000
SLOWEST, FASTEST = 0.2, 5.0
"""Factors; beyond them the library stays at them."""
VOLUME = 0.45
"""At its own volume of 1.0 Pico cuts the tops off 0.7 % of all samples. The loudest tops
measured were twice full scale, so here they reach 0.9."""
LONGEST_WORD = 60
"""Letters; from about 150 without a space Pico stops with an error or says only a part."""
SHOWN = 20
"""Letters in a message."""
DASHES = str.maketrans(dict.fromkeys("–—―", "-"))
"""Pico pauses at a hyphen between spaces, but reads over the true dashes."""
MOST_HANDS = 4
"""An article has few more sentences than would keep them busy."""


class Pico:
    """The SVOX Pico engine; the same text always gives the same samples.

    It takes the sounds of words, as far as German has them.
    """

    name = "pico"
    local = True
    audible = True
    phonetic = True
    speeds = (SLOWEST, FASTEST)

    def __init__(self) -> None:
        self.hands = min(MOST_HANDS, processors())
        self._idle: list[_Hand] = []
        self.dismiss = weakref.finalize(self, _dismiss, self._idle)
        """Its processes end, at the latest with the engine."""

    @cached_property
    def version(self) -> str:
        """The wheel's version, and that of our text rules."""
        return f"{version('py-nanotts')}+3"

    def warm(self, _voice: Voice) -> None:
        """Start the processes that will be asked; what keeps them from it is told then."""
        with suppress(RuntimeError):
            self._idle.extend(_Hand() for _ in range(self.hands - len(self._idle)))

    def speak(self, text: str, voice: Voice, pronunciations: Sequence[Pronunciation] = ()) -> Audio:
        """The text at 16 kHz."""
        speed = told_speed(voice, "Pico", SLOWEST, FASTEST)
        words = marked(text, pronunciations, _markup, _words) or _words(text)
        try:
            pcm = self.pcm(words, voice.model, speed)
        except ValueError as error:
            raise VoiceError(
                f"Pico has no voice “{voice.model}” (profile {voice.name}): use de-DE"
            ) from error
        except RuntimeError as error:
            raise SpeechError(f"Pico gave up: {error}") from error
        samples = np.frombuffer(pcm, dtype="<i2").astype(np.float32) / np.float32(32768)
        return Audio(samples=samples, sample_rate=SAMPLE_RATE)

    def pcm(self, words: str, model: str, speed: float) -> bytes:
        """The samples of words with Pico's own markup, 16 bits each, from a process that is idle.

        Raises ValueError for a model that there is not, RuntimeError for what cannot be said.
        """
        try:
            hand = self._idle.pop()
        except IndexError:
            hand = _Hand()
        try:
            answer = hand.ask(words, model, speed)
        except BaseException:
            hand.end()  # what it would answer next is no answer to the next question
            raise
        self._idle.append(hand)
        if isinstance(answer, bytes):
            return answer
        kind, reason = answer
        raise ValueError(reason) if kind == "ValueError" else RuntimeError(reason)


class _Hand:
    """A process that says one sentence at a time."""

    def __init__(self) -> None:
        library = find_spec("py_nanotts")
        packages = str(Path(library.origin or "").parents[1]) if library else ""
        command = [sys.executable, "-I", "-S", pico_hand.__file__, packages]
        try:
            self._process = subprocess.Popen(  # noqa: S603 - this interpreter, without a shell
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            raise RuntimeError(f"no process can be started for it ({error.strerror})") from error

    def ask(self, words: str, model: str, speed: float) -> bytes | tuple[str, str]:
        """The sound, or the name and the words of an error."""
        questions = cast("IO[bytes]", self._process.stdin)
        answers = cast("IO[bytes]", self._process.stdout)
        try:
            marshal.dump((words, model, speed, VOLUME), questions)
            questions.flush()
            answer: bytes | tuple[str, str] = marshal.load(answers)  # noqa: S302 - by our own process
        except (OSError, EOFError, ValueError, TypeError) as error:
            raise RuntimeError("its process has ended") from error
        return answer

    def end(self) -> None:
        """The process goes, whatever it is at."""
        self._process.kill()
        self._process.communicate()


def _dismiss(hands: list[_Hand]) -> None:
    while hands:
        hands.pop().end()


def _markup(stretch: Stretch) -> str | None:
    """A stretch as X-SAMPA in Pico's markup; None where its sounds are not known."""
    sounds = engine_letters(stretch.ipa, "pico").strip()
    return f"<phoneme ph='{sounds}'/>" if sounds else None


def _words(text: str) -> str:
    """The text as Pico reads all of it; it runs the parts of a long number together."""
    words = fold_to_latin_1(numbers_apart(plain(text))).translate(DASHES)
    if letters := unknown_letters(words):
        # It would read on as if they were not there.
        raise SpeechError(f"Pico does not know the letters “{letters[:SHOWN]}”")
    return " ".join(
        word[start : start + LONGEST_WORD]
        for word in words.split()
        for start in range(0, len(word), LONGEST_WORD)
    )
