"""The page of all briefs."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from audiobrief.model import Brief
from audiobrief.publish.episodes import read_folder
from audiobrief.publish.web.index_page import index_page

expect = pytest.importorskip("playwright.sync_api").expect


@pytest.fixture
def index(file: Path, put: Callable[..., Brief]) -> Path:
    """Two briefs, the older without a page of its own."""
    put(url="https://fjordblatt.example/2", headline="Alter Radweg", published=date(2026, 1, 2))
    path = file.with_name("index.html")
    path.write_text(index_page(read_folder(file.parent).episodes), encoding="utf-8")
    return path


def test_each_brief_plays_in_its_place(show, index: Path, sounding: Brief) -> None:
    shown = show(index.as_uri())
    headline = sounding.article.headline
    player = shown.locator("audio-brief").first
    expect(player.locator(".marker")).to_have_text(sounding.marker)
    expect(player.get_by_role("button", name="15 Sekunden vor")).to_be_hidden()
    player.get_by_role("button", name=f"Artikel anhören: {headline}").click()
    expect(player.locator(".marker")).to_have_text("00:01 / 01:05")
    player.get_by_role("button", name="15 Sekunden vor").click()
    expect(player.locator(".marker")).to_have_text("00:16 / 01:05")
    expect(player.get_by_role("button", name="Nächster Satz")).to_be_hidden()


def test_a_headline_leads_to_the_page_where_it_was_left(show, index: Path, sounding: Brief) -> None:
    shown = show(index.as_uri())
    player = shown.locator("audio-brief").first
    player.locator(".play").click()
    player.get_by_role("button", name="15 Sekunden vor").click()
    player.get_by_role("button", name="Pause").click()
    shown.get_by_role("link", name=sounding.article.headline).click()
    expect(shown.locator("article audio-brief .marker")).to_have_text("00:15 / 01:05")
