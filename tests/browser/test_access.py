"""What axe-core finds: nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from audiobrief.model import Brief
from audiobrief.publish.episodes import read_folder
from audiobrief.publish.web.assets import player_script
from audiobrief.publish.web.index_page import index_page
from audiobrief.publish.web.page import page

axe = pytest.importorskip(
    "axe_playwright_python.sync_playwright", reason="needs the extra 'browser'"
)

SIZES = {
    "wide": {"viewport": {"width": 1200, "height": 900}},
    "narrow": {"viewport": {"width": 280, "height": 650}},
    "zoomed": {"viewport": {"width": 600, "height": 400}, "device_scale_factor": 2},
}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EMBED = """<!doctype html><html lang="de"><meta charset="utf-8"><title>Küstenblatt</title>
<link rel="icon" href="data:,"><style>
:root {{ color-scheme: light dark }}
body {{ background: light-dark(#fff, #111); color: light-dark(#111, #fff) }}</style>
<main><h1>Küstenblatt</h1><p>Ein Absatz der Zeitung.</p>
<audio-brief src="{stem}.mp3" captions="{stem}.vtt"></audio-brief></main>
<script src="audio-brief.js"></script></html>"""


def findings(shown) -> str:
    """What is wrong, and what it could not tell, but for text that has scrolled out of view."""
    results = axe.Axe().run(shown, options={"runOnly": RULES}).response
    assert len(results["passes"]) > 15, "axe-core did not look"
    return "\n".join(
        f"{found['id']}: {node['target']} {node['failureSummary']}"
        for kind in ("violations", "incomplete")
        for found in results[kind]
        for node in found["nodes"]
        if "partially obscured" not in node["failureSummary"]
    )


def states(shown) -> Iterator[None]:
    """As it opens; while a sentence is read; with everything unfolded."""
    shown.locator(".position").wait_for()
    yield
    shown.evaluate("document.querySelector('audio-brief').seek(27)")
    shown.locator("[aria-current]").wait_for(state="attached")
    yield
    for summary in shown.locator("summary").all():
        summary.click()
    shown.get_by_role("button", name="Ton aus").click()
    yield


@pytest.mark.parametrize("size", ["wide", "narrow"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_index(
    show, file: Path, address: str, scheme: str, size: str
) -> None:
    index = index_page(read_folder(file.parent).episodes)
    file.with_name("index.html").write_text(index, encoding="utf-8")
    shown = show(f"{address}/index.html", color_scheme=scheme, **SIZES[size])
    shown.locator(".play").click()
    shown.get_by_role("button", name="Pause").click()
    assert findings(shown) == ""


@pytest.mark.parametrize("size", ["wide", "narrow"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_page_of_a_briefing(
    show, digest: Brief, tmp_path: Path, scheme: str, size: str
) -> None:
    file = tmp_path / "briefing.html"
    file.write_text(page(digest, audio=b""), encoding="utf-8")
    shown = show(file.as_uri(), color_scheme=scheme, reduced_motion="reduce", **SIZES[size])
    shown.locator(".position").wait_for()
    for summary in shown.locator("summary").all():
        summary.click()
    assert shown.locator("li button").all_inner_texts()[0].startswith("Neuer Radweg")
    assert findings(shown) == ""


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", ["page", "embed"])
def test_axe_finds_nothing(
    show, file: Path, address: str, kind: str, scheme: str, size: str
) -> None:
    name = file.name
    if kind == "embed":
        name = "embed.html"
        file.with_name(name).write_text(EMBED.format(stem=file.stem), encoding="utf-8")
        file.with_name("audio-brief.js").write_text(player_script(), encoding="utf-8")
    shown = show(f"{address}/{name}", color_scheme=scheme, reduced_motion="reduce", **SIZES[size])
    for _ in states(shown):
        assert findings(shown) == ""
