"""The name of a brief's file: its date and headline, in characters that go everywhere."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import chain, count
from pathlib import Path

from audiobrief.choices import Format
from audiobrief.errors import ConfigError
from audiobrief.model import Article

LONGEST = 80
"""Characters before `.mp3`; Apple's podcast directory and old file systems want short names."""
NOT_MADE = ("aac", "mp4", "aiff", "wma")
"""Endings of sound files that nobody gives to a folder."""
NAMELESS = "beitrag"
"""Stands where a headline has no Latin letter and no digit."""
SPELT_OUT = str.maketrans(
    {
        "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "oe", "å": "aa",
        "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i",
        "&": " und ", "%": " prozent ", "€": " euro ", "$": " dollar ", "§": " paragraf ",
        "'": "", "’": "", "‘": "", "\u00ad": "", "*": "",
    }
)  # fmt: skip
"""Letters that do not come apart into a plain one and an accent, and signs that are words."""
RESERVED = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)))
)
"""Names of devices on Windows, with any ending."""


def filenames(article: Article, ending: str = "mp3") -> Iterator[str]:
    """Names for an article's file, best first, without end.

    `2026-01-08-kiew-vor-der-entscheidung.mp3`, then the same with `-2`, `-3` ...: all of
    lower-case ASCII letters, digits and hyphens, so that none can leave its folder.
    """
    stem = _stem(article)
    return (f"{stem}{number}.{ending}" for number in chain([""], (f"-{n}" for n in count(2))))


def named_format(output: Path, wanted: Format | None) -> Format | None:
    """The format of the file that an output names; None where it is a folder.

    Raises ConfigError for a file of a format that is not made, or of another than wanted.
    """
    ending = output.suffix[1:].lower()
    if output.is_dir() or ending not in {*Format, *NOT_MADE}:
        return None
    if ending in NOT_MADE:
        raise ConfigError(f"{output}: {ending} is not made; choose one of {', '.join(Format)}")
    if wanted not in {None, ending}:
        raise ConfigError(f"{output}: its name says {ending}, but the format is {wanted}")
    return Format(ending)


def _stem(article: Article) -> str:
    words = _words(article.headline)
    if article.published is not None:
        words = [f"{article.published:%Y-%m-%d}", *words]
    if not words:
        words = [NAMELESS]
    stem = words[0][:LONGEST]
    for word in words[1:]:
        if len(stem) + 1 + len(word) > LONGEST:
            break
        stem += "-" + word
    return f"{NAMELESS}-{stem}" if stem in RESERVED else stem


def _words(headline: str) -> list[str]:
    composed = unicodedata.normalize("NFKC", headline).lower().translate(SPELT_OUT)
    plain = unicodedata.normalize("NFKD", composed).encode("ascii", "ignore").decode()
    return re.findall(r"[a-z0-9]+", plain)
