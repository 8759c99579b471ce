"""The articles of a briefing, and the whole that they make."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from audiobrief.errors import (
    AddressError,
    AudiobriefError,
    NoArticleError,
    OfflineError,
    SourceError,
)
from audiobrief.events import Absence, Listener, SourceLeftOut
from audiobrief.framing import sources as named_sources
from audiobrief.model import Article, Source

SOURCE = "briefing"
"""Stands where an article names its source."""


def gathered(
    sources: Iterable[Source],
    read: Callable[[Source], Article],
    listener: Listener,
    *,
    strict: bool = False,
) -> tuple[Article, ...]:
    """The articles in the sources that have one; the listener hears of the others.

    Raises NoArticleError where there is none, and with `strict` the first source's error.
    """
    articles = []
    failed = 0
    for source in sources:
        try:
            articles.append(read(source))
        except (SourceError, AddressError, NoArticleError, OfflineError) as error:
            if strict:
                raise
            failed += 1
            listener(_failed(source, error))
    if not articles:
        raise NoArticleError(f"none of {failed} source(s) holds an article; mend or replace them")
    return tuple(articles)


def together(title: str, published: date, articles: tuple[Article, ...]) -> Article:
    """A briefing of the articles, under a title."""
    return Article(
        source=SOURCE,
        headline=title,
        body=(),
        published=published,
        credit=", ".join(named_sources(articles)) or None,
        articles=articles,
    )


def _failed(source: Source, error: AudiobriefError) -> SourceLeftOut:
    message = f"{' '.join(str(error).split())}; left out"
    return SourceLeftOut(source=source.name, why=Absence.FAILED, message=message)
