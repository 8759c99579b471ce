"""What a listener meets on the player page."""

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from time import monotonic

import pytest

from audiobrief.choices import Labels
from audiobrief.model import Brief, Utterance, Word, clock
from audiobrief.publish.web.page import page

sync_api = pytest.importorskip("playwright.sync_api", reason="needs the extra 'browser'")
expect, Page = sync_api.expect, sync_api.Page

HOSTILE = (
    '</script></title></style><script>window.hacked=1</script><img src=x onerror="window.hacked=2">'
    "\" ' onload=alert(3) {{7*7}} ${hacked} --> ]]> & &amp; „Zitat“ 🚲 \u202eהפוך\u202c "
)


def until(shown, condition: str, seconds: float = 10.0) -> None:
    """Wait for a condition; Playwright's own way to wait is barred by our policy."""
    end = monotonic() + seconds
    while not shown.evaluate(condition):
        assert monotonic() < end, f"never came true: {condition}"
        shown.wait_for_timeout(20)


def time(shown) -> float:
    return shown.evaluate("document.querySelector('audio-brief audio').currentTime")


def seek(shown, seconds: float) -> None:
    shown.evaluate("seconds => document.querySelector('audio-brief').seek(seconds)", seconds)
    until(shown, "!document.querySelector('audio-brief audio').seeking")


def settle(shown) -> None:
    """Wait until the page has come to rest."""
    before = None
    while before != (before := shown.evaluate("scrollY")):
        shown.wait_for_timeout(150)


def ready(shown: Page) -> Page:
    until(shown, "document.querySelector('audio-brief audio').readyState > 0")
    return shown


@pytest.fixture
def shown(show, file: Path) -> Page:
    """The page from a disk."""
    return ready(show(file.as_uri(), viewport={"width": 1000, "height": 700}))


@pytest.fixture(params=["file", "http"])
def placed(request, show, file: Path, address: str) -> Page:
    """The page from a disk, and from a server."""
    place = file.as_uri() if request.param == "file" else f"{address}/{file.name}"
    return ready(show(place, viewport={"width": 1000, "height": 700}))


def test_the_marker_is_the_true_duration(placed, sounding: Brief) -> None:
    assert sounding.marker == "00:00 / 01:05"
    expect(placed.locator(".marker")).to_have_text(sounding.marker)
    heard = placed.evaluate("document.querySelector('audio').duration")
    assert heard == pytest.approx(sounding.duration, abs=0.001)


def test_nothing_plays_before_it_is_asked_to(shown) -> None:
    assert shown.evaluate("document.querySelector('audio').paused")
    assert shown.locator("[aria-current]").count() == 0


def test_the_button_plays_and_pauses(placed) -> None:
    placed.get_by_role("button", name="Artikel anhören").click()
    until(placed, "document.querySelector('audio').currentTime > 0.3")
    placed.get_by_role("button", name="Pause").click()
    assert placed.evaluate("document.querySelector('audio').paused")
    expect(placed.get_by_role("button", name="Artikel anhören")).to_be_visible()


@pytest.mark.parametrize("at", [2.0, 27.0, 56.0])
def test_the_sentence_that_is_heard_is_marked(placed, sounding: Brief, at: float) -> None:
    seek(placed, at)
    heard = next(cue for cue in sounding.cues if cue.start <= at < cue.end)
    expect(placed.locator("[aria-current]")).to_have_text(heard.utterance.sentence.text)


def test_every_sentence_is_marked_from_its_very_start(shown, sounding: Brief) -> None:
    for cue in sounding.cues[1:]:
        seek(shown, round(cue.start, 3))
        expect(shown.locator("[aria-current]")).to_have_text(cue.utterance.sentence.text)


def test_a_click_on_a_sentence_plays_from_there(shown, sounding: Brief) -> None:
    cue = sounding.cues[5]
    shown.get_by_text(cue.utterance.sentence.text).click()
    until(shown, "!document.querySelector('audio').paused")
    assert cue.start - 0.01 <= time(shown) < cue.start + 2


def test_selecting_text_does_not_play(shown) -> None:
    words = shown.locator(".lead span").first
    words.dblclick()  # selects a word
    words.click(button="right")
    shown.evaluate("document.querySelector('audio').pause()")
    at = time(shown)
    box = words.bounding_box()
    shown.mouse.move(box["x"] + 5, box["y"] + 10)
    shown.mouse.down()
    shown.mouse.move(box["x"] + 200, box["y"] + 10)
    shown.mouse.up()
    assert shown.evaluate("String(getSelection())")
    assert shown.evaluate("document.querySelector('audio').paused")
    assert time(shown) == at


def test_the_slider_says_and_sets_the_time(shown) -> None:
    slider = shown.get_by_role("slider", name="Position")
    slider.focus()
    for key, seconds in [("ArrowRight", 5), ("PageUp", 20), ("ArrowLeft", 15), ("PageDown", 0)]:
        slider.press(key)
        assert time(shown) == pytest.approx(seconds, abs=0.02)
    slider.press("End")
    expect(shown.locator(".marker")).to_have_text("01:05 / 01:05")
    seek(shown, 61)
    expect(slider).to_have_attribute("aria-valuetext", "1 Minute 1 Sekunde von 1 Minute 5 Sekunden")
    seek(shown, 0)
    expect(slider).to_have_attribute("aria-valuetext", "0 Sekunden von 1 Minute 5 Sekunden")


def test_buttons_step_by_seconds_and_by_sentences(shown, sounding: Brief) -> None:
    starts = [cue.start for cue in sounding.cues]
    steps = [
        ("15 Sekunden vor", 15.0), ("15 Sekunden vor", 30.0), ("15 Sekunden zurück", 15.0),
        ("Nächster Satz", starts[4]), ("Nächster Satz", starts[5]), ("Vorheriger Satz", starts[4]),
    ]  # fmt: skip
    seek(shown, 0)
    for name, expected in steps:
        if name == "Nächster Satz" and expected == starts[4]:
            seek(shown, starts[3] + 1)
        shown.get_by_role("button", name=name).click()
        assert time(shown) == pytest.approx(expected, abs=0.02)


def test_back_repeats_a_sentence_that_is_well_under_way(shown, sounding: Brief) -> None:
    seek(shown, sounding.cues[5].start + 4)
    shown.get_by_role("button", name="Vorheriger Satz").click()
    assert time(shown) == pytest.approx(sounding.cues[5].start, abs=0.02)


def test_everything_works_by_keyboard(shown) -> None:
    names = []
    shown.keyboard.press("Tab")
    for _ in range(11):
        names.append(
            shown.evaluate(
                "(document.activeElement.shadowRoot ?? document).activeElement.ariaLabel"
                " ?? (document.activeElement.shadowRoot ?? document).activeElement.textContent"
            )
        )
        shown.keyboard.press("Tab")
    assert names == [
        "Artikel anhören", "Position", "Vorheriger Satz", "15 Sekunden zurück", "15 Sekunden vor",
        "Nächster Satz", "Geschwindigkeit", "Ton aus", "Lautstärke", "Herunterladen", "Kapitel",
    ]  # fmt: skip


def test_keys_do_what_the_buttons_do(shown, sounding: Brief) -> None:
    shown.get_by_role("button", name="Artikel anhören").focus()
    press, audio = shown.keyboard.press, "document.querySelector('audio')"
    press("l")
    assert time(shown) == pytest.approx(15, abs=0.02)
    press("j")
    assert time(shown) == pytest.approx(0, abs=0.02)
    press(".")
    assert time(shown) == pytest.approx(sounding.cues[1].start, abs=0.02)
    press(",")
    assert time(shown) == pytest.approx(0, abs=0.02)
    press("m")
    assert shown.evaluate(f"{audio}.muted")
    press("+")
    assert shown.evaluate(f"{audio}.playbackRate") == 1.25
    press("-")
    press("-")
    assert shown.evaluate(f"{audio}.playbackRate") == 0.75
    press("k")
    until(shown, f"!{audio}.paused")
    press("Space")
    assert shown.evaluate(f"{audio}.paused")


def test_keys_are_left_alone_outside_the_player_and_with_control(shown) -> None:
    shown.keyboard.press("l")
    assert time(shown) == 0
    shown.get_by_role("button", name="Artikel anhören").focus()
    shown.keyboard.press("Control+m")
    assert not shown.evaluate("document.querySelector('audio').muted")


def test_the_speed_goes_from_half_to_three_times(shown) -> None:
    speed = shown.get_by_role("combobox", name="Geschwindigkeit")
    labels = speed.locator("option").all_text_contents()
    assert labels == ["0,5×", "0,75×", "1×", "1,25×", "1,5×", "1,75×", "2×", "2,5×", "3×"]
    for value in ("3", "0.5"):
        speed.select_option(value)
        assert shown.evaluate("document.querySelector('audio').playbackRate") == float(value)


def test_volume_and_mute(shown) -> None:
    audio = "document.querySelector('audio')"
    shown.get_by_role("slider", name="Lautstärke").fill("0.4")
    assert shown.evaluate(f"{audio}.volume") == pytest.approx(0.4)
    shown.get_by_role("button", name="Ton aus").click()
    assert shown.evaluate(f"{audio}.muted")
    expect(shown.get_by_role("slider", name="Lautstärke")).to_have_value("0")
    shown.get_by_role("button", name="Ton an").click()
    assert shown.evaluate(f"{audio}.volume") == pytest.approx(0.4)


def test_the_word_that_is_heard_is_marked(show, sounding: Brief, file: Path) -> None:
    text = "Um 20.15 Uhr kamen 9.000 Menschen zum Fest."
    spoken = "Um zwanzig Uhr fünfzehn kamen neuntausend Menschen zum Fest."
    cues = list(sounding.cues)
    cue = cues[5]
    starts = [0, *(found.end() for found in re.finditer(" ", spoken)), len(spoken) + 1]
    words = tuple(
        Word(start=cue.start + n / 2, end=cue.start + n / 2 + 0.5, first=a, behind=b - 1)
        for n, (a, b) in enumerate(pairwise(starts))
    )
    sentence = replace(cue.utterance.sentence, text=text)
    utterance = Utterance(sentence=sentence, text=spoken)
    cues[5] = replace(cue, utterance=utterance, words=words)
    file.write_text(page(replace(sounding, cues=tuple(cues))), encoding="utf-8")
    shown = ready(show(file.as_uri()))
    heard = "[...(CSS.highlights.get('audio-brief-word') ?? [])].map(String).join()"
    marked = []
    for half_seconds in range(10):
        seek(shown, cue.start + half_seconds / 2 + 0.1)
        marked.append(shown.evaluate(heard).replace("\N{NO-BREAK SPACE}", " "))
    assert marked == [
        "Um", "20.15 Uhr", "20.15 Uhr", "20.15 Uhr", "kamen", "9.000", "Menschen", "zum", "Fest.",
        "Fest.",
    ]  # fmt: skip
    seek(shown, cues[6].start + 0.1)
    assert shown.evaluate(heard) == ""


def test_a_chapter_of_a_briefing_begins_with_the_words_that_lead_to_it(
    show, digest: Brief, tmp_path: Path
) -> None:
    file = tmp_path / "briefing.html"
    file.write_text(page(digest, audio=b""), encoding="utf-8")
    shown = show(file.as_uri())
    shown.locator("summary", has_text="Kapitel").click()
    rows = shown.locator(".chapters button").all_inner_texts()
    articles = digest.chapters[1:3]
    assert rows == [f"{c.title}\n{clock(c.start)}" for c in articles]
    expect(shown.get_by_role("button", name="Überblick anhören")).to_be_visible()


def test_chapters_lead_to_the_crossheads(shown) -> None:
    shown.locator("summary", has_text="Kapitel").click()
    rows = shown.locator(".chapters button")
    assert rows.all_inner_texts() == [
        "Händler bleiben skeptisch\n00:38",
        "Fähre fährt weiter\n00:54",
    ]
    rows.nth(1).click()
    expect(shown.locator("[aria-current]")).to_have_text("Fähre fährt weiter")
    until(shown, "!document.querySelector('audio').paused")
    assert shown.locator(".ticks i").count() == 2


def test_the_mp3_can_be_downloaded(show, file: Path, address: str, sounding: Brief) -> None:
    shown = show(f"{address}/{file.name}")
    with shown.expect_download() as download:
        shown.get_by_role("link", name="Herunterladen").click()
    assert download.value.suggested_filename == sounding.mp3.name
    assert Path(download.value.path()).read_bytes() == sounding.mp3.read_bytes()


def test_it_remembers_where_a_reader_stopped(placed) -> None:
    placed.get_by_role("combobox", name="Geschwindigkeit").select_option("1.5")
    seek(placed, 31)
    placed.get_by_role("button", name="Artikel anhören").click()
    until(placed, "document.querySelector('audio').currentTime > 31.2")
    placed.get_by_role("button", name="Pause").click()
    ready(placed).reload()
    expect(ready(placed).locator(".marker")).to_have_text(re.compile("00:3[1-3] / 01:05"))
    assert placed.evaluate("document.querySelector('audio').playbackRate") == 1.5
    assert placed.evaluate("document.querySelector('audio').paused")


def test_a_window_that_is_not_used_forgets_nothing(shown, file: Path) -> None:
    other = shown.context.new_page()
    other.goto(file.as_uri())
    seek(shown, 31)
    shown.reload()
    expect(shown.locator(".marker")).to_have_text("00:31 / 01:05")
    other.goto("about:blank")
    shown.reload()
    expect(shown.locator(".marker")).to_have_text("00:31 / 01:05")


@pytest.mark.parametrize("kept", ["Unsinn", "-1", "99", "NaN", ""])
def test_what_others_left_in_its_memory_does_no_harm(shown, kept: str) -> None:
    names = ["speed", "volume", shown.locator("audio-brief").get_attribute("remember")]
    for name in names:
        shown.evaluate("([n, v]) => localStorage.setItem(`audio-brief:${n}`, v)", [name, kept])
    shown.reload()
    expect(shown.locator(".marker")).to_have_text(re.compile(r"0[01]:\d\d / 01:05"))
    assert shown.evaluate("document.querySelector('audio').playbackRate") == 1


def test_the_end_is_not_remembered(shown) -> None:
    seek(shown, 65)
    shown.get_by_role("button", name="Artikel anhören").click()
    until(shown, "document.querySelector('audio').ended")
    expect(shown.locator("[aria-current]")).to_have_count(0)
    expect(shown.locator(".marker")).to_have_text("01:05 / 01:05")
    shown.reload()
    expect(shown.locator(".marker")).to_have_text("00:00 / 01:05")


def test_the_sentence_scrolls_into_view_unless_the_reader_scrolls(show, file: Path) -> None:
    shown = ready(show(file.as_uri(), viewport={"width": 400, "height": 420}))
    seek(shown, 60)
    until(shown, "scrollY > 30")
    spot = shown.locator("[aria-current]")
    expect(spot).to_be_in_viewport()
    seek(shown, 5)  # while the page is still on its way to the last one
    expect(spot).to_be_in_viewport()
    settle(shown)
    expect(spot).to_be_in_viewport()
    shown.evaluate("document.querySelector('audio-brief').toggle()")
    shown.mouse.move(200, 300)
    shown.mouse.wheel(0, 4000)
    until(shown, "scrollY + innerHeight > document.body.scrollHeight - 5")
    low = shown.evaluate("scrollY")
    seen = spot.inner_text()
    shown.evaluate("document.querySelector('audio').currentTime = 37.9")
    until(shown, "document.querySelector('audio').currentTime > 38.5")
    assert spot.inner_text() != seen
    assert shown.evaluate("scrollY") == low


def test_the_bar_stays_in_view_and_hides_no_sentence(show, file: Path) -> None:
    shown = ready(show(file.as_uri(), viewport={"width": 700, "height": 500}))
    for seconds in (60, 5, 45, 12, 30):
        seek(shown, seconds)
        settle(shown)
        bar = shown.locator(".bar").bounding_box()
        spot = shown.locator("[aria-current]").bounding_box()
        assert bar["y"] >= 0
        assert spot["y"] >= bar["y"] + bar["height"] - 1
        assert spot["y"] + spot["height"] <= 500


@pytest.mark.parametrize("width", [280, 320, 375, 768, 1600])
def test_it_fits_every_width(show, file: Path, width: int) -> None:
    shown = ready(show(file.as_uri(), viewport={"width": width, "height": 700}))
    assert shown.evaluate("document.documentElement.scrollWidth") <= width
    for part in (".play", ".marker", ".position", ".volume", ".download"):
        box = shown.locator(part).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width


def test_it_can_be_zoomed_to_twice_the_size(show, file: Path) -> None:
    shown = ready(
        show(file.as_uri(), viewport={"width": 640, "height": 360}, device_scale_factor=2)
    )
    assert shown.evaluate("document.documentElement.scrollWidth") <= 640
    bar = shown.locator(".bar").bounding_box()
    assert bar["height"] < 120
    shown.add_init_script(
        "addEventListener('load', () => document.documentElement.style.fontSize = '200%')"
    )
    shown.reload()
    assert shown.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
    assert shown.evaluate("document.documentElement.scrollWidth") <= 640


def test_targets_are_large_enough_for_a_finger(shown) -> None:
    shown.locator("summary", has_text="Kapitel").click()
    for target in shown.locator("button, input, select, summary, a.download").all():
        box = target.bounding_box()
        assert box["height"] >= 24
        assert box["width"] >= 24


def test_without_scripts_it_still_reads_and_plays(show, file: Path, sounding: Brief) -> None:
    shown = show(file.as_uri(), java_script_enabled=False)
    expect(shown.locator("audio[controls]")).to_be_visible()
    for cue in sounding.cues:
        expect(shown.get_by_text(cue.utterance.sentence.text)).to_be_visible()


def test_a_single_file_needs_no_other(show, sounding: Brief, tmp_path: Path) -> None:
    alone = tmp_path / "alone" / "seite.html"
    alone.parent.mkdir()
    alone.write_text(page(sounding, audio=sounding.mp3.read_bytes()), encoding="utf-8")
    shown = ready(show(alone.as_uri()))
    seek(shown, 30)
    expect(shown.locator(".marker")).to_have_text("00:30 / 01:05")
    shown.get_by_role("button", name="Artikel anhören").click()
    until(shown, "document.querySelector('audio').currentTime > 30.3")


def test_a_page_asks_no_other_host(show, file: Path, address: str) -> None:
    asked: list[str] = []
    shown = show("about:blank")
    shown.on("request", lambda request: asked.append(request.url))
    shown.goto(f"{address}/{file.name}")
    ready(shown).get_by_role("button", name="Artikel anhören").click()
    until(shown, "document.querySelector('audio').currentTime > 0.3")
    mp3 = file.with_suffix(".mp3").name
    assert {url for url in asked if not url.startswith("data:")} == {
        f"{address}/{file.name}",
        f"{address}/{mp3}",
    }


def test_labels_can_be_english(show, sounding: Brief) -> None:
    file = sounding.mp3.with_name("english.html")
    file.write_text(page(sounding, labels=Labels.ENGLISH), encoding="utf-8")
    shown = ready(show(file.as_uri()))
    expect(shown.get_by_role("button", name="Listen to the article")).to_be_visible()
    expect(shown.get_by_text("Synthetic voice", exact=True)).to_be_visible()
    expect(shown.get_by_text("18 November 2026, 09:30")).to_be_visible()
    assert shown.locator(".speed, select").locator("option").nth(3).inner_text() == "1.25×"
    assert shown.locator(".words").get_attribute("lang") == "de"


def hostile(brief: Brief, text: str) -> Brief:
    article = replace(
        brief.article, headline=text, kicker=text, outlet=text, byline=text, credit=text,
        url=f"https://fjordblatt.example/?q={text}",
    )  # fmt: skip
    cues = tuple(
        replace(
            cue,
            utterance=replace(
                cue.utterance,
                sentence=replace(cue.utterance.sentence, article=article, text=text),
            ),
        )
        for cue in brief.cues
    )
    return replace(brief, article=article, cues=cues)


@pytest.mark.parametrize("text", [HOSTILE, "Wort " * 100, "x" * 500, "\u202e" * 20 + "Ende"])
def test_no_text_of_an_article_runs_or_breaks_the_page(show, sounding: Brief, text: str) -> None:
    file = sounding.mp3.with_name("feindlich.html")
    file.write_text(page(hostile(sounding, text)), encoding="utf-8")
    shown = ready(show(file.as_uri(), viewport={"width": 320, "height": 700}))
    seek(shown, 20)
    assert shown.evaluate("window.hacked") is None
    assert shown.locator("h1").inner_text().strip() == " ".join(text.split())
    assert shown.locator("script").count() == 1
    assert shown.locator("img").count() == 0
    assert shown.evaluate("document.documentElement.scrollWidth") <= 320
    expect(shown.locator(".marker")).to_have_text("00:20 / 01:05")


def test_the_policy_lets_no_other_script_run(show: Callable, file: Path) -> None:
    planted = file.read_text(encoding="utf-8").replace(
        "</article>",
        '<script>window.hacked = 1</script><p id="k" onclick="window.hacked = 2">K</p>',
    )
    file.write_text(planted, encoding="utf-8")
    shown = show(file.as_uri())
    shown.locator("#k").click()
    assert shown.evaluate("window.hacked") is None
    blocked = [line for line in show.complaints if "Content Security Policy" in line]
    assert len(blocked) == 2
    show.complaints.clear()


def test_a_missing_recording_is_told(show: Callable, file: Path) -> None:
    file.with_suffix(".mp3").unlink()
    shown = show(file.as_uri())
    expect(shown.get_by_role("alert")).to_have_text("Die Aufnahme lässt sich nicht abspielen.")
    show.complaints.clear()


def test_on_paper_there_is_the_text_alone(show, file: Path) -> None:
    shown = ready(show(file.as_uri()))
    seek(shown, 27)
    shown.emulate_media(media="print")
    for part in (".bar", ".more", ".chapters"):
        expect(shown.locator(part)).to_be_hidden()
    expect(shown.locator("h1")).to_be_visible()
    expect(shown.locator("audio")).to_be_hidden()
    spot = shown.locator("[aria-current]")
    assert spot.evaluate("e => getComputedStyle(e).backgroundColor") == "rgba(0, 0, 0, 0)"


def test_in_forced_colours_the_slider_and_the_sentence_can_be_seen(show, file: Path) -> None:
    shown = ready(show(file.as_uri(), forced_colors="active", color_scheme="dark"))
    seek(shown, 27)
    paint = "e => getComputedStyle(e).backgroundColor"
    canvas = shown.locator("body").evaluate(paint)
    assert shown.locator("[aria-current]").evaluate(paint) != canvas
    accent = "e => getComputedStyle(e).getPropertyValue('--ab-accent')"
    assert shown.locator(".position").evaluate(accent).strip() == "Highlight"
    kept = "e => getComputedStyle(e).forcedColorAdjust"
    assert shown.locator(".position").evaluate(kept) == "none"
