"""The player on a newsroom's own page."""

from collections.abc import Callable
from pathlib import Path

import pytest

from audiobrief.model import Brief
from audiobrief.publish.web.assets import player_script

expect = pytest.importorskip("playwright.sync_api").expect

FOREIGN = """<!doctype html>
<html lang="{lang}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Küstenblatt</title>
<style>
* {{ box-sizing: border-box; letter-spacing: .01em }}
button {{ background: red; padding: 3em; text-transform: uppercase }}
p, span {{ color: green; font: italic 30px cursive }}
body {{ margin: 12px }}
.flex {{ display: flex; gap: 12px }}
.dark {{ color-scheme: dark; background: #101010 }}
</style>
<main><h1>Küstenblatt</h1>{body}</main>
<script src="audio-brief.js"></script>
</html>"""


@pytest.fixture
def embed(show, file: Path, address: str) -> Callable[..., object]:
    """Open a foreign page with some mark-up in it."""
    file.with_name("audio-brief.js").write_text(player_script(), encoding="utf-8")

    def open_page(body: str, lang: str = "de", **options: object) -> object:
        name = file.stem
        body = body.replace("SRC", f"{name}.mp3").replace("VTT", f"{name}.vtt")
        page = file.with_name("fremd.html")
        page.write_text(FOREIGN.format(lang=lang, body=body), encoding="utf-8")
        icon = '<link rel="icon" href="data:,">'
        page.write_text(page.read_text(encoding="utf-8").replace("<title>", f"{icon}<title>"))
        return show(f"{address}/fremd.html", **options)

    return open_page


WHOLE = '<audio-brief src="SRC" captions="VTT"></audio-brief>'


def test_the_marker_comes_from_the_recording_alone(embed, sounding: Brief) -> None:
    shown = embed('<audio-brief src="SRC"></audio-brief>')
    expect(shown.locator(".marker")).to_have_text(sounding.marker)


def test_the_type_of_the_page_around_it_is_left_outside(embed) -> None:
    loud = "text-transform:uppercase;text-align:center;letter-spacing:.5em;text-indent:3em"
    shown = embed(f'<div style="{loud}">{WHOLE}</div>')
    expect(shown.locator(".title")).to_have_css("text-transform", "none")
    expect(shown.locator(".title")).to_have_css("letter-spacing", "normal")
    shown.locator("summary", has_text="Mitlesen").click()
    expect(shown.locator(".panel p").first).to_have_css("text-indent", "0px")
    expect(shown.locator(".panel p").first).to_have_css("text-align", "start")


def test_with_a_duration_nothing_is_loaded_before_it_is_played(embed, file: Path) -> None:
    asked = []
    shown = embed("<p>Noch kein Spieler.</p>")
    shown.on("request", lambda request: asked.append(request.url.rsplit("/")[-1]))
    page = file.with_name("fremd.html")
    mark_up = f'<audio-brief src="{file.stem}.mp3" duration="65.867"></audio-brief>'
    page.write_text(page.read_text(encoding="utf-8").replace("<p>", f"{mark_up}<p>"))
    shown.reload()
    expect(shown.locator(".marker")).to_have_text("00:00 / 01:05")
    assert f"{file.stem}.mp3" not in asked
    shown.get_by_role("button", name="Artikel anhören").click()
    expect(shown.locator(".marker")).to_have_text("00:01 / 01:05")
    assert f"{file.stem}.mp3" in asked


def test_the_captions_become_the_sentences_again(embed, sounding: Brief) -> None:
    shown = embed(WHOLE)
    shown.locator("summary", has_text="Mitlesen").click()
    spans = shown.locator(".panel span")
    expect(spans).to_have_count(len(sounding.cues))
    printed = [cue.utterance.sentence.text for cue in sounding.cues]
    assert spans.all_text_contents() == printed
    assert shown.locator(".panel p").count() == 8
    assert shown.locator(".panel p.crosshead").all_inner_texts() == [
        "Händler bleiben skeptisch",
        "Fähre fährt weiter",
    ]


def test_a_click_in_the_panel_plays_from_there_and_scrolls_the_panel_alone(
    embed, sounding: Brief
) -> None:
    shown = embed("<p>Oben</p>" * 3 + WHOLE + "<p>Unten</p>" * 30)
    shown.locator("summary", has_text="Mitlesen").click()
    before = shown.evaluate("scrollY")
    shown.evaluate("document.querySelector('audio-brief').seek(60)")
    expect(shown.locator("[aria-current]")).to_have_text(sounding.cues[-1].utterance.sentence.text)
    shown.wait_for_function(
        "document.querySelector('audio-brief').shadowRoot.querySelector('.panel').scrollTop > 0"
    )
    assert shown.evaluate("scrollY") == before
    shown.locator(".panel span").nth(2).click()
    expect(shown.get_by_role("button", name="Pause")).to_be_visible()
    expect(shown.locator(".marker")).to_have_text("00:04 / 01:05")


def test_captions_of_others_are_shown_cue_by_cue(embed, file: Path) -> None:
    foreign = (
        "\ufeffWEBVTT - Titel\r\n\r\nNOTE\r\nnicht zeigen\r\n\r\n00:01.000 --> 00:02.000 line:0\r\n"
        "<v Anna>Erster &amp; zweiter\r\nTeil</v>\r\n\r\n1\r\n00:00:03.500 --> 00:00:04.000\r\n"
        "&lt;b&gt; <i>schräg</i>\r\n"
    )
    file.with_suffix(".vtt").write_bytes(foreign.encode())
    shown = embed(WHOLE)
    spans = shown.locator(".panel span")
    expect(spans).to_have_count(2)
    assert spans.all_text_contents() == ["Erster & zweiter Teil", "<b> schräg"]
    assert spans.nth(1).get_attribute("data-start") == "3.5"


def test_without_its_captions_it_plays_all_the_same(embed, show, file: Path) -> None:
    file.with_suffix(".vtt").unlink()
    shown = embed(WHOLE)
    expect(shown.locator(".marker")).to_have_text("00:00 / 01:05")
    expect(shown.locator(".panel")).to_have_count(0)
    expect(shown.get_by_role("button", name="Nächster Satz")).to_be_hidden()
    shown.get_by_role("button", name="15 Sekunden vor").click()
    expect(shown.locator(".marker")).to_have_text("00:15 / 01:05")
    show.complaints.clear()


def test_only_one_player_sounds_at_a_time(embed) -> None:
    shown = embed(WHOLE + '<audio-brief src="SRC" label="Noch einer"></audio-brief>')
    buttons = shown.locator(".play")
    buttons.nth(0).click()
    expect(buttons.nth(0)).to_have_accessible_name("Pause")
    buttons.nth(1).click()
    expect(buttons.nth(1)).to_have_accessible_name("Pause")
    expect(buttons.nth(0)).to_have_accessible_name("Artikel anhören")


def test_colours_come_from_the_page(embed) -> None:
    shown = embed(
        '<audio-brief style="--audio-brief-accent: rgb(120, 0, 60)" src="SRC"></audio-brief>'
    )
    colour = "element => getComputedStyle(element).backgroundColor"
    assert shown.locator(".play").evaluate(colour) == "rgb(120, 0, 60)"


def test_it_follows_the_colour_scheme_of_the_page_and_not_of_the_machine(embed) -> None:
    colour = "element => getComputedStyle(element).backgroundColor"
    shown = embed(WHOLE, color_scheme="dark")
    assert shown.locator(".bar").evaluate(colour) == "rgb(255, 255, 255)"
    shown = embed(f'<div class="dark">{WHOLE}</div>', color_scheme="light")
    assert shown.locator(".bar").evaluate(colour) == "rgb(20, 24, 28)"


def test_the_styles_of_a_page_do_not_get_in(embed) -> None:
    shown = embed(WHOLE)
    box = shown.locator(".play").bounding_box()
    assert box["width"] == box["height"] == 56
    assert shown.locator(".title").evaluate("e => getComputedStyle(e).fontStyle") == "normal"


@pytest.mark.parametrize("width", [304, 800])
def test_it_fits_where_there_are_280_pixels(embed, width: int) -> None:
    shown = embed(WHOLE, viewport={"width": width, "height": 700})
    expect(shown.locator(".panel")).to_have_count(1)
    host = shown.locator("audio-brief").bounding_box()
    assert host["width"] == width - 24
    for part in (".play", ".marker", ".position", ".volume", ".download", ".chapters"):
        box = shown.locator(part).bounding_box()
        assert box["x"] >= host["x"]
        assert box["x"] + box["width"] <= host["x"] + host["width"]
    assert shown.evaluate("document.documentElement.scrollWidth") <= width


def test_in_a_row_it_keeps_its_least_width(embed) -> None:
    shown = embed(f'<div class="flex"><p>Text</p>{WHOLE}</div>')
    assert shown.locator("audio-brief").bounding_box()["width"] >= 280


def test_it_speaks_english_on_an_english_page(embed) -> None:
    shown = embed(WHOLE, lang="en-GB")
    expect(shown.get_by_role("button", name="Listen to the article")).to_be_visible()


def test_it_can_be_added_and_taken_away_by_a_script(embed, file: Path) -> None:
    shown = embed(WHOLE)
    shown.evaluate(
        """name => {
            const element = document.createElement("audio-brief");
            element.setAttribute("src", name);
            element.id = "neu";
            document.body.append(element);
        }""",
        f"{file.stem}.mp3",
    )
    expect(shown.locator("#neu .marker")).to_have_text("00:00 / 01:05")
    shown.locator("#neu .play").click()
    expect(shown.locator("#neu .play")).to_have_accessible_name("Pause")
    shown.evaluate("window.old = document.querySelector('#neu'); old.remove()")
    shown.evaluate("document.body.append(old)")
    expect(shown.locator("#neu .play")).to_have_accessible_name("Artikel anhören")


def test_a_page_may_load_the_script_twice(embed) -> None:
    shown = embed(WHOLE + '<script src="audio-brief.js"></script>')
    expect(shown.locator(".marker")).to_have_text("00:00 / 01:05")
