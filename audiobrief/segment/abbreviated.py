"""Rules about short forms: an abbreviation's full stop, or a sentence's too."""

from __future__ import annotations

import re

from audiobrief.segment.context import context, known_abbreviations
from audiobrief.segment.gaps import Gap
from audiobrief.segment.units import OPENERS

LETTERS_AND_DOTS = re.compile(r"[^\W\d_](?:\.[^\W\d_])+")
NO_VOWEL = re.compile(r"[^\W\d_aeiouyäöü][^\W\d_aeiouyäöüA-ZÄÖÜ]{1,5}")
"""`Hptst`, `Schw`: two to six letters that no one can say, the first large or small."""
HYPHENED_INITIAL = re.compile(r"[^\W\d_]{1,20}\.?-[A-ZÄÖÜ]")
"""`Hans-J`, `K.-H`."""
COMPOUNDS = ("str", "Str", "nr")
"""How abbreviated compounds end: `Goethestr`, `Hausnr`."""
JOINT = re.compile(r"[-/–]")


def inside_abbreviation(gap: Gap) -> bool | None:
    """The parts of `z. B.` stay together."""
    for head, tail in known_abbreviations().parts.get(f"{gap.stem}.", ()):
        if _stand_before(gap, head) and _stand_behind(gap, tail):
            return False
    return None


def _stand_before(gap: Gap, head: tuple[str, ...]) -> bool:
    begin = gap.index + 1 - len(head)
    if begin < gap.start:
        return False
    first, *rest = gap.read[begin : gap.index + 1]
    return first.lstrip(OPENERS) == head[0] and tuple(rest) == head[1:]


def _stand_behind(gap: Gap, tail: tuple[str, ...]) -> bool:
    *rest, last = gap.read[gap.index + 1 : gap.index + 1 + len(tail)] or [""]
    return last.startswith(tail[-1]) and tuple(rest) == tail[:-1]


def abbreviation(gap: Gap) -> bool | None:
    """A listed abbreviation ends a sentence if it can and if the next word opens one."""
    if gap.stem in context().words_too:
        return not gap.number_follows()
    printed = _listed(gap)
    if printed is None:
        return None
    if printed in context().closes_list:
        return not gap.number_follows()
    return known_abbreviations().may_end[printed] and gap.starter_follows()


def _listed(gap: Gap) -> str | None:
    """The longest abbreviation before the gap, without spaces; None if there is none."""
    lists = known_abbreviations()
    joined = f"{gap.stem}."
    found = joined if joined in lists.may_end else None
    begin = gap.index - 1
    while begin >= max(gap.start, gap.index + 1 - lists.longest) and gap.read[begin][-1:] == ".":
        joined = gap.read[begin].lstrip(OPENERS) + joined
        found = joined if joined in lists.may_end else found
        begin -= 1
    if found is None and JOINT.search(gap.stem):
        last = f"{JOINT.split(gap.stem)[-1]}."
        found = last if last in lists.may_end else None
    return found


def single_letter(gap: Gap) -> bool | None:
    """An initial goes on (`J. Thielmann`), a label or a unit ends (`Plan B.`, `100 m.`)."""
    if HYPHENED_INITIAL.fullmatch(gap.stem):
        return gap.starter_follows()
    if len(gap.stem) != 1 or not gap.stem.isalpha():
        return None
    if gap.stem in context().unit_letters and gap.before[-1:].isdigit():
        return True
    if gap.stem.isupper() and gap.before.lower().endswith(context().letter_labels):
        return True
    return gap.stem.isupper() and not gap.first and gap.starter_follows()


def unlisted(gap: Gap) -> bool | None:
    """What looks like an abbreviation ends a sentence only before a word that opens one."""
    short = NO_VOWEL.fullmatch(gap.stem) or LETTERS_AND_DOTS.fullmatch(gap.stem)
    if not short and not gap.stem.endswith(COMPOUNDS):
        return None
    if gap.before[-1:].isdigit() or gap.stem in context().sounds:
        return True
    return gap.starter_follows()
