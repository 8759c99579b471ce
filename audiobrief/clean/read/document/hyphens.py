"""Lines joined to paragraphs: words that were parted at a line's end are whole again."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

SIGNS = "-\u00ad\u2010\u2011\x02\ufffe"
"""What stands at the end of a line that parts a word; PDFium writes the last two."""

_PARTED = re.compile(rf"(\w+)[{SIGNS}]$")
_BEGINNING = re.compile(r"[„»“\"(\[]*(\w+)")
_WORD = re.compile(r"\w+(?:-\w+)+")
_STRAY = re.compile("[\u00ad\x02\ufffe]")
# Behind these a hyphen stands for the rest of a word: „Vor- und Nachteile“.
_BETWEEN = frozenset({"und", "oder", "bzw", "sowie", "bis", "als", "wie", "noch", "statt", "aber"})


def compounds(lines: Iterable[str]) -> frozenset[str]:
    """The words that are written with a hyphen inside a line somewhere, in lower case."""
    return frozenset(word.casefold() for line in lines for word in _WORD.findall(line))


def joined(lines: Sequence[str], known: Collection[str] = frozenset()) -> str:
    """One text of the lines of a paragraph.

    `known` are words that are known to have a hyphen: „Start-up“ keeps its own at a line's end.
    """
    text = ""
    for line in lines:
        text = _attached(text, line.strip(), known) if text else line.strip()
    return _STRAY.sub("", text)


def _attached(text: str, line: str, known: Collection[str]) -> str:
    parted, beginning = _PARTED.search(text), _BEGINNING.match(line)
    if not parted or not beginning:
        return f"{text} {line}"
    fragment, rest = parted[1], beginning[1]
    if rest in _BETWEEN:
        return f"{text[:-1]}- {line}"
    if not rest[0].islower() or _stays(fragment, rest, known):
        return f"{text[:-1]}-{line}"
    return f"{text[:-1]}{line}"


def _stays(fragment: str, rest: str, known: Collection[str]) -> bool:
    """Whether the hyphen is part of the word: „EU-weit“, „20-jährig“, „X-förmig“."""
    if len(fragment) == 1 or fragment[-1].isdigit() or (len(fragment) > 1 and fragment.isupper()):
        return True
    return f"{fragment}-{rest}".casefold() in known
