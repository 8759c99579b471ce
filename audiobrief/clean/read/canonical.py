"""The full article behind a short version of its page: AMP, print and mobile pages name it."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from audiobrief.clean.read.source import Text, read_address
from audiobrief.errors import AudiobriefError
from audiobrief.model import Article

# A page that says no more than this share of the first is a stub or a front page.
_MOST_SHRUNK = 0.7


def follow(
    article: Article,
    text: Text,
    name: str,
    clean: Callable[[Text, str], Article],
    *,
    allow_private: bool,
) -> Article:
    """The article of the page that this one names as its canonical, where that says as much.

    A canonical page that cannot be fetched or holds no article is no error: the article that was
    asked for is there already.
    """
    target = _target(article, text)
    if target is None:
        return article
    try:
        full = clean(read_address(target, offline=False, allow_private=allow_private), name)
    except AudiobriefError:
        return article
    return full if _length(full) >= _MOST_SHRUNK * _length(article) else article


def _target(article: Article, text: Text) -> str | None:
    """The address of another page that this one names as its own."""
    target = article.url
    if text.url is None or target is None or _place(target) == _place(text.url):
        return None
    return target if urlsplit(target).path.strip("/") else None


def _place(url: str) -> tuple[str, str]:
    """Host and path of an address, without what differs between two ways to one page."""
    parts = urlsplit(url)
    return parts.netloc.lower().removeprefix("www."), parts.path.rstrip("/")


def _length(article: Article) -> int:
    return len(article.lead or "") + sum(len(passage.text) for passage in article.body)
