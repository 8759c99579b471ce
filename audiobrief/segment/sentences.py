"""A paragraph in sentences: the rules in order, and the one loop over them."""

from __future__ import annotations

from collections.abc import Callable

from audiobrief.segment import abbreviated, figures, marks
from audiobrief.segment.gaps import Gap, gap_between
from audiobrief.segment.units import CLOSERS, MARKS, read_units

Rule = Callable[[Gap], bool | None]
"""True: the sentence ends here. False: it goes on. None: another rule may know."""

RULES: tuple[Rule, ...] = (
    # What follows is seen at once, and decides most gaps that are no ends.
    marks.colon,
    marks.small_letter,
    marks.runs_on,
    marks.smiley,
    marks.bare_mark,
    # Marks other than a single full stop: no abbreviation or number is in doubt there.
    marks.ellipsis,
    marks.name_with_mark,
    marks.remark,
    marks.quoted_title,
    marks.question,
    marks.closed_word,
    # Full stops. The parts of `z. B.` before single letters; listed forms before guessed ones;
    # Roman numerals before initials, since `I.` and `V.` look like them.
    figures.dotted_number,
    figures.ordinal,
    abbreviated.inside_abbreviation,
    abbreviated.abbreviation,
    figures.roman,
    abbreviated.single_letter,
    abbreviated.unlisted,
)
ENDINGS = frozenset(MARKS + CLOSERS)


def split_sentences(paragraph: str) -> tuple[str, ...]:
    """The sentences of a paragraph, each in one line with single spaces between its words."""
    units = read_units(paragraph)
    read = units.read
    sentences: list[str] = []
    start = last = 0
    for behind in range(1, len(read)):
        if read[behind - 1]:
            last = behind - 1
        aside = last < behind - 1
        if not read[behind] or not (aside or read[last][-1] in ENDINGS):
            continue
        gap = gap_between(read, start, last, behind)
        if (gap.marks or aside) and ends_sentence(gap):
            sentences.append(units.text(start, behind))
            start = behind
    if read:
        sentences.append(units.text(start, len(read)))
    return tuple(sentences)


def ends_sentence(gap: Gap) -> bool:
    """What the first rule says that knows; a full stop that none of them knows is an end."""
    for rule in RULES:
        if (verdict := rule(gap)) is not None:
            return verdict
    return True
