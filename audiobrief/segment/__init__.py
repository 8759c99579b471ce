"""Article in, Sentences out."""

from __future__ import annotations

from collections.abc import Iterator

from audiobrief.model import Article, Boundary, Role, Sentence
from audiobrief.segment.sentences import split_sentences

__all__ = ["segment", "split_sentences"]

BLOCKS = {
    Role.KICKER: Boundary.KICKER,
    Role.HEADLINE: Boundary.HEADLINE,
    Role.LEAD: Boundary.LEAD,
    Role.CROSSHEAD: Boundary.CROSSHEAD,
}
"""What ends with a piece; with any other role a paragraph does."""


def segment(article: Article) -> Iterator[Sentence]:
    """The sentences of an article in reading order, each with what ends behind it."""
    pieces = [
        (role, sentences) for role, text in _pieces(article) if (sentences := split_sentences(text))
    ]
    for place, (role, sentences) in enumerate(pieces, start=1):
        end = BLOCKS.get(role, Boundary.PARAGRAPH) if place < len(pieces) else Boundary.ARTICLE
        *inner, last = sentences
        for text in inner:
            yield Sentence(article=article, role=role, text=text, boundary=Boundary.SENTENCE)
        yield Sentence(article=article, role=role, text=last, boundary=end)


def _pieces(article: Article) -> Iterator[tuple[Role, str]]:
    yield Role.KICKER, article.kicker or ""
    yield Role.HEADLINE, article.headline
    yield Role.LEAD, article.lead or ""
    for passage in article.body:
        yield passage.role, passage.text
