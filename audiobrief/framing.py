"""What is said before and behind an article: sentences from templates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from audiobrief.choices import Frame
from audiobrief.german import months
from audiobrief.model import Article, Boundary, Role, Sentence

if TYPE_CHECKING:
    from datetime import date

PLACE = re.compile(r"\{(outlet|headline|date|source)\}")


def framed(sentences: Sequence[Sentence], article: Article, frame: Frame) -> Iterator[Sentence]:
    """The article's sentences, with those of the intro before them and of the outro behind.

    A sentence of a template is left out where the article lacks what it names.
    """
    yield from _said(frame.intro, article, Boundary.PARAGRAPH)
    yield from sentences
    yield from _said(frame.outro, article, Boundary.ARTICLE)


def _said(template: str, article: Article, end: Boundary) -> Iterator[Sentence]:
    from audiobrief.segment import split_sentences

    values = {
        "outlet": article.outlet,
        "headline": article.headline.rstrip(". "),
        "date": _written(article.published) if article.published else None,
        "source": article.credit or (urlsplit(article.url).hostname if article.url else None),
    }
    wanted = [part for part in split_sentences(template) if template.strip()]
    texts = [
        _filled(part, values) for part in wanted if all(values[n] for n in PLACE.findall(part))
    ]
    for number, text in enumerate(texts, start=1):
        boundary = end if number == len(texts) else Boundary.SENTENCE
        yield Sentence(article=article, role=Role.PARAGRAPH, text=text, boundary=boundary)


def _filled(template: str, values: dict[str, str | None]) -> str:
    return PLACE.sub(lambda place: values[place[1]] or "", template)


def _written(day: date) -> str:
    return f"{day.day}. {months()[day.month - 1]} {day.year}"
