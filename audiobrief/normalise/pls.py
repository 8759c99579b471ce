"""W3C Pronunciation Lexicon Specification 1.0: lexicons exchanged with other programs."""

from __future__ import annotations

from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from audiobrief.errors import ConfigError
from audiobrief.normalise.lexicon import Entry, Lexicon

_SPACE = "http://www.w3.org/2005/01/pronunciation-lexicon"


def entries_of(text: str, name: str) -> tuple[Entry, ...]:
    """The entries of a PLS document; a lexeme with several graphemes makes several."""
    if "<!DOCTYPE" in text or "<!ENTITY" in text:  # PLS needs none, and entities can explode
        raise ConfigError(f"{name}: has a document type: remove it")
    try:
        root = ET.fromstring(text.encode())  # noqa: S314  no entities get this far
    except ET.ParseError as error:
        raise ConfigError(f"{name}: no XML: {error}") from error
    return tuple(entry for lexeme in root.iter(f"{{{_SPACE}}}lexeme") for entry in _entries(lexeme))


def _entries(lexeme: ET.Element) -> list[Entry]:
    alias, phoneme = (_text(lexeme, tag) for tag in ("alias", "phoneme"))
    graphemes = [(each.text or "").strip() for each in lexeme.iter(f"{{{_SPACE}}}grapheme")]
    return [
        Entry(printed=printed, spoken=alias, ipa=phoneme, inflected=False)
        for printed in graphemes
        if printed and (alias or phoneme)
    ]


def _text(lexeme: ET.Element, tag: str) -> str | None:
    found = lexeme.find(f"{{{_SPACE}}}{tag}")
    return (found.text or "").strip() or None if found is not None else None


def to_pls(lexicon: Lexicon) -> str:
    """The lexicon as a PLS document; what PLS has no word for (case, endings) is left out."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<lexicon version="1.0" xmlns="{_SPACE}" alphabet="ipa" xml:lang="de">',
    ]
    for entry in lexicon.entries:
        alias = f"<alias>{escape(entry.spoken)}</alias>" if entry.spoken else ""
        phoneme = f"<phoneme>{escape(entry.ipa)}</phoneme>" if entry.ipa else ""
        grapheme = f"<grapheme>{escape(entry.printed)}</grapheme>"
        lines.append(f"  <lexeme>{grapheme}{phoneme}{alias}</lexeme>")
    return "\n".join([*lines, "</lexicon>", ""])
