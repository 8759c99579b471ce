"""Text that no engine can take for a command."""

from __future__ import annotations

import unicodedata

COMMANDS = str.maketrans(
    {
        "<": " ",  # opens markup
        ">": " ",
        "[": "(",  # `[[` opens phoneme codes
        "]": ")",
        "{": "(",
        "}": ")",
        "\\": " ",
        "`": "'",
        "_": " ",
        "\u00ad": "",  # a soft hyphen is read as the end of a word
        "\u200b": "",  # as are the characters without width
        "\u200c": "",
        "\u200d": "",
        "\u2060": "",
        "\ufeff": "",
        "ﬀ": "ff",  # ligatures, left behind by print systems
        "ﬁ": "fi",
        "ﬂ": "fl",
        "ﬃ": "ffi",
        "ﬄ": "ffl",
    }
)
UNSAID = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})
"""Unicode categories that no voice says: controls, formats, private and unassigned."""

LAST_OF_LATIN_1 = "\u00ff"
LATIN_1 = str.maketrans(
    {
        "ı": "i",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
        "ħ": "h",
        "ŋ": "ng",
        "ő": "ö",  # the Hungarian long vowels are nearer to the umlaut than to o and u
        "Ő": "Ö",
        "ű": "ü",
        "Ű": "Ü",
        "œ": "ö",
        "Œ": "Ö",
        "ẞ": "SS",
    }
)
"""Letters that have no mark to lose, or sound otherwise without it."""


def plain(text: str) -> str:
    """The words and their punctuation: no markup, no phoneme codes, no control characters.

    Letters with marks are one character each, as engines expect them; white space is single
    spaces.
    """
    composed = unicodedata.normalize("NFC", text.translate(COMMANDS))
    return " ".join("".join(map(_said, composed)).split())


def fold_to_latin_1(text: str) -> str:
    """The text with every letter beyond Latin-1 replaced by its base: `Erdoğan` as `Erdogan`.

    For engines that do not know such letters. Other alphabets stay: see `unknown_letters`.
    """
    return "".join(map(_folded, text.translate(LATIN_1)))


def unknown_letters(text: str) -> str:
    """The letters beyond Latin-1, each once, in the order of their first appearance."""
    return "".join(
        dict.fromkeys(char for char in text if char > LAST_OF_LATIN_1 and char.isalpha())
    )


def _said(character: str) -> str:
    return " " if unicodedata.category(character) in UNSAID else character


def _folded(character: str) -> str:
    if character <= LAST_OF_LATIN_1:
        return character
    base = unicodedata.normalize("NFD", character)[0]
    return base if base.isascii() else character
