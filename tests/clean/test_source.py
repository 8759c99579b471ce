"""Files and given bytes become text, or an error that says what is wrong."""

import codecs
from pathlib import Path

import pytest

from audiobrief.clean.kind import is_page
from audiobrief.clean.read.source import LARGEST, read
from audiobrief.errors import AddressError, NoArticleError, OfflineError, SourceError
from audiobrief.model import Source

WORDS = "Größere Übungen für Köln: »Straße« – 3 €\n"
PAGE = f'<html><head><meta charset="{{}}"></head><body><p>{WORDS}</p></body></html>'


def text_of(content: bytes) -> str:
    return read(Source(name="-", content=content), offline=True, allow_private=False).text


def read_file(path: Path | str) -> str:
    return read(Source(name=str(path)), offline=True, allow_private=False).text


@pytest.mark.parametrize(
    "content",
    [
        WORDS.encode(),
        codecs.BOM_UTF8 + WORDS.encode(),
        codecs.BOM_UTF16_LE + WORDS.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + WORDS.encode("utf-32-le"),
        WORDS.encode("utf-16-le"),
        WORDS.encode("utf-16-be"),
        WORDS.encode("cp1252"),
    ],
    ids=["utf-8", "mark", "utf-16-le", "utf-16-be", "utf-32", "bare le", "bare be", "windows"],
)
def test_text_is_read_in_every_usual_encoding(content: bytes) -> None:
    assert text_of(content) == WORDS


def test_latin_1_is_read_as_windows_1252() -> None:
    assert text_of("Größe".encode("latin-1")) == "Größe"


@pytest.mark.parametrize("declared", ["iso-8859-1", "windows-1252", "nonsense", "utf-8"])
def test_valid_utf_8_wins_over_what_a_page_declares(declared: str) -> None:
    page = PAGE.format(declared)
    assert text_of(page.encode()) == page


def test_a_declared_eight_bit_encoding_is_used() -> None:
    page = PAGE.format("iso-8859-15")
    assert text_of(page.encode("iso-8859-15", "replace")).count("€") == 1


def test_a_broken_byte_does_not_make_mojibake_of_the_rest() -> None:
    assert text_of((WORDS * 3).encode() + b"\xff Ende") == WORDS * 3 + " Ende"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x89PNG\r\n\x1a\n", "a PNG image"),
        (b"\xff\xd8\xff\xe0", "a JPEG image"),
        (b"ID3\x04\x00", "an MP3 file"),
        (b"PK\x03\x04\x14", "a ZIP or EPUB file"),
        (b"Text\x00mit Null", "binary content"),
        (bytes(range(1, 32)) * 40, "binary content"),
    ],
)
def test_binary_content_is_refused_by_name(content: bytes, said: str) -> None:
    with pytest.raises(SourceError, match=f"^-: {said}"):
        text_of(content)


@pytest.mark.parametrize("content", [b"", b" \n\t\r\n", codecs.BOM_UTF8, "\xa0\u200b\n".encode()])
def test_an_empty_source_holds_no_article(content: bytes) -> None:
    with pytest.raises(NoArticleError, match="empty"):
        text_of(content)


def test_a_missing_file_is_named() -> None:
    with pytest.raises(SourceError, match=r"^gibt-es-nicht\.txt: no such file; check its name$"):
        read_file("gibt-es-nicht.txt")


def test_an_address_without_its_scheme_is_recognised() -> None:
    with pytest.raises(SourceError, match="put https:// in front"):
        read_file("www.zeitung.example/politik/artikel.html")


def test_a_folder_is_no_source(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="a folder"):
        read_file(tmp_path)


def test_a_name_that_no_file_can_have_is_an_error() -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        read_file("a\0b")


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(SourceError, match="over 20 MB"):
        read_file(large)


def test_other_schemes_are_refused() -> None:
    with pytest.raises(AddressError, match="ftp is not supported"):
        read_file("ftp://zeitung.example/artikel.txt")


def test_nothing_is_fetched_while_offline() -> None:
    with pytest.raises(OfflineError, match=r"https://zeitung\.example/a: not fetched"):
        read_file("https://zeitung.example/a")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<!DOCTYPE html><html><body>Text</body></html>", True),
        ("\n  <article><h1>Titel</h1></article>", True),
        ("<!-- Kopf --><html>", True),
        ('<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">', True),
        ("Kopf\n" + "<p>Absatz</p>\n" * 5, True),
        ("Nur Text, in dem a < b steht.", False),
        ("<Anmerkung> Das ist Text.", False),
        ("Ein Absatz endet in HTML mit </p>.", False),
        ("<!-- Kommentar -->" * 300 + "Text", False),
        ("<!-- Kommentar -->" * 300 + "<p>Text</p>", True),
    ],
)
def test_pages_are_told_from_text_by_content(text: str, expected: bool) -> None:
    assert is_page(text) is expected
