"""The card that is drawn, and pictures that are given."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from audiobrief.errors import PictureError
from audiobrief.model import Article
from audiobrief.publish.canvas import BOLD, Face, as_jpeg, drawable
from audiobrief.publish.cover import drawn, found
from audiobrief.publish.cover.card import ROOM, headline
from audiobrief.publish.cover.colours import WHITE, contrast, ground, tint
from audiobrief.publish.cover.lines import broken, hyphenated
from audiobrief.publish.picture import load_picture, picture_of

LONG = (
    "Nach dem Hochwasser an Donau und Inn: Versicherer rechnen mit Schäden von bis zu 3,5 "
    "Milliarden Euro – Umweltministerin kündigt Pflichtversicherung für alle Hauseigentümer an, "
    "Länder fordern mehr Geld vom Bund und eine Reform der Schuldenbremse, Opposition verlangt "
    "Neuwahlen und spricht von einem Ablenkungsmanöver"
)
COMPOUND = "Bundesverfassungsgerichtspräsidentin rügt Telekommunikationsüberwachungsverordnung"


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def test_a_card_is_a_square_that_podcast_directories_take(article: Article) -> None:
    picture = drawn(article)
    assert (picture.width, picture.height, picture.mime) == (1400, 1400, "image/jpeg")
    assert len(picture.data) < 300_000
    assert opened(picture.data).size == (1400, 1400)


def test_a_card_is_the_same_for_the_same_article(article: Article) -> None:
    assert drawn(article).data == drawn(article).data
    assert drawn(article).data != drawn(replace(article, headline="Anderes")).data


@pytest.mark.parametrize(
    "headline",
    [
        "Wetter",
        LONG,
        COMPOUND,
        "A" * 400,
        "😀😀😀",
        "東京で地震",
        "x\0y\ud800z",
        "–",
        "ab " * 200,
    ],
)
@pytest.mark.parametrize("outlet", [None, "Elbkurier", "Neue Rundschau für alles und jeden " * 5])
def test_any_headline_makes_a_card(headline: str, outlet: str | None) -> None:
    article = Article(source="-", headline=headline, body=(), outlet=outlet, kicker=headline)
    assert drawn(replace(article, published=date(2026, 3, 1))).width == 1400


@pytest.mark.parametrize(
    "outlet", [None, "", "Elbkurier", "ntv.de", "Küstenblatt", *(f"Blatt {n}" for n in range(60))]
)
def test_the_letters_can_be_read_on_every_outlets_colour(outlet: str | None) -> None:
    assert contrast(tint(outlet), ground(outlet)) >= 7
    assert contrast(WHITE, ground(outlet)) >= 7


def test_contrast_is_counted_as_wcag_counts_it() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#123456", "#123456") == 1


def test_an_outlet_has_one_colour_of_its_own() -> None:
    assert ground("Elbkurier") == ground("ELBKURIER") != ground("Küstenblatt")


@pytest.mark.parametrize("text", ["Hafenbahn fährt ab 2028 ohne Diesel", LONG, COMPOUND])
def test_every_line_fits_and_no_word_is_lost(text: str) -> None:
    block = headline(text, 880)
    assert all(block.face.width(line) <= ROOM for line in block.lines)
    assert block.height <= 880
    if text != LONG:
        assert "".join(block.lines).replace("-", "").replace(" ", "") == text.replace(" ", "")


def test_a_short_headline_is_large_and_a_long_one_small() -> None:
    assert headline("Hafenbahn fährt ab 2028 ohne Diesel", 880).face.size == 176
    assert headline(LONG, 880).face.size < 100


def test_what_is_too_long_for_any_size_ends_in_an_ellipsis_behind_a_word() -> None:
    assert headline(LONG * 2, 600).lines[-1].endswith(" …")


def at(text: str, size: int = 120) -> tuple[str, ...]:
    face = Face(size=size, weight=BOLD)
    return broken(hyphenated(text, face.width, ROOM), face.width, ROOM) or ()


def test_a_compound_is_broken_where_its_parts_meet() -> None:
    lines = at(COMPOUND)
    assert lines[:2] == ("Bundesverfassungs-", "gerichtspräsidentin")
    assert "Telekommunikations-" in lines


def test_lines_do_not_end_where_the_next_word_is_needed() -> None:
    lines = broken("Der Verlust liegt bei 3,5 Milliarden Euro im Jahr", len, 24)
    assert lines is not None
    assert not any(line.endswith(("3,5", "Milliarden", "im", "Der")) for line in lines)


def test_no_line_begins_with_a_dash() -> None:
    lines = broken("Streit um Brücke – Minister lenkt am Ende doch ein", len, 16)
    assert lines is not None
    assert not any(line.startswith("–") for line in lines)


def test_lines_are_of_like_lengths() -> None:
    assert broken("aa bb cc dd", len, 9) == ("aa bb", "cc dd")


def test_a_word_with_a_hyphen_may_be_broken_behind_it() -> None:
    assert broken("CDU-Politiker fordert", len, 12) == ("CDU-", "Politiker", "fordert")
    assert broken("CDU-Politiker fordert", len, 13) == ("CDU-Politiker", "fordert")


def test_the_letters_of_european_names_can_be_drawn() -> None:
    text = "ÄÖÜäöüßẞ „Da“ ‚so‘ »ja« – — … ’ · € § % ½ † Łódź Škoda Erdoğan Ørsted Çelik Țară ő"
    assert drawable(text) == text
    assert drawable("Gut 👍 so 東") == "Gut so"


def png(size: tuple[int, int], mode: str = "RGB") -> bytes:
    buffer = io.BytesIO()
    Image.new(mode, size, 0).save(buffer, "PNG")
    return buffer.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_pages_picture_becomes_a_jpeg_that_holds_nothing_else(kind: str) -> None:
    buffer, exif = io.BytesIO(), Image.Exif()
    exif[0x010E] = "Wohnung der Familie"
    Image.new("RGB", (2400, 1260), "#804020").save(buffer, kind, exif=exif)
    picture = found(buffer.getvalue(), "https://elbkurier.example/bild")
    assert (picture.mime, picture.width, picture.height) == ("image/jpeg", 1400, 735)
    assert b"Familie" not in picture.data


def test_a_transparent_picture_stands_on_white() -> None:
    assert opened(as_jpeg(png((20, 20), "RGBA"), 100)).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    "data", [b"", b"GIF89a", b"\xff\xd8\xff\xe0" + b"x" * 90, png((9, 9))[:40]]
)
def test_what_is_no_picture_is_told(data: bytes) -> None:
    with pytest.raises(PictureError, match=r"bild: it is no picture"):
        found(data, "bild")


def test_a_picture_that_would_fill_the_memory_is_refused() -> None:
    huge = png((1, 1)).replace(b"IHDR\0\0\0\1\0\0\0\1", b"IHDR\0\0\xff\xff\0\0\xff\xff")
    with pytest.raises(PictureError):
        found(huge, "bild")
    with pytest.raises(PictureError, match="too many pixels"):
        found(png((10_000, 5_000), "1"), "bild")


def test_a_given_picture_is_taken_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "bild.png"
    path.write_bytes(png((600, 400)))
    picture = load_picture(path)
    assert (picture.data, picture.mime) == (path.read_bytes(), "image/png")
    assert picture_of(b"GIF89a") is None


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"GIF89a", "no JPEG or PNG"),
        (b"", "no JPEG or PNG"),
        (bytes(5_000_001), "larger than 5 MB"),
    ],
)
def test_a_file_that_is_no_picture_is_told(content: bytes, reason: str, tmp_path: Path) -> None:
    (tmp_path / "bild.jpg").write_bytes(content)
    with pytest.raises(PictureError, match=reason):
        load_picture(tmp_path / "bild.jpg")
    with pytest.raises(PictureError, match="cannot be read"):
        load_picture(tmp_path / "none.jpg")
