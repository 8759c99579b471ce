"""The rate and the pauses at which a brief lasts as long as it should, found by measuring."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from math import ceil, floor, inf, sqrt
from typing import TYPE_CHECKING

from audiobrief.choices import Pace, PaceUnit, Pauses
from audiobrief.errors import FitError
from audiobrief.german.syllables import count_syllables
from audiobrief.given.single import RATES
from audiobrief.model import Seconds, Utterance, clock

if TYPE_CHECKING:
    from audiobrief.model import Clip

CLOSE = 0.004
"""A share of the length wanted: no ear tells such a difference in pace."""
SHORTEST: Seconds = 0.1
ROUNDS = 8
"""Two or three are enough for every voice measured."""
DIGITS = 3
"""Of a rate: the same article is spoken at the same rate again, and so found in the cache."""
SECONDS_PER_MINUTE = 60
LISTENABLE = (0.8, 1.3)
"""By how much a reader may slow down or hurry to be done in time: 3.6 to 6 syllables a second
at a newsreader's pace."""
STRETCHABLE = (0.5, 2.0)
"""The same for the pauses, which move when the rate can no more."""
SPARE: Seconds = 0.005
"""On top of the length asked for: a millisecond less, and players would show a second less."""


def lasting(utterances: Sequence[Utterance], pace: Pace) -> Seconds:
    """How long the speech of all utterances lasts at a pace."""
    match pace.unit:
        case PaceUnit.SYLLABLES:
            return sum(count_syllables(u.text) for u in utterances) / pace.amount
        case PaceUnit.WORDS:
            words = sum(len(u.text.split()) for u in utterances)
            return SECONDS_PER_MINUTE * words / pace.amount


def heard(utterances: Sequence[Utterance], speech: Seconds) -> Pace:
    """The pace of speech that lasts so long."""
    syllables = sum(count_syllables(utterance.text) for utterance in utterances)
    return Pace(amount=syllables / max(speech, SHORTEST), unit=PaceUnit.SYLLABLES)


def settled(
    speak: Callable[[float], Sequence[Clip]],
    measure: Callable[[Sequence[Clip]], Seconds],
    wanted: Seconds,
    bounds: tuple[float, float],
) -> Sequence[Clip]:
    """The clips, spoken at the rate within bounds that brings them nearest to a length.

    `speak` gives the clips at a rate, the first time in the middle of the bounds. Where the
    bounds keep them from the length, they are as near to it as the bounds let them.
    """
    slowest, fastest = bounds
    wanted = max(wanted, SHORTEST)
    rate = round(sqrt(slowest * fastest), DIGITS)
    best: Sequence[Clip] = ()
    nearest, tried = inf, set[float]()
    while nearest > CLOSE and rate not in tried and len(tried) < ROUNDS:
        tried.add(rate)
        clips = speak(rate)
        length = measure(clips)
        if (off := abs(length / wanted - 1)) < nearest:
            nearest, best = off, clips
        rate = round(min(max(rate * length / wanted, slowest), fastest), DIGITS)
    return best


def listenable(rate: float) -> tuple[float, float]:
    """The bounds within which a rate may be moved to fit."""
    slowest, fastest = LISTENABLE
    return max(RATES[0], slowest * rate), min(RATES[1], fastest * rate)


def silence(utterances: Sequence[Utterance], pauses: Pauses) -> Seconds:
    """How long all pauses last together."""
    last = len(utterances) - 1
    places = enumerate(utterances)
    return sum(pauses.behind(u.sentence, last=place == last) for place, u in places)


def fitted(
    utterances: Sequence[Utterance], pauses: Pauses, speech: Seconds, wanted: Seconds
) -> Pauses:
    """The pauses with which speech of that length becomes a brief of the length wanted.

    All are moved by the same share. Raises FitError, which names the nearest length, where
    they would be too short to be heard or so long that nobody waits.
    """
    whole = silence(utterances, pauses)
    shortest, longest = (speech + share * whole for share in STRETCHABLE)
    if wanted < shortest:
        raise _unfit(wanted, ceil(shortest), "shortest", "faster")
    if wanted > longest:
        raise _unfit(wanted, floor(longest), "longest", "slower")
    share = (wanted + SPARE - speech) / whole if whole else 1.0
    return Pauses(**{f.name: share * getattr(pauses, f.name) for f in fields(Pauses)})


def _unfit(wanted: Seconds, nearest: Seconds, which: str, rate: str) -> FitError:
    return FitError(
        f"the brief cannot last {clock(wanted)}: {clock(nearest)} is the {which} that can be "
        f"listened to; give --fit {clock(nearest)}, or a {rate} --rate beside it"
    )
