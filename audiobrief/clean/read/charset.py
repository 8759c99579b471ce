"""Bytes as text: the encoding found, binary content refused."""

from __future__ import annotations

import codecs
import re

from audiobrief.errors import SourceError

# How files begin that people pass by mistake, and what they are called.
_SIGNATURES = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a sound, image or video file"),
    (b"ID3", "an MP3 file"),
    (b"\xff\xfb", "an MP3 file"),
    (b"\xff\xf3", "an MP3 file"),
    (b"OggS", "an Ogg file"),
    (b"fLaC", "a FLAC file"),
    (b"PK\x03\x04", "a ZIP or EPUB file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file, which Word saves as .docx"),
    (b"\x1f\x8b", "a gzip file"),
    (b"7z\xbc\xaf", "a 7z file"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,80}?encoding\s*=\s*["']([\w.:-]{2,40})""",
    re.IGNORECASE,
)
# Browsers read these as Windows-1252, for most pages that name them are.
_AS_WINDOWS = frozenset({"iso8859-1", "ascii", "latin-1", "iso-8859-1", "us-ascii"})
_HEAD = 4096
_CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13, 27})
_MOST_CONTROLS = 0.02
_BROKEN = "\ufffd"
_WIDE = 0.3
# So many letters must be valid UTF-8 for each broken byte in a text that declares nothing.
_SURELY = 10


def decode(content: bytes, name: str, declared: str | None = None) -> str:
    """The text of a source, by its byte order mark, as UTF-8 if it can be, else as declared.

    Valid UTF-8 wins over what a server or page declares: umlauts of an eight-bit encoding hardly
    ever form valid UTF-8, while wrong declarations are common. Without any declaration the text
    is Windows-1252, which holds Latin-1. Raises SourceError for binary content.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(content[len(mark) :], encoding, name)
    if wide := _wide(content):
        return _strictly(content, wide, name)
    _refuse_binary(content, name)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _eight_bit(content, declared)


def _strictly(content: bytes, encoding: str, name: str) -> str:
    text = content.decode(encoding, "replace")
    if "\x00" in text or text.count(_BROKEN) > len(text) * _MOST_CONTROLS:
        raise SourceError(f"{name}: binary content, not text; give a page, a text or an address")
    return text


def _wide(content: bytes) -> str | None:
    """The UTF-16 that a text without a mark is in: every other byte of plain letters is zero."""
    sample = content[:_HEAD]
    pairs = len(sample) // 2
    if pairs < 2 or b"\x00" not in sample:  # noqa: PLR2004 - two letters at least
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > pairs * (1 - _WIDE) and even < pairs * _WIDE / 10:
        return "utf-16-le"
    if even > pairs * (1 - _WIDE) and odd < pairs * _WIDE / 10:
        return "utf-16-be"
    return None


def _refuse_binary(content: bytes, name: str) -> None:
    for signature, kind in _SIGNATURES:
        if content.startswith(signature):
            raise SourceError(f"{name}: {kind}, not text; give a page, a text or an address")
    sample = content[: _HEAD * 16]
    odd = len(sample) - len(sample.translate(None, _CONTROLS))
    if b"\x00" in sample or odd > len(sample) * _MOST_CONTROLS:
        raise SourceError(f"{name}: binary content, not text; give a page, a text or an address")


def _eight_bit(content: bytes, declared: str | None) -> str:
    """Text that is not valid UTF-8: UTF-8 with a few broken bytes, or an eight-bit encoding."""
    lenient = content.decode("utf-8", "replace")
    broken = lenient.count(_BROKEN)
    letters = sum(char > "\x7f" for char in lenient) - broken
    told = declared or _in_page(content) or ""
    if letters > broken * (1 if told.lower().startswith("utf") else _SURELY):
        return lenient.replace(_BROKEN, "")
    encoding = _known(declared) or _known(_in_page(content)) or "cp1252"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _in_page(content: bytes) -> str | None:
    match = _DECLARED.search(content[:_HEAD])
    return (match[1] or match[2]).decode("ascii", "replace") if match else None


def _known(encoding: str | None) -> str | None:
    """Python's name of a declared encoding; None where it is unknown or was proved wrong."""
    if not encoding:
        return None
    try:
        known = codecs.lookup(encoding.strip("\"' "))
    except (LookupError, ValueError):
        return None
    if known.name.startswith(("utf", "punycode", "idna")) or not known._is_text_encoding:  # noqa: SLF001 - codecs has no public word for it
        return None
    return "cp1252" if known.name in _AS_WINDOWS else known.name
