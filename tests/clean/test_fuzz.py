"""Damaged pages become articles or clear errors, never tracebacks."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from audiobrief.clean import clean
from audiobrief.errors import AudiobriefError
from audiobrief.model import Source

PAGES = sorted((Path(__file__).parent.parent / "golden" / "pages").glob("*.html"))
ROUNDS = 12


def cut(page: bytes, chance: random.Random) -> bytes:
    return page[: chance.randrange(len(page))]


def flip(page: bytes, chance: random.Random) -> bytes:
    damaged = bytearray(page)
    for _ in range(40):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    return bytes(damaged)


def drop(page: bytes, chance: random.Random) -> bytes:
    parts = page.split(b"<")
    return b"<".join(part for part in parts if chance.random() > 0.15)


def repeat(page: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(page))
    piece = page[start : start + chance.randrange(400)]
    return page[:start] + piece * chance.randrange(60) + page[start:]


def shuffle(page: bytes, chance: random.Random) -> bytes:
    parts = page.split(b">")
    chance.shuffle(parts)
    return b"<html>" + b">".join(parts)


@pytest.mark.parametrize("damage", [cut, flip, drop, repeat, shuffle])
@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_a_damaged_page_is_read_or_refused(
    page: Path, damage: Callable[[bytes, random.Random], bytes]
) -> None:
    chance = random.Random(f"{page.name} {damage.__name__}")  # noqa: S311 - the same each time
    for _ in range(ROUNDS):
        content = damage(page.read_bytes(), chance)
        try:
            article = clean(Source(name="page.html", content=content), offline=True)
        except AudiobriefError as error:
            assert "\n" not in str(error)  # noqa: PT017 - either outcome is right
        else:
            assert article.headline
            assert all(passage.text for passage in article.body)
