from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import mutagen.id3
import pytest

from audiobrief.model import Article
from audiobrief.publish.tags import Tags, identity, read_tags, tag_bytes


def written(article: Article, tmp_path: Path, duration: float = 138.3097) -> Tags:
    path = tmp_path / "tags.mp3"
    path.write_bytes(tag_bytes(article, duration) + bytes(100))
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


def test_what_is_not_known_is_left_out(tmp_path: Path) -> None:
    tags = written(Article(source="/home/anna/geheim.txt", headline="Wetter", body=()), tmp_path)
    assert tags.title == "Wetter"
    assert (tags.subtitle, tags.artist, tags.album, tags.date, tags.comment) == (None,) * 5


def test_the_path_of_a_file_stays_on_its_machine() -> None:
    data = tag_bytes(Article(source="/home/anna/geheim.txt", headline="Wetter", body=()), 1.0)
    for encoding in ("utf-8", "utf-16-le"):
        assert "geheim".encode(encoding) not in data
        assert "anna".encode(encoding) not in data


def test_the_tags_are_of_version_2_3_in_utf_16(article: Article) -> None:
    data = tag_bytes(article, 1.0)
    assert data[:5] == b"ID3\x03\x00"
    assert article.headline.encode("utf-16") in data
    tags = mutagen.id3.ID3(BytesIO(data), translate=False)
    assert {"TYER", "TDAT", "TIME"} <= set(tags)
    assert not {"TDRC", "TSO"} & set(tags)
    assert tags["WOAS"].url == article.url


@pytest.mark.parametrize(
    ("published", "shown"),
    [
        (date(2026, 1, 8), "2026-01-08"),
        (datetime(2026, 1, 8, 15, 28), "2026-01-08T15:28:00"),  # noqa: DTZ001 - pages give none
    ],
)
def test_the_date_is_as_exact_as_the_article_has_it(
    article: Article, tmp_path: Path, published: date, shown: str
) -> None:
    assert written(replace(article, published=published), tmp_path).date == shown


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


def test_one_article_has_one_identity(article: Article) -> None:
    assert identity(article) == identity(replace(article, lead="Korrigiert."))
    assert identity(article) != identity(replace(article, url="https://other.example"))
    plain = replace(article, url=None)
    assert identity(plain) == identity(replace(plain, lead="Korrigiert."))
    assert identity(plain) != identity(replace(plain, source="b.txt"))
