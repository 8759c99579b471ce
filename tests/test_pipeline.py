"""The order of the stages, and what a listener hears of them."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from audiobrief import Settings, Source, make_brief, make_utterances
from audiobrief.choices import Pace, PaceUnit, Part
from audiobrief.errors import FitError, NoArticleError, OfflineError, VoiceError
from audiobrief.events import ArticleCleaned, BriefPublished, ClipReady, Event, SpeechStarted
from audiobrief.german.syllables import count_syllables
from audiobrief.model import Article, Passage, Role, marker


@pytest.fixture
def source(golden: Path) -> Source:
    return Source(name=str(golden / "hafenbahn.txt"))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(output=tmp_path / "briefs", voice="silent")


def test_a_listener_hears_of_every_step_in_order(source: Source, settings: Settings) -> None:
    events: list[Event] = []
    brief = make_brief(source, settings, events.append)
    cleaned, started, *ready, published = events
    assert isinstance(cleaned, ArticleCleaned)
    assert isinstance(started, SpeechStarted)
    assert isinstance(published, BriefPublished)
    assert published.brief == brief
    clips = [event for event in ready if isinstance(event, ClipReady)]
    assert [clip.done for clip in clips] == list(range(1, len(started.utterances) + 1))
    assert clips == ready


def test_the_estimate_of_the_length_gets_nearer(source: Source, settings: Settings) -> None:
    events: list[Event] = []
    brief = make_brief(source, settings, events.append)
    estimates = [event.estimate for event in events if isinstance(event, ClipReady)]
    assert estimates[-1] == pytest.approx(brief.duration, abs=0.01)
    assert estimates[3] == pytest.approx(brief.duration, rel=0.35)


@pytest.mark.parametrize("voice", ["pico", "espeak"])
def test_an_article_lasts_as_long_as_its_outlet_reads_it(
    voice: str, shared: Path, settings: Settings
) -> None:
    article = Source(name=str(shared / "articles" / "ntv.txt"))
    assert make_brief(article, replace(settings, voice=voice)).marker == "00:00 / 02:18"


def test_what_was_printed_stays_beside_what_is_spoken(source: Source, settings: Settings) -> None:
    brief = make_brief(source, settings)
    printed = [cue.utterance.sentence.text for cue in brief.cues]
    assert "Hafenbahn fährt ab 2028 ohne Diesel" in printed
    assert {cue.utterance.sentence.article.headline for cue in brief.cues} == {
        "Hafenbahn fährt ab 2028 ohne Diesel"
    }


def test_a_passage_without_words_is_not_spoken() -> None:
    article = Article(
        source="-",
        headline="Hafen",
        body=tuple(Passage(role=Role.PARAGRAPH, text=t) for t in ("* * *", "Es regnet.", "🙂")),
    )
    assert [u.text for u in make_utterances(article)] == ["Hafen.", "Es regnet."]


def test_an_article_without_words_is_no_article(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(NoArticleError):
        make_brief(Source(name="-", content=b"*** ***\n\n---\n"), settings)
    assert not list(tmp_path.rglob("*.mp3"))


def test_a_voice_that_cannot_speak_is_told_before_the_article_is_read(tmp_path: Path) -> None:
    nowhere = Source(name=str(tmp_path / "missing.txt"))
    with pytest.raises(VoiceError):
        make_brief(nowhere, Settings(voice="niemand"))
    with pytest.raises(OfflineError):
        make_brief(nowhere, Settings(voice="gtts", offline=True))


@pytest.mark.parametrize("voice", ["silent", "espeak"])
@pytest.mark.parametrize("amount", [3.0, 4.9, 12.0])
def test_a_pace_is_heard_whatever_the_voice(
    source: Source, settings: Settings, voice: str, amount: float
) -> None:
    pace = Pace(amount=amount, unit=PaceUnit.SYLLABLES)
    events: list[Event] = []
    brief = make_brief(source, replace(settings, voice=voice, rate=pace), events.append)
    speech = sum(cue.end - cue.start for cue in brief.cues)
    syllables = sum(count_syllables(cue.utterance.text) for cue in brief.cues)
    assert syllables / speech == pytest.approx(amount, rel=0.01)
    ready = [event for event in events if isinstance(event, ClipReady)]
    assert len(ready) == len(brief.cues)


def test_words_a_minute_are_counted_on_the_speech(source: Source, settings: Settings) -> None:
    brief = make_brief(source, replace(settings, rate=Pace(amount=150, unit=PaceUnit.WORDS)))
    speech = sum(cue.end - cue.start for cue in brief.cues)
    words = sum(len(cue.utterance.text.split()) for cue in brief.cues)
    assert 60 * words / speech == pytest.approx(150, rel=0.01)


def test_a_rate_beyond_the_engine_is_stretched(source: Source, settings: Settings) -> None:
    def duration(rate: float) -> float:
        brief = make_brief(source, replace(settings, voice="espeak", rate=rate))
        return sum(cue.end - cue.start for cue in brief.cues)

    assert duration(0.3) == pytest.approx(duration(0.5) * 5 / 3, rel=0.02)


@pytest.mark.parametrize("voice", ["silent", "espeak", "pico"])
@pytest.mark.parametrize("fit", [100.0, 120.0, 131.0, 155.0])
def test_a_brief_fits_the_length_asked_for(
    source: Source, settings: Settings, voice: str, fit: float
) -> None:
    brief = make_brief(source, replace(settings, voice=voice, fit=fit))
    assert fit <= brief.duration < fit + 0.02
    assert brief.marker == marker(fit)


def test_the_nearest_length_is_named_and_can_be_had(source: Source, settings: Settings) -> None:
    for fit in (20.0, 900.0):
        with pytest.raises(FitError) as caught:
            make_brief(source, replace(settings, fit=fit))
        found = re.search(r"--fit (\d\d):(\d\d)", str(caught.value))
        assert found
        nearest = 60 * int(found[1]) + int(found[2])
        assert abs(make_brief(source, replace(settings, fit=nearest)).duration - nearest) < 0.05
        beyond = nearest + (2 if fit > nearest else -2)
        with pytest.raises(FitError):
            make_brief(source, replace(settings, fit=beyond))


def test_fitting_keeps_to_the_rate_that_was_chosen(source: Source, settings: Settings) -> None:
    brief = make_brief(source, replace(settings, rate=2.0, fit=60.0))
    assert abs(brief.duration - 60) < 0.05


def test_roles_have_their_own_voice_and_rate(source: Source, settings: Settings) -> None:
    def durations(parts: dict[Role, Part]) -> dict[Role, float]:
        events: list[Event] = []
        make_brief(source, replace(settings, voice="espeak", roles=parts), events.append)
        clips = [event.clip for event in events if isinstance(event, ClipReady)]
        voices.append({clip.utterance.sentence.role: clip.voice for clip in clips})
        return {clip.utterance.sentence.role: clip.audio.duration for clip in clips}

    voices: list[dict[Role, str]] = []
    plain = durations({})
    parts = {Role.HEADLINE: Part(rate=0.6), Role.LEAD: Part(voice="pico")}
    cast = durations(parts)
    assert cast[Role.HEADLINE] == pytest.approx(plain[Role.HEADLINE] / 0.6, rel=0.1)
    assert cast[Role.PARAGRAPH] == plain[Role.PARAGRAPH]
    assert set(voices[0].values()) == {"espeak"}
    assert (voices[1][Role.LEAD], voices[1][Role.PARAGRAPH]) == ("pico", "espeak")


def test_a_voice_of_a_role_that_cannot_speak_is_told_at_once(tmp_path: Path) -> None:
    nowhere = Source(name=str(tmp_path / "missing.txt"))
    with pytest.raises(VoiceError, match="niemand"):
        make_brief(nowhere, Settings(roles={Role.QUOTE: Part(voice="niemand")}))


def test_a_cast_fits_too(source: Source, settings: Settings) -> None:
    parts = {Role.LEAD: Part(voice="pico"), Role.HEADLINE: Part(rate=0.9, level=2)}
    brief = make_brief(source, replace(settings, voice="espeak", roles=parts, fit=120.0))
    assert brief.duration == pytest.approx(120, abs=0.05)
    assert brief.loudness == pytest.approx(-19, abs=0.1)
