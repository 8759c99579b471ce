"""What is said in a briefing, from its title to its sources, in the order it is read."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import cache
from importlib.resources import files

from audiobrief.choices import Script
from audiobrief.framing import filled, said
from audiobrief.model import Article, Boundary, Role, Sentence


def presented(whole: Article, script: Script) -> Iterator[Sentence]:
    """The sentences of a briefing.

    Those of its articles are about them, the words that lead to an article too, so that it
    begins with them. All else is about the whole.
    """
    from audiobrief.segment import segment

    yield from _opening(whole, script)
    for place, article in enumerate(whole.articles):
        texts = filled(_link(whole, place, script), article, whole)
        yield from said(texts, article, Boundary.PARAGRAPH)
        yield from segment(article)
    # The part behind the articles has a name of its own in lists of chapters.
    end = Article(source=whole.source, headline=_said("end", script)[0], body=())
    texts = filled(_turn("outro", script, _day(whole)), whole)
    yield from said(texts, end, Boundary.ARTICLE)


def _opening(whole: Article, script: Script) -> Iterator[Sentence]:
    turn = _day(whole)
    yield from said([whole.headline], whole, Boundary.HEADLINE, Role.HEADLINE)
    several = len(whole.articles) > 1
    end = Boundary.PARAGRAPH if several else Boundary.ARTICLE
    yield from said(filled(_turn("intro", script, turn), whole), whole, end)
    if several:
        overview = filled(_turn("overview", script, turn), whole)
        yield from said(overview, whole, Boundary.PARAGRAPH)
        yield from _topics(whole, script)


def _topics(whole: Article, script: Script) -> Iterator[Sentence]:
    for number, article in enumerate(whole.articles, start=1):
        last = number == len(whole.articles)
        template = _turn("last_topic" if last else "topic", script, number)
        end = Boundary.ARTICLE if last else Boundary.PARAGRAPH
        yield from said(filled(template, article, whole), whole, end, Role.ITEM)


def _link(whole: Article, place: int, script: Script) -> str:
    """The words that lead to the article at a place."""
    turn = _day(whole)
    if place == 0:
        return _turn("first", script, turn)
    if place == len(whole.articles) - 1:
        return _turn("last", script, turn)
    return _turn("next", script, turn + place)


def _turn(kind: str, script: Script, turn: int) -> str:
    texts = _said(kind, script)
    return texts[turn % len(texts)]


def _said(kind: str, script: Script) -> tuple[str, ...]:
    """The user's own words of a kind, or those that are shipped."""
    own: tuple[str, ...] | None = getattr(script, kind)
    return shipped()[kind] if own is None else own


def _day(whole: Article) -> int:
    return whole.published.toordinal() if whole.published else 0


@cache
def shipped() -> Mapping[str, tuple[str, ...]]:
    """The words of `script.toml`, by the names of the fields of Script."""
    table = tomllib.loads((files(__package__) / "script.toml").read_text(encoding="utf-8"))
    texts = {name: (value,) if isinstance(value, str) else value for name, value in table.items()}
    return {field.name: tuple(texts[field.name]) for field in fields(Script)}
