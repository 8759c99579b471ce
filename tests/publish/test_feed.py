import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import feedparser
import numpy as np
import pytest

from audiobrief.errors import ConfigError, SourceError
from audiobrief.model import Audio, Brief, Chapter, Track
from audiobrief.publish import publish
from audiobrief.publish.episodes import Episode, read_folder
from audiobrief.publish.feed import Show, feed
from audiobrief.publish.feed.check import check
from audiobrief.publish.sidecar import Sidecar, sidecar, sidecar_path

SHOW = Show(
    title="Fjordblatt zum Hören",
    base_url="https://fjordblatt.example/audio",
    description="Die Meldungen des Tages, vorgelesen von einer synthetischen Stimme.",
    author="Fjordblatt",
    email="audio@fjordblatt.example",
    image="titelbild.png",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "briefs"


@pytest.fixture
def put(radweg: Brief, folder: Path) -> Callable[..., Brief]:
    """Publish the brief with other words into the folder."""

    def one(seconds: float = 1.0, **words: object) -> Brief:
        audio = Audio(samples=np.zeros(round(seconds * 16_000), np.float32), sample_rate=16_000)
        article = replace(radweg.article, **words)
        chapters = (
            Chapter(start=0.0, end=0.5, title="Anfang"),
            Chapter(start=0.5, end=seconds, title="Rest"),
        )
        track = Track(
            article=article, audio=audio, cues=radweg.cues, loudness=-19.0, chapters=chapters
        )
        return publish(track, folder)

    return one


def test_a_folder_tells_its_briefs_newest_first(put: Callable[..., Brief], folder: Path) -> None:
    put(url="https://a.example/1", headline="Alt", published=date(2026, 1, 2))
    put(url="https://a.example/2", headline="Neu", published=datetime(2026, 11, 2, 7, 0))  # noqa: DTZ001
    put(url="https://a.example/3", headline="Mitte", published=date(2026, 5, 2))
    assert [e.title for e in read_folder(folder).episodes] == ["Neu", "Mitte", "Alt"]


def test_an_episode_knows_what_its_file_tells(
    put: Callable[..., Brief], folder: Path, radweg: Brief
) -> None:
    brief = put(seconds=2.5)
    for kind in (Sidecar.VTT, Sidecar.CHAPTERS):
        sidecar_path(brief.mp3, kind).write_text(sidecar(brief, kind), encoding="utf-8")
    (episode,) = read_folder(folder).episodes
    assert episode == Episode(
        mp3=brief.mp3,
        size=brief.mp3.stat().st_size,
        guid=episode.guid,
        title=radweg.article.headline,
        duration=2.5,
        published=episode.published,
        day=episode.published,
        summary=(
            "Nach 14 Jahren Streit wird der 2,6 km lange Radweg über den Fjord fertig. "
            "Die Stadt rechnet mit 9.000 Fahrten am Tag."
        ),
        kicker="Verkehr",
        outlet="Fjordblatt",
        link="https://fjordblatt.example/verkehr/radweg",
        chapters=(
            Chapter(start=0.0, end=0.5, title="Anfang"),
            Chapter(start=0.5, end=2.5, title="Rest"),
        ),
        sidecars=(Sidecar.VTT, Sidecar.CHAPTERS),
    )
    assert episode.marker == brief.marker
    assert episode.published.utcoffset() is not None


@pytest.mark.parametrize(
    ("published", "timed"),
    [(date(2026, 1, 2), False), (datetime(2026, 1, 2, 0, 0), True), (None, False)],  # noqa: DTZ001
)
def test_an_episode_knows_whether_its_article_tells_a_time(
    put: Callable[..., Brief], folder: Path, published: date | None, *, timed: bool
) -> None:
    put(published=published)
    (episode,) = read_folder(folder).episodes
    assert isinstance(episode.day, datetime) == timed
    assert f"{episode.published:%F}" == f"{episode.day:%F}"


def test_a_real_parser_reads_the_feed(put: Callable[..., Brief], folder: Path) -> None:
    brief = put(seconds=2.9)
    sidecar_path(brief.mp3, Sidecar.VTT).write_text(sidecar(brief, Sidecar.VTT), encoding="utf-8")
    read = feedparser.parse(feed(read_folder(folder).episodes, SHOW))
    assert not read.bozo
    assert read.version == "rss20"
    assert read.feed.title == SHOW.title
    assert read.feed.language == "de"
    assert read.feed.image.href == "https://fjordblatt.example/audio/titelbild.png"
    assert [tag.term for tag in read.feed.tags] == ["News", "Daily News"]
    (entry,) = read.entries
    assert entry.title == brief.article.headline
    assert entry.link == brief.article.url
    assert entry.itunes_duration == "2"
    assert not entry.guidislink
    enclosure = entry.enclosures[0]
    assert enclosure.href == f"https://fjordblatt.example/audio/{brief.mp3.name}"
    assert enclosure.length == str(brief.mp3.stat().st_size)
    assert enclosure.type == "audio/mpeg"
    assert entry.podcast_transcript["url"].endswith(".vtt")


def test_a_corrected_brief_keeps_its_guid(put: Callable[..., Brief], folder: Path) -> None:
    put()
    before = read_folder(folder).episodes[0]
    put(headline="Neuer Radweg öffnet doch erst im Mai", seconds=2.0)
    (after,) = read_folder(folder).episodes
    assert after.guid == before.guid
    assert after.title == "Neuer Radweg öffnet doch erst im Mai"


def test_two_articles_of_one_headline_are_two_episodes(
    put: Callable[..., Brief], folder: Path
) -> None:
    put(url="https://fjordblatt.example/1")
    put(url="https://fjordblatt.example/2")
    read = feedparser.parse(feed(read_folder(folder).episodes, SHOW))
    assert len({entry.id for entry in read.entries}) == 2
    assert len({entry.enclosures[0].href for entry in read.entries}) == 2
    assert len({entry.title for entry in read.entries}) == 1


def test_foreign_files_are_named_and_not_published(put: Callable[..., Brief], folder: Path) -> None:
    put()
    (folder / "leer.mp3").touch()
    (folder / "kaputt.mp3").write_bytes(b"ID3\x03\x00\x00\x00\x00\x7f\x7fnichts")
    (folder / "wald.mp3").mkdir()
    shelf = read_folder(folder)
    assert len(shelf.episodes) == 1
    assert [file.name for file in shelf.foreign] == ["kaputt.mp3", "leer.mp3", "wald.mp3"]


def test_a_folder_that_is_not_there_is_told(folder: Path) -> None:
    with pytest.raises(SourceError, match="no such folder"):
        read_folder(folder)


def test_an_article_without_a_date_is_as_old_as_its_file(
    put: Callable[..., Brief], folder: Path
) -> None:
    brief = put(published=None)
    os.utime(brief.mp3, (1_790_000_000, 1_790_000_000))
    (episode,) = read_folder(folder).episodes
    assert episode.published == datetime.fromtimestamp(1_790_000_000, UTC)


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        (datetime(2026, 7, 1, 8, 5), "Wed, 01 Jul 2026 08:05:00 +0200"),  # noqa: DTZ001 - as printed
        (datetime(2026, 12, 1, 8, 5), "Tue, 01 Dec 2026 08:05:00 +0100"),  # noqa: DTZ001
        (date(2026, 12, 1), "Tue, 01 Dec 2026 00:00:00 +0100"),
    ],
)
def test_a_time_without_a_zone_is_german(
    put: Callable[..., Brief], folder: Path, published: date, expected: str
) -> None:
    put(published=published)
    assert f"<pubDate>{expected}</pubDate>" in feed(read_folder(folder).episodes, SHOW).decode()


def test_the_json_beside_a_file_knows_the_zone(put: Callable[..., Brief], folder: Path) -> None:
    zone = timezone(timedelta(hours=-5))
    brief = put(published=datetime(2026, 7, 1, 8, 0, tzinfo=zone))
    beside = sidecar_path(brief.mp3, Sidecar.JSON)
    beside.write_text(sidecar(brief, Sidecar.JSON), encoding="utf-8")
    assert read_folder(folder).episodes[0].published == datetime(2026, 7, 1, 13, 0, tzinfo=UTC)
    for odd in ("[1]", '{"published": null}', "kein JSON", "[" * 100_000, '{"published": 7}'):
        beside.write_text(odd, encoding="utf-8")
        assert f"{read_folder(folder).episodes[0].published:%d.%m.%Y}" == "01.07.2026"


HOSTILE = '</title>]]><script>alert("1")</script> & „Zitat“ 🚲 \u202eהפוך \x00\x0b\ud83d Ende'


def test_any_headline_makes_a_feed_that_can_be_read(
    put: Callable[..., Brief], folder: Path
) -> None:
    put(url="https://a.example/1", headline=HOSTILE)
    put(url="https://a.example/2", headline="x" * 500)
    put(url="https://a.example/?a=1&b=<2>", headline="Drei")
    show = replace(SHOW, title=HOSTILE, description=HOSTILE, author=HOSTILE)
    read = feedparser.parse(feed(read_folder(folder).episodes, show))
    assert not read.bozo
    titles = {entry.title for entry in read.entries}
    assert "x" * 500 in titles
    assert any("🚲 \u202eהפוך" in title for title in titles)
    assert "https://a.example/?a=1&b=%3C2%3E" in {entry.link for entry in read.entries}


def test_the_same_folder_gives_the_same_bytes(put: Callable[..., Brief], folder: Path) -> None:
    put()
    episodes = read_folder(folder).episodes
    assert feed(episodes, SHOW) == feed(episodes, SHOW)


def test_the_feed_names_itself_and_keeps_its_own_guid(
    put: Callable[..., Brief], folder: Path
) -> None:
    put()
    text = feed(read_folder(folder).episodes, SHOW).decode()
    assert 'href="https://fjordblatt.example/audio/feed.xml" rel="self"' in text
    # The example of the Podcasting 2.0 specification: podnews.net/rss.
    example = replace(SHOW, base_url="http://podnews.net/", file_name="rss")
    assert "<podcast:guid>9b024349-ccf0-5f69-a609-6b82873eab3c<" in feed([], example).decode()


@pytest.mark.parametrize("address", ["briefs", "ftp://x.example/", "https://", "https://x.de/?a=1"])
def test_a_base_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(ConfigError, match="no web address"):
        feed([], replace(SHOW, base_url=address))


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://küste.example/straße?q=ü", "https://xn--kste-0ra.example/stra%C3%9Fe?q=%C3%BC"),
        ("https://a.example/a%20b#c", "https://a.example/a%20b#c"),
        ("https://" + "ü" * 70 + ".example/", "https://fjordblatt.example/audio/"),
        ("https://[kaputt/", "https://fjordblatt.example/audio/"),
    ],
)
def test_a_link_is_written_as_rss_allows(
    put: Callable[..., Brief], folder: Path, url: str, link: str
) -> None:
    put(url=url)
    text = feed(read_folder(folder).episodes, SHOW).decode()
    assert f"<link>{link}" in text.partition("<item>")[2]


def test_our_own_checker_finds_nothing(put: Callable[..., Brief], folder: Path) -> None:
    for number, headline in enumerate([HOSTILE, "x" * 500, "Drei"]):
        brief = put(url=f"https://a.example/{number}?ü=<1>", headline=headline)
        for kind in Sidecar:
            sidecar_path(brief.mp3, kind).write_text(sidecar(brief, kind), encoding="utf-8")
    assert check(feed(read_folder(folder).episodes, SHOW)) == ()
