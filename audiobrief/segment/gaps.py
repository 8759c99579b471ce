"""The place between two words where a sentence may end, and what can be seen from there."""

from __future__ import annotations

from dataclasses import dataclass

from audiobrief.german import month_number, starters
from audiobrief.segment.context import context
from audiobrief.segment.units import CLOSERS, ENOUGH, MARKS, OPENERS

TRAILING = MARKS + CLOSERS + ",;"


@dataclass(frozen=True, slots=True)
class Gap:
    """What stands around a full stop or its like."""

    read: list[str]
    """All units of the paragraph."""
    start: int
    """Where the sentence began that may end here."""
    index: int
    """The unit before the gap, without asides."""
    stem: str
    """That unit without its marks and quotes: `Prof` of `„Prof.`."""
    marks: str
    """What closes it: `.`, `!`, `?!`, `...`; empty before a smiley alone."""
    closers: str
    """Quotes and brackets behind the marks."""
    behind: int
    """The unit behind it."""
    after: str
    """That unit without opening quotes and brackets."""
    opens: bool
    """Whether a quote or bracket opens there."""
    last: bool
    """Whether that unit is the last of the paragraph."""

    @property
    def first(self) -> bool:
        """Whether the unit before the gap is the first of its sentence."""
        return self.index == self.start

    @property
    def before(self) -> str:
        """The unit before the one before the gap; nothing at the head of a sentence."""
        return "" if self.first else self.read[self.index - 1]

    @property
    def next_word(self) -> str:
        """The word behind the gap without punctuation."""
        return self.after.rstrip(TRAILING)

    def starter_follows(self) -> bool:
        """Whether the next word is one that opens sentences: `Die`, `Heute`."""
        return self.next_word in starters()

    def month_follows(self) -> bool:
        """Whether the name of a month comes next."""
        return month_number(self.next_word) is not None

    def number_follows(self) -> bool:
        """Whether a number comes next, be it with its currency or paragraph sign."""
        return self.after.lstrip("-–+±€$£§#")[:1].isdigit()

    def is_leftover(self) -> bool:
        """Whether no more than a sign or a number without a full stop comes: a footnote's `3`."""
        after = self.after
        return self.last and not (after[-1] in MARKS or any(map(str.isalpha, after[:ENOUGH])))

    def goes_on(self) -> bool:
        """Whether the next word is one that cannot open a sentence."""
        head = self.after[:1]
        if not head or head in ",;:)]}&/=%|" or self.is_leftover():
            return True
        if not head.islower():
            return False
        return not (self.after[1:2].isupper() or self.next_word in context().lower_case_names)


def gap_between(read: list[str], start: int, index: int, behind: int) -> Gap:
    """The gap before the unit `behind`; `index` is the last unit before it that is a word."""
    bare = read[index].rstrip(CLOSERS)
    stem = bare.rstrip(MARKS)
    after = read[behind].lstrip(OPENERS)
    if after in ("–", "—", "-", "•") and behind + 1 < len(read):
        after = read[behind + 1].lstrip(OPENERS)
    return Gap(
        read=read,
        start=start,
        index=index,
        stem=stem.lstrip(OPENERS),
        marks=bare[len(stem) :],
        closers=read[index][len(bare) :],
        behind=behind,
        after=after,
        opens=read[behind] != after,
        last=behind == len(read) - 1,
    )
