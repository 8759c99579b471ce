"""An engine that is held to its own pace: what is cut or drawn out is not let through."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Sequence
from math import inf

from audiobrief.choices import EngineName
from audiobrief.errors import SpeechError
from audiobrief.german.syllables import SPELLED, count_syllables
from audiobrief.model import Audio, Pronunciation, Seconds, Voice
from audiobrief.synthesise.engine import Engine
from audiobrief.synthesise.pronounced import say
from audiobrief.synthesise.wrapped import Wrapped

LAST_LETTER = "\u017f"
"""Of Latin Extended-A: German has those up to here, and the languages around it."""
REPEATED = re.compile(r"(\w)\1{3}")
SPELLED_SHARE = 3
"""What is spelled may be a third."""
LEAST = 12
"""Syllables; what is shorter is mostly pauses and one long word."""
KNOWN, WELL_KNOWN = 5, 15
"""Sentences after which a voice's own pace is known."""
REMEMBERED = 100
NEWS = 4.45
"""Syllables a second, silence in front and behind not counted, at a newsreader's pace: the
median of eSpeak and Pico, whose 200 sentences from 12 syllables on have 3.1 to 5.6."""
CALIBRATED = frozenset({EngineName.ESPEAK, EngineName.PICO, EngineName.KOKORO, EngineName.PIPER})
"""Engines that read at that pace where their profiles say so, until a voice's own is known."""
FAITHFUL = (0.5, 2.0)
"""Rates at which they follow what they are told."""
SLOWEST = 0.45
"""Of the usual pace."""
DOUBT, LITTLE_DOUBT = 1.25, 1.1
"""How much further off a pace may be, as long as the usual one is known by little, and later.
Without any, Pico comes within 5 % of the bounds at one and a half times a newsreader's pace, and
beyond them from two and a half times on: doubt grows with the root of the rate. With it, none of
3,000 sentences of the two is refused."""


class UnsteadyError(SpeechError):
    """A sound that does not last as long as its text by the voice's own pace."""


def steady(engine: Engine) -> Engine:
    """The engine, which raises UnsteadyError for a sound far from the pace of those before.

    The longer a sentence, the nearer it must be: with 20 syllables it may be about half as fast
    again, with 40 a little less. A sound that lacks half of its text seldom passes.
    """
    return _Steady(engine)


class _Steady(Wrapped):
    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self._paces: defaultdict[tuple[object, ...], deque[float]] = defaultdict(
            lambda: deque(maxlen=REMEMBERED)
        )

    def speak(self, text: str, voice: Voice, pronunciations: Sequence[Pronunciation] = ()) -> Audio:
        """The engine's sound."""
        audio = say(self._engine, text, voice, pronunciations)
        syllables = _countable(text)
        if syllables < LEAST or not self.audible or not audio.duration:
            return audio
        paces = self._paces[voice.model, voice.speaker, voice.pace, voice.rate]
        if wrong := _fault(audio.duration, syllables, *self._usual(list(paces), voice)):
            raise UnsteadyError(wrong)
        paces.append(syllables / audio.duration)
        return audio

    def _usual(self, paces: Sequence[float], voice: Voice) -> tuple[float, float]:
        """The voice's pace, and how far it is to be doubted; infinitely if nothing is known."""
        hurry = max(1.0, voice.rate) ** 0.5
        if len(paces) >= KNOWN:
            doubt = LITTLE_DOUBT if len(paces) >= WELL_KNOWN else DOUBT
            return sorted(paces)[len(paces) // 2], doubt * hurry
        slowest, fastest = FAITHFUL
        if self.name in CALIBRATED and slowest <= voice.rate <= fastest:
            return NEWS * voice.rate, DOUBT * hurry
        return NEWS, inf


def _countable(text: str) -> int:
    """The syllables of a text; 0 where it is not written as they are counted.

    Letters of other alphabets and of Vietnamese, which voices spell out or leave out, a letter
    over and over, and mostly abbreviations.
    """
    foreign = any(letter > LAST_LETTER for letter in text if letter.isalpha())
    if foreign or REPEATED.search(text):
        return 0
    syllables = count_syllables(text)
    spelled = sum(len(found[0]) for found in SPELLED.finditer(text))
    return 0 if SPELLED_SHARE * spelled > syllables else syllables


def _fault(duration: Seconds, syllables: int, usual: float, doubt: float) -> str | None:
    share = syllables / duration / usual
    if share > doubt * (1.25 + 5 / syllables):
        kind = "short"
    elif share * doubt < SLOWEST:
        kind = "long"
    else:
        return None
    return (
        f"{duration:.1f} s of sound are too {kind} for {syllables} syllables, "
        f"of which this voice says {usual:.1f} a second"
    )
