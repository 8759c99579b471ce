"""Characters made uniform: one form for each letter, one blank between words, nothing unseen."""

from __future__ import annotations

import re
import unicodedata

# Soft hyphens, zero-width blanks and joiners, direction marks, byte order marks, and control
# characters: unseen on the page, heard or stumbled over by a voice.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffc"
    "\x00-\x08\x0e-\x1b\x7f\x80-\x84\x86-\x9f]"
)
_BLANKS = re.compile(r"\s+")
_MARKS = re.compile(r"[\W_]+")


def collapse(text: str) -> str:
    """The text in one line: composed (NFC), without unseen characters, single blanks."""
    return _BLANKS.sub(" ", unify(text)).strip()


def unify(text: str) -> str:
    """The text with its lines kept: composed (NFC), without unseen characters."""
    return unicodedata.normalize("NFC", _UNSEEN.sub("", text))


def squash(text: str) -> str:
    """The letters and digits alone, case folded, for comparing."""
    return _MARKS.sub("", text).casefold()
