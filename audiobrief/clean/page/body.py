"""Where trafilatura sees the article's text in a page."""

from __future__ import annotations

import logging
import warnings
from dataclasses import dataclass
from typing import Any

from audiobrief.clean.characters import squash

# A line shorter than this may stand anywhere in a page by chance.
_TELLING = 24
_MOST_PIECES = 20_000


@dataclass(frozen=True, slots=True)
class Found:
    """The text that trafilatura took for the article's, for looking up blocks in it."""

    lines: frozenset[str]
    whole: str

    def holds(self, key: str) -> bool:
        """Whether a block with these letters is part of it."""
        return key in self.lines or (len(key) >= _TELLING and key in self.whole)


def find_body(tree: Any, size: int) -> Found:  # noqa: ANN401  (a tree of lxml, which only dom.py knows)
    """What trafilatura finds in a tree with so many runs of text; nothing where there is none.

    Some of its steps take time that grows with the square of the page, so it is not asked about
    pages far beyond the size of an article.
    """
    if size > _MOST_PIECES:
        return Found(frozenset(), "")

    from trafilatura import bare_extraction  # a third of a second: only pages pay for it

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL + 1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            document = bare_extraction(
                tree,
                fast=True,
                include_comments=False,
                include_tables=False,
                include_links=True,
            )
        except (RecursionError, ValueError, TypeError, AttributeError):
            document = None  # pages that break it are read by our own rules alone
    elements = () if document is None or isinstance(document, dict) else tuple(document.body.iter())
    lines = frozenset(squash("".join(element.itertext())) for element in elements[1:])
    whole = "|".join(squash("".join(element.itertext())) for element in elements[:1])
    return Found(lines - {""}, whole)
