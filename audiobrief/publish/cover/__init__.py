"""The picture in a sound file, which players show beside it."""

from __future__ import annotations

from audiobrief.errors import PictureError
from audiobrief.model import Article
from audiobrief.publish.picture import Picture, picture_of

SIDE = 1400
"""Pixels that a picture from a page has at most: all that players show."""


def drawn(article: Article) -> Picture:
    """A card with the article's headline and outlet."""
    from audiobrief.publish.cover.card import card

    return _picture(card(article))


def found(data: bytes, address: str) -> Picture:
    """The picture of a page, made fit for a sound file: a JPEG without anything else in it.

    Raises PictureError for what is no picture.
    """
    from audiobrief.publish.canvas import as_jpeg

    try:
        return _picture(as_jpeg(data, SIDE))
    except ValueError as error:
        raise PictureError(f"{address}: {error}; give a file by --cover") from error


def _picture(data: bytes) -> Picture:
    picture = picture_of(data)
    assert picture, "our own pictures can be read"  # noqa: S101 - for the type
    return picture
