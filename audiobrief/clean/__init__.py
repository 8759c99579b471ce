"""An article out of a file, a web page or pasted text."""

from __future__ import annotations

from dataclasses import replace

from audiobrief.clean.embargo import find_embargo
from audiobrief.clean.read.source import Text, is_address, read
from audiobrief.model import Article, Source

__all__ = ["clean"]


def clean(source: Source, *, offline: bool = False, allow_private: bool = False) -> Article:
    """The article in a source, without the furniture around it.

    HTML and plain text are told apart by content. With `offline` nothing is fetched; with
    `allow_private` an address may lead into a private network. Raises SourceError, AddressError
    or OfflineError where the source cannot be read, NoArticleError where it holds no article.
    """
    text = read(source, offline=offline, allow_private=allow_private)
    if source.content is not None or not is_address(source.name):
        return _clean(text, source.name)
    from audiobrief.clean.read.canonical import follow

    return follow(text, source.name, _clean, allow_private=allow_private)


def _clean(text: Text, name: str) -> Article:
    """The article in a text, with the embargo that lies on it; one in an e-mail is of its day."""
    article = _read(text, name)
    embargo = find_embargo((piece.text for piece in article.dropped), text.text)
    return replace(article, embargo=embargo, published=article.published or text.sent)


def _read(text: Text, name: str) -> Article:
    """The article in a text, read by the rules of its kind."""
    from audiobrief.clean.kind import is_page
    from audiobrief.clean.read.markdown import is_markdown, to_page

    page = to_page(text.text) if is_markdown(text.text, name) else text.text
    if is_page(page):
        from audiobrief.clean.page import clean_page  # trafilatura takes a third of a second

        return clean_page(page, name, url=text.url)
    from audiobrief.clean.pasted import clean_pasted

    return clean_pasted(text.text, name)
