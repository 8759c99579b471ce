"""What is said before, between and behind articles: sentences from templates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from audiobrief.choices import Frame
from audiobrief.german import months, weekdays
from audiobrief.model import Article, Boundary, Role, Sentence

if TYPE_CHECKING:
    from datetime import date

PLACE = re.compile(r"\{([a-z]{1,20})\}")


def framed(sentences: Sequence[Sentence], article: Article, frame: Frame) -> Iterator[Sentence]:
    """The article's sentences, with those of the intro before them and of the outro behind.

    A sentence of a template is left out where the article lacks what it names.
    """
    yield from said(filled(frame.intro, article), article, Boundary.PARAGRAPH)
    yield from sentences
    yield from said(filled(frame.outro, article), article, Boundary.ARTICLE)


def filled(template: str, article: Article, whole: Article | None = None) -> list[str]:
    """The sentences of a template, filled with what is known of an article.

    `whole` is the briefing that it belongs to. What is not known takes its sentence with it.
    """
    from audiobrief.segment import split_sentences

    values = _values(article, whole or article)
    wanted = [part for part in split_sentences(template) if template.strip()]
    return [
        PLACE.sub(lambda place: values.get(place[1]) or "", part)
        for part in wanted
        if all(values.get(name) for name in PLACE.findall(part))
    ]


def said(
    texts: Iterable[str], article: Article, end: Boundary, role: Role = Role.LINK
) -> Iterator[Sentence]:
    """The texts as sentences about an article, with what ends behind the last."""
    everything = tuple(texts)
    for number, text in enumerate(everything, start=1):
        boundary = end if number == len(everything) else Boundary.SENTENCE
        yield Sentence(article=article, role=role, text=text, boundary=boundary)


def sources(articles: Iterable[Article]) -> tuple[str, ...]:
    """Where articles come from, each outlet once, in their order.

    Of a credit such as `ntv.de, lar/AFP` the part that names the outlet.
    """
    named = (
        article.outlet or _host(article) or (article.credit or "").partition(",")[0].strip()
        for article in articles
    )
    once: dict[str, str] = {}
    for name in filter(None, named):
        once.setdefault(name.casefold(), name)
    return tuple(once.values())


def written(day: date) -> str:
    """A date as it is printed: `24. November 2026`."""
    return f"{day.day}. {months()[day.month - 1]} {day.year}"


def _values(article: Article, whole: Article) -> dict[str, str | None]:
    """What can stand in the places of a template; see `given`."""
    day = article.published
    return {
        "outlet": article.outlet,
        "headline": _open(article.headline),
        "kicker": article.kicker and _open(article.kicker),
        "date": written(day) if day else None,
        "weekday": weekdays()[day.weekday()] if day else None,
        "source": article.credit or _host(article),
        "title": _open(whole.headline),
        "sources": _listed(sources(whole.articles)),
    }


def _open(text: str) -> str:
    """A text without the full stop that a template has a place for."""
    return text.rstrip(". ")


def _host(article: Article) -> str | None:
    try:
        host = urlsplit(article.url or "").hostname
    except ValueError:  # a page may call anything its address
        return None
    return host.removeprefix("www.") if host else None


def _listed(names: Sequence[str]) -> str:
    """Names as a sentence lists them: `A, B und C`."""
    return " und ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
