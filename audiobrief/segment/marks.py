"""Rules about the marks themselves: what they end, and what they only dress."""

from __future__ import annotations

import re

from audiobrief.segment.context import context, known_abbreviations
from audiobrief.segment.figures import is_counted
from audiobrief.segment.gaps import TRAILING, Gap
from audiobrief.segment.units import CLOSERS, OPENERS

NEAR = 8
"""A title in quotes or a remark in brackets is no longer than so many words."""
FIRST_LABELS = frozenset({"1.", "1)", "(1)", "a)", "(a)", "I."})
VERB = re.compile(r"[a-zäöüß]{3,30}(?:en|te)")
QUOTES = "\"'„“‚‘»«›‹"


def colon(gap: Gap) -> bool | None:
    """A colon ends a sentence only before the first item of a list: `die Tipps: 1. Viele`."""
    if not gap.marks.endswith(":"):
        return None
    item = gap.read[gap.behind + 1] if gap.behind + 1 < len(gap.read) else ""
    word = item.lstrip(OPENERS).rstrip(TRAILING)
    if gap.read[gap.behind] not in FIRST_LABELS or not word[:1].isupper():
        return False
    return gap.read[gap.behind] != "1." or not is_counted(word)


def runs_on(gap: Gap) -> bool | None:
    """No end before a small letter, a comma or a bracket that closes."""
    return False if gap.goes_on() else None


def small_letter(gap: Gap) -> bool | None:
    """A verb with its full stop ends a sentence even if the next begins with a small letter.

    Hardly an abbreviation looks like one; in quotes it may still be `"Wir gehen." sagte er`.
    """
    plain = gap.marks == "." and not gap.closers and gap.after[:1].islower()
    verb = plain and VERB.fullmatch(gap.stem)
    return True if verb and f"{gap.stem}." not in known_abbreviations().may_end else None


def smiley(gap: Gap) -> bool | None:
    """A smiley without a full stop ends what it follows if a new sentence opens behind it."""
    return gap.starter_follows() if not gap.marks else None


def bare_mark(gap: Gap) -> bool | None:
    """No end at a mark without a word: `(!)`, or dots at the head of a sentence."""
    if gap.stem:
        return None
    hidden = gap.first or gap.closers.startswith((")", "]"))
    return not hidden and gap.starter_follows()


def ellipsis(gap: Gap) -> bool | None:
    """Dots at a word end the sentence before a capital letter."""
    if not gap.marks.endswith(("..", "…")):
        return None
    return not gap.number_follows() or gap.starter_follows()


def name_with_mark(gap: Gap) -> bool | None:
    """`Yahoo! Deutschland` goes on, `bei Yahoo! Die` does not."""
    if f"{gap.stem}{gap.marks}" not in context().marked_names:
        return None
    return gap.starter_follows()


def remark(gap: Gap) -> bool | None:
    """A bracket that opened inside the sentence does not end it: `(Foto: dpa.) Merkel`."""
    if not gap.closers.startswith((")", "]")):
        return None
    for index in range(gap.index, max(gap.start, gap.index - 5 * NEAR) - 1, -1):
        if "(" in gap.read[index] or "[" in gap.read[index]:
            return index == gap.start or gap.starter_follows()
    return None


def quoted_title(gap: Gap) -> bool | None:
    """`die Show "Wer wird Millionär?" Günther Jauch` goes on.

    A quotation behind a colon or a comma, or at the head of its sentence, is somebody's words and
    ends as they do; so is one with a full stop.
    """
    if not gap.closers or "." in gap.marks or gap.starter_follows() or gap.opens:
        return None
    for index in range(gap.index, max(gap.start, gap.index - NEAR) - 1, -1):
        if gap.read[index].startswith(tuple(QUOTES)):
            if index == gap.start or gap.read[index - 1].endswith((":", ",", *CLOSERS)):
                return None
            return False
    return None


def question(gap: Gap) -> bool | None:
    """Exclamation and question marks end a sentence wherever nothing spoke against it."""
    return True if "!" in gap.marks or "?" in gap.marks else None


def closed_word(gap: Gap) -> bool | None:
    """A full stop behind a quote or a bracket (`nach "Plan B".`) is no abbreviation's."""
    return True if gap.stem.endswith(tuple(CLOSERS)) else None
