from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import mutagen.id3
import numpy as np
import pytest

from audiobrief.model import (
    Article,
    Audio,
    Boundary,
    Chapter,
    Cue,
    Role,
    Sentence,
    Track,
    Utterance,
)
from audiobrief.publish import publish
from audiobrief.publish.contents import read_chapters
from audiobrief.publish.identity import identity
from audiobrief.publish.tags import Tags, read_tags, read_text, tag_bytes


def track_of(article: Article, titles: Sequence[str] = ()) -> Track:
    """A track of two sentences, with a chapter of ten seconds for each title."""
    sentences = [
        Sentence(article=article, role=role, text=text, boundary=Boundary.PARAGRAPH)
        for role, text in ((Role.HEADLINE, article.headline), (Role.PARAGRAPH, "Ein Satz. "))
    ]
    return Track(
        article=article,
        audio=Audio(samples=np.zeros(16000, np.float32), sample_rate=16000),
        cues=tuple(
            Cue(start=0, end=1, utterance=Utterance(sentence=sentence, text="gesprochen"))
            for sentence in sentences
        ),
        loudness=-19.0,
        chapters=tuple(
            Chapter(start=10 * n, end=10 * n + 10, title=title) for n, title in enumerate(titles)
        ),
    )


def written(
    article: Article, tmp_path: Path, duration: float = 138.3097, titles: Sequence[str] = ()
) -> Tags:
    path = tmp_path / "tags.mp3"
    path.write_bytes(tag_bytes(track_of(article, titles), duration) + bytes(100))
    return read_tags(path)


def test_all_that_is_known_is_in_the_tags(article: Article, tmp_path: Path) -> None:
    tags = written(article, tmp_path)
    assert tags.title == article.headline
    assert tags.subtitle == article.kicker
    assert (tags.artist, tags.album) == ("Elbkurier", "Elbkurier")
    assert tags.date == "2026-02-03T04:05:00"
    assert tags.language == "deu"
    assert tags.genre == "Speech"
    assert tags.milliseconds == "138310"
    assert tags.comment == article.url
    assert tags.identity == identity(article)
    assert read_text(tmp_path / "tags.mp3") == f"{article.headline}\n\nEin Satz.\n"


def test_what_is_not_known_is_left_out(tmp_path: Path) -> None:
    tags = written(Article(source="/home/anna/geheim.txt", headline="Wetter", body=()), tmp_path)
    assert tags.title == "Wetter"
    assert (tags.subtitle, tags.artist, tags.album, tags.date, tags.comment) == (None,) * 5


def test_the_path_of_a_file_stays_on_its_machine() -> None:
    data = tag_bytes(
        track_of(Article(source="/home/anna/geheim.txt", headline="Wetter", body=())), 1.0
    )
    for encoding in ("utf-8", "utf-16-le"):
        assert "geheim".encode(encoding) not in data
        assert "anna".encode(encoding) not in data


def test_the_tags_are_of_version_2_3_in_utf_16(article: Article) -> None:
    data = tag_bytes(track_of(article), 1.0)
    assert data[:5] == b"ID3\x03\x00"
    assert article.headline.encode("utf-16") in data
    tags = mutagen.id3.ID3(BytesIO(data), translate=False)
    assert {"TYER", "TDAT", "TIME"} <= set(tags)
    assert not {"TDRC", "TSO"} & set(tags)
    assert tags["WOAS"].url == "https://elbkurier.example/br%C3%BCcke?id=7"


@pytest.mark.parametrize(
    ("published", "shown"),
    [
        (date(2026, 1, 8), "2026-01-08"),
        (datetime(2026, 1, 8, 8, 0), "2026-01-08T08:00:00"),  # noqa: DTZ001
        (datetime(2026, 1, 8, 0, 0), "2026-01-08T00:00:00"),  # noqa: DTZ001
        (datetime(2026, 1, 8, 15, 28), "2026-01-08T15:28:00"),  # noqa: DTZ001 - pages give none
    ],
)
def test_the_date_is_as_exact_as_the_article_has_it(
    article: Article, tmp_path: Path, published: date, shown: str
) -> None:
    assert written(replace(article, published=published), tmp_path).date == shown


def test_an_address_that_is_none_stands_for_nothing(article: Article, tmp_path: Path) -> None:
    odd = replace(article, outlet=None, url="https://[x/")
    assert written(odd, tmp_path).artist is None


def test_without_an_outlet_the_site_stands_for_it(article: Article, tmp_path: Path) -> None:
    assert written(replace(article, outlet=None), tmp_path).artist == "elbkurier.example"


def test_without_an_address_the_credit_tells_the_origin(article: Article, tmp_path: Path) -> None:
    article = replace(article, url=None, credit="elbkurier.example, abc/dpa")
    assert written(article, tmp_path).comment == "elbkurier.example, abc/dpa"


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("Ein 💡 für 1 € – „gut“", "Ein 💡 für 1 € – „gut“"),
        ("Zeile\nZwei", "Zeile Zwei"),
        ("Tempo 30/50 – (17) Orte", "Tempo 30/50 – (17) Orte"),
        ("Null\0Acht", "Null Acht"),
        ("Zahl \ud800", "Zahl ?"),
    ],
)
def test_any_headline_can_be_a_title(headline: str, expected: str, tmp_path: Path) -> None:
    title = written(Article(source="-", headline=headline, body=()), tmp_path).title
    assert title == expected


def test_a_file_without_tags_has_none(tmp_path: Path) -> None:
    path = tmp_path / "plain.mp3"
    path.write_bytes(bytes(500))
    assert read_tags(path) == Tags()
    assert read_text(path) is None
    assert read_chapters(path) == ()


def test_one_article_has_one_identity(article: Article) -> None:
    assert identity(article) == identity(replace(article, lead="Korrigiert."))
    assert identity(article) != identity(replace(article, url="https://other.example"))
    plain = replace(article, url=None)
    assert identity(plain) == identity(replace(plain, lead="Korrigiert."))
    assert identity(plain) != identity(replace(plain, source="b.txt"))
    assert identity(plain) == identity(replace(plain, source=f"/elsewhere/{plain.source}"))
    assert identity(plain) == identity(replace(plain, headline="Korrigiert"))
    assert identity(plain) != identity(replace(plain, published=date(2026, 2, 4)))


def test_chapters_stand_in_their_order_and_not_by_their_lengths(
    article: Article, tmp_path: Path
) -> None:
    titles = ["Ein langer Titel für den Anfang", "Kurz", "Größer als gedacht", "Ende"]
    written(article, tmp_path, titles=titles)
    chapters = read_chapters(tmp_path / "tags.mp3")
    assert [chapter.title for chapter in chapters] == titles
    assert [(c.start, c.end) for c in chapters] == [(0, 10), (10, 20), (20, 30), (30, 40)]
    data = (tmp_path / "tags.mp3").read_bytes()
    places = [data.index(title.encode("utf-16-le")) for title in titles]
    assert places == sorted(places)


def test_players_find_one_table_of_contents(article: Article, tmp_path: Path) -> None:
    written(article, tmp_path, titles=["Eins", "Zwei"])
    (contents,) = mutagen.id3.ID3(tmp_path / "tags.mp3").getall("CTOC")
    assert contents.flags == mutagen.id3.CTOCFlags.TOP_LEVEL | mutagen.id3.CTOCFlags.ORDERED


def test_one_chapter_alone_is_not_written(article: Article, tmp_path: Path) -> None:
    written(article, tmp_path, titles=["Alles"])
    assert read_chapters(tmp_path / "tags.mp3") == ()


def test_more_chapters_than_a_table_can_hold_are_left_out(article: Article, tmp_path: Path) -> None:
    written(article, tmp_path, titles=[f"Kapitel {n}" for n in range(300)])
    assert len(read_chapters(tmp_path / "tags.mp3")) == 255


def test_ffmpeg_reads_tags_and_chapters(article: Article, make_track, tmp_path: Path) -> None:
    av = pytest.importorskip("av")
    track = replace(
        make_track(4.0),
        chapters=(
            Chapter(start=0, end=1.5, title="Anfang der Geschichte"),
            Chapter(start=1.5, end=4, title="Schluss"),
        ),
    )
    with av.open(str(publish(track, tmp_path).mp3)) as container:
        metadata, chapters = container.metadata, container.chapters()
    assert metadata["title"] == article.headline
    assert metadata["artist"] == article.outlet
    assert metadata["language"] == "deu"
    assert [c["metadata"]["title"] for c in chapters] == ["Anfang der Geschichte", "Schluss"]
    assert [c["start"] * c["time_base"] for c in chapters] == [0, 1.5]


def test_every_sentence_stands_with_its_time(radweg, make_track, tmp_path: Path) -> None:
    track = replace(make_track(), cues=radweg.cues, article=radweg.article)
    path = tmp_path / "brief.mp3"
    path.write_bytes(tag_bytes(track, radweg.duration))
    (frame,) = mutagen.id3.ID3(path).getall("SYLT")
    assert (frame.lang, frame.format, frame.type) == ("deu", 2, 2)
    assert frame.text == [
        (" ".join(cue.utterance.sentence.text.split()), round(cue.start * 1000))
        for cue in radweg.cues
    ]
