from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from audiobrief.choices import Labels
from audiobrief.publish.episodes import Episode
from audiobrief.publish.web.index_page import index_page


@pytest.fixture
def episode(tmp_path: Path) -> Episode:
    return Episode(
        mp3=tmp_path / "deich.mp3",
        size=1_104_384,
        guid="audiobrief-1",
        title="Deich hält der Flut stand",
        duration=138.042,
        published=datetime(2026, 11, 17, 5, 30, tzinfo=UTC),
        day=datetime(2026, 11, 17, 5, 30, tzinfo=UTC),
        summary="Der neue Deich hat die erste Sturmflut überstanden.",
        kicker="Küste",
        outlet="Nordwind",
    )


def test_every_brief_has_a_player_of_its_duration(episode: Episode) -> None:
    text = index_page([episode, replace(episode, title="Zwei")])
    assert text.count("<audio-brief compact") == 2
    assert 'duration="138.042" remember="deich.mp3"' in text
    assert 'src="deich.mp3"' in text
    assert text.index("Deich") < text.index("Zwei")


def test_a_headline_leads_to_its_page_if_there_is_one(episode: Episode) -> None:
    assert '<h2 lang="de">Deich hält der Flut stand</h2>' in index_page([episode])
    episode.mp3.with_suffix(".html").touch()
    assert '<h2 lang="de"><a href="deich.html">Deich hält' in index_page([episode])


def test_a_date_without_a_time_has_none(episode: Episode) -> None:
    text = index_page([replace(episode, day=date(2026, 11, 17))])
    assert '<time datetime="2026-11-17">17. November 2026</time>' in text


def test_a_briefing_is_no_article_to_be_listened_to(episode: Episode) -> None:
    assert "Überblick anhören" not in index_page([episode]).split("<script>")[0]
    briefing = replace(episode, briefing=True)
    assert ' label="Überblick anhören">' in index_page([briefing])


def test_what_is_not_known_leaves_no_gap(episode: Episode) -> None:
    text = index_page([replace(episode, kicker=None, outlet=None)])
    assert '<p class="kicker"' not in text
    assert "Uhr</time></p>" in text


def test_a_folder_without_briefs_says_so() -> None:
    assert "<p>Noch ist hier nichts zu hören.</p>" in index_page([])


def test_labels_and_title_can_be_chosen(episode: Episode) -> None:
    text = index_page([episode], title="Nordwind <hören>", labels=Labels.ENGLISH)
    assert "<h1>Nordwind &lt;hören&gt;</h1>" in text
    assert "17 November 2026, 05:30" in text
    assert '<html lang="en">' in text


def test_no_title_becomes_mark_up(episode: Episode) -> None:
    hostile = '"><script>alert(1)</script>'
    text = index_page([replace(episode, title=hostile, kicker=hostile, outlet=hostile)])
    assert text.count("<script") == 1
    assert text.count("&quot;&gt;&lt;script&gt;") == 4
