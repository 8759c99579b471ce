"""The order of the stages, and what a listener hears of them."""

from pathlib import Path

import pytest

from audiobrief import Settings, Source, make_brief, make_utterances
from audiobrief.errors import NoArticleError, OfflineError, VoiceError
from audiobrief.events import ArticleCleaned, BriefPublished, ClipReady, Event, SpeechStarted
from audiobrief.model import Article, Passage, Role


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
    assert estimates[-1] == pytest.approx(brief.duration, rel=0.15)
    assert estimates[3] == pytest.approx(brief.duration, rel=0.35)


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
