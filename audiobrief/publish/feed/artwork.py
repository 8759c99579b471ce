"""The picture of a podcast: whether directories take it."""

from __future__ import annotations

from pathlib import Path

from audiobrief.errors import PictureError
from audiobrief.publish.picture import picture_size

SMALLEST, LARGEST = 1400, 3000
"""Pixels a side, between which Apple Podcasts takes a square."""


def artwork_fault(image: str, folder: Path) -> str | None:
    """What directories will not like in a picture of the folder; None if nothing.

    A picture elsewhere, given by its address, is not looked at. Raises PictureError for a file
    that is not there or is no picture: a feed that names it would lead nowhere.
    """
    if "://" in image:
        return None
    try:
        data = (folder / image).read_bytes()
    except OSError as error:
        raise PictureError(
            f"{folder / image}: no such picture; put it there or name another"
        ) from error
    size = picture_size(data)
    if size is None:
        raise PictureError(
            f"{folder / image}: is no JPEG or PNG; directories take no other picture"
        )
    width, height = size
    if width != height or not SMALLEST <= width <= LARGEST:
        wanted = f"a square of {SMALLEST} to {LARGEST}"
        return f"{folder / image}: has {width} × {height} pixels; directories take {wanted}"
    return None
