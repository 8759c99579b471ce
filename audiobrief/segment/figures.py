"""Rules about numbers: an ordinal's full stop, or a sentence's."""

from __future__ import annotations

import re

from audiobrief.german import month_number
from audiobrief.segment.context import context
from audiobrief.segment.gaps import Gap
from audiobrief.segment.units import OPENERS

LAST_DAY = 31
"""Beyond it, a number without an article is rather a year, an age or an amount."""
HIGHEST_ORDINAL = 999
DAY_AND_MONTH = re.compile(r"(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])")
SECTION = re.compile(r"\d{1,2}(?:\.\d{1,2})+")
ORDINAL_LIST = re.compile(r"(?:\d{1,3}\.?[-–/])+(?=\d)")
ROMAN = re.compile(r"(?=[IVXL])(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
BULLETS = frozenset("•·*–-")
CLOCK = frozenset({"um", "gegen", "bis", "ab", "von", "seit"})


def dotted_number(gap: Gap) -> bool | None:
    """Dates without a year, times and sections: `am 25.12. Die`, `um 20.15. Die`, `2.1. Ziele`."""
    if gap.first and SECTION.fullmatch(gap.stem):
        return False
    if not DAY_AND_MONTH.fullmatch(gap.stem):
        return None
    if gap.number_follows():
        return False
    return gap.starter_follows() or gap.before in CLOCK


def ordinal(gap: Gap) -> bool | None:
    """Whether a whole number is an ordinal (no end) or the last word."""
    digits = ORDINAL_LIST.sub("", gap.stem)
    if not (digits.isdecimal() and digits.isascii()):
        return None
    if len(digits) > len(str(HIGHEST_ORDINAL)):
        return True
    return False if _is_label(gap, int(digits)) else _by_neighbours(gap, int(digits))


def _is_label(gap: Gap, number: int) -> bool:
    """Whether the number counts the items of a list, or opens a quotation or a bracket."""
    before = gap.before
    heads = (
        (gap.first and number <= LAST_DAY) or gap.read[gap.index][0] in OPENERS or before in BULLETS
    )
    return heads or (number == 1 and before.endswith(":"))


def _by_neighbours(gap: Gap, number: int) -> bool:
    """The verdict of the words around, the surest first."""
    lists = context()
    if gap.number_follows():
        return number > LAST_DAY or _is_labelled(gap)
    if gap.month_follows():
        return number > LAST_DAY
    if gap.starter_follows() or _is_labelled(gap):
        return True
    if gap.next_word in lists.ordinal_words or _is_determined(gap):
        return False
    return gap.before.lower() in lists.amount_signals or not (
        gap.before.endswith(",") or is_counted(gap.next_word) or _is_small(gap, number)
    )


def _is_small(gap: Gap, number: int) -> bool:
    """Whether the number is rather a place in a row, since no noun with a capital stands before."""
    return number <= LAST_DAY and not gap.before[:1].isupper()


def is_counted(noun: str) -> bool:
    """Whether newspapers count it with ordinals: a month, `Quartal`, `Weltkrieg`, `FC`."""
    lists = context()
    listed = noun in lists.ordinal_words or noun.lower().endswith(lists.ordinal_endings)
    return listed or month_number(noun) is not None


def _is_determined(gap: Gap) -> bool:
    """Whether an article shows an ordinal: `der 36. Titel`, `der insgesamt 36. Titel`."""
    lists = context()
    before = gap.before.lower().lstrip(OPENERS)
    if before in lists.determiners or before in lists.ordinal_links:
        return True
    determined = gap.index - 2 >= gap.start and gap.read[gap.index - 2].lower() in lists.determiners
    return determined and gap.before.islower()


def _is_labelled(gap: Gap) -> bool:
    """Whether the number names the thing before it: `Platz 3`, `§ 5`."""
    lists = context()
    return gap.before in lists.number_signs or gap.before.lower().endswith(lists.number_labels)


def roman(gap: Gap) -> bool | None:
    """`Ludwig XIV. Heute` ends, `im II. Weltkrieg` does not."""
    return gap.starter_follows() and not gap.first if ROMAN.fullmatch(gap.stem) else None
