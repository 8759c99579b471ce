"""The full article behind a short version of its page: AMP, print and mobile pages name it."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from audiobrief.clean.read.source import Text, read_address
from audiobrief.errors import AudiobriefError, NoArticleError
from audiobrief.model import Article

# A page that says no more than this share of the first is a stub or a front page.
_MOST_SHRUNK = 0.7


def follow(
    text: Text, name: str, clean: Callable[[Text, str], Article], *, allow_private: bool
) -> Article:
    """The article in a page, or that in the page it names as its canonical where that says as much.

    A canonical page that cannot be fetched or holds no article is no error where the page that was
    asked for has one. Where neither has, the NoArticleError is that of the page asked for.
    """

    def full(address: str | None) -> Article | None:
        if address is None or not _is_another(address, text):
            return None
        try:
            return clean(read_address(address, offline=False, allow_private=allow_private), name)
        except AudiobriefError:
            return None

    try:
        article = clean(text, name)
    except NoArticleError:
        if found := full(_named(text)):
            return found
        raise
    found = full(article.url)
    return found if found and _length(found) >= _MOST_SHRUNK * _length(article) else article


def _named(text: Text) -> str | None:
    """The address that a page names as its own, be there an article in it or not."""
    from audiobrief.clean.page import own_address  # trafilatura takes a third of a second

    return own_address(text.text, url=text.url)


def _is_another(address: str, text: Text) -> bool:
    """Whether an address leads to another page, and not to the front page."""
    if text.url is None or _place(address) == _place(text.url):
        return False
    return bool(urlsplit(address).path.strip("/"))


def _place(url: str) -> tuple[str, str]:
    """Host and path of an address, without what differs between two ways to one page."""
    parts = urlsplit(url)
    return parts.netloc.lower().removeprefix("www."), parts.path.rstrip("/")


def _length(article: Article) -> int:
    return len(article.lead or "") + sum(len(passage.text) for passage in article.body)
