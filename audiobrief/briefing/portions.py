"""How much of each article is read in a briefing of a given length: whole thoughts only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, zip_longest
from math import inf

from audiobrief.choices import CLOSING
from audiobrief.model import Article, Passage, Role, Seconds

Thought = tuple[Passage, ...]
"""Passages of which none may be read without the others."""
Lasts = Callable[[Article], Seconds]
"""How long an article or a briefing lasts when it is read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """How much of an article is read."""

    article: Article
    thoughts: tuple[Thought, ...]
    taken: int
    """Thoughts of the body."""

    @property
    def read(self) -> Article:
        """The article without what is not read."""
        return replace(self.article, body=tuple(chain(*self.thoughts[: self.taken])))

    @property
    def next(self) -> Article | None:
        """What would be read if there were more time."""
        if self.taken == len(self.thoughts):
            return None
        return Article(source=self.article.source, headline="", body=self.thoughts[self.taken])


def portioned(whole: Article, wanted: Seconds, lasts: Lasts) -> Article:
    """The briefing with as much of each article as brings it nearest to a length.

    Each is read with its headline and lead at least. Who has been heard for the shortest time
    gets the next thought, among equals who stands first; an article whose next thought brings
    the whole no nearer ends there.
    """
    portions = [_least(article) for article in whole.articles]
    length = lasts(_together(whole, portions))
    heard = {place: lasts(portion.read) for place, portion in enumerate(portions)}
    while heard:
        place = min(heard, key=lambda place: (heard[place], place))
        more = portions[place].next
        longer = lasts(more) if more else inf
        if abs(length + longer - wanted) > abs(length - wanted):
            del heard[place]
            continue
        portions[place] = replace(portions[place], taken=portions[place].taken + 1)
        heard[place] += longer
        length += longer
    return _together(whole, portions)


def thoughts(body: Iterable[Passage]) -> Iterator[Thought]:
    """The passages of a body in groups that are read as a whole or not at all.

    A heading stands with the text below it, a question with its answer, a list with what leads
    to it. What has none of these behind it is left out.
    """
    thought: list[Passage] = []
    passages = list(body)
    for passage, after in zip_longest(passages, passages[1:]):
        thought.append(passage)
        if not _goes_on(passage, after):
            yield tuple(thought)
            thought = []


def _goes_on(passage: Passage, after: Passage | None) -> bool:
    """Whether a passage is nothing without the next."""
    if passage.role in {Role.CROSSHEAD, Role.QUESTION}:
        return True
    if after is None:
        return False
    same_answer = passage.role is after.role is Role.ANSWER
    return same_answer or after.role is Role.ITEM or _leads_on(passage.text)


def _leads_on(text: str) -> bool:
    return text.rstrip(CLOSING).endswith((":", "?"))


def _least(article: Article) -> Portion:
    """The headline and the lead; with a thought where that leads to it, or there is no lead."""
    parts = tuple(thoughts(article.body))
    enough = article.lead and not _leads_on(article.lead)
    return Portion(article=article, thoughts=parts, taken=0 if enough else min(1, len(parts)))


def _together(whole: Article, portions: Iterable[Portion]) -> Article:
    return replace(whole, articles=tuple(portion.read for portion in portions))
