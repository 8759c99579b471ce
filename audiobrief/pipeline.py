"""The order of the stages, each imported when it is used: no command pays for another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from audiobrief.config import Settings, find_secret
from audiobrief.errors import NoArticleError
from audiobrief.events import (
    ArticleCleaned,
    BriefPublished,
    ClipReady,
    Listener,
    SpeechStarted,
    Warned,
    ignore,
)
from audiobrief.model import (
    Article,
    Brief,
    Clip,
    Passage,
    Pauses,
    Role,
    Source,
    Utterance,
    Voice,
)

if TYPE_CHECKING:
    from audiobrief.normalise.lexicon import Lexicon
    from audiobrief.synthesise import Engine


def make_article(source: Source, settings: Settings, listener: Listener = ignore) -> Article:
    """The article in a source, without the furniture around it; told if it breaks off."""
    from audiobrief.clean import clean

    article = clean(source, offline=settings.offline, allow_private=settings.allow_private)
    listener(ArticleCleaned(article=article))
    if article.cut_short:
        listener(Warned(message=f"{source.name}: the article breaks off (“{article.cut_short}”)"))
    return article


def make_utterances(article: Article, settings: Settings | None = None) -> tuple[Utterance, ...]:
    """The article's sentences in reading order, as spoken.

    What has no word in it, such as a row of asterisks or a smiley, is nothing to speak.
    """
    from audiobrief.normalise import normalise
    from audiobrief.segment import segment

    settings = settings or Settings()
    lexicon = make_lexicon(settings)
    spoken = (
        normalise(sentence, reading=settings.gender, lexicon=lexicon)
        for sentence in segment(article)
    )
    return tuple(utterance for utterance in spoken if any(map(str.isalpha, utterance.text)))


def make_brief(source: Source, settings: Settings, listener: Listener = ignore) -> Brief:
    """The finished brief of a source.

    Raises the errors of the stages; whatever is raised, no file is left half-written, and the
    sentences spoken so far are in the cache.
    """
    from audiobrief.publish import accompany, publish
    from audiobrief.stitch import stitch

    voice = _voice(settings)
    engine = _engine(voice, settings, listener)  # a voice that cannot speak is told at once
    article = make_article(source, settings, listener)
    utterances = make_utterances(article, settings)
    if not utterances:
        raise NoArticleError(f"{source.name}: nothing in it can be read aloud; check its text")
    listener(SpeechStarted(utterances=utterances))
    clips = _speak(utterances, engine, voice, settings.pauses, listener)
    brief = publish(stitch(clips, settings.pauses), settings.output)
    brief = accompany(brief, settings.extras, settings.labels)
    listener(BriefPublished(brief=brief))
    return brief


def make_sample(text: str, settings: Settings, listener: Listener = ignore) -> bytes:
    """An MP3 of a passage, spoken and levelled as it would be in a brief.

    Raises NoArticleError for a text without a word, else the errors of the stages.
    """
    from audiobrief.publish.encode import encoded
    from audiobrief.stitch import stitch

    voice = _voice(settings)
    engine = _engine(voice, settings, listener)
    passage = Passage(role=Role.PARAGRAPH, text=text)
    utterances = make_utterances(Article(source="-", headline="", body=(passage,)), settings)
    if not utterances:
        raise NoArticleError("nothing in this text can be read aloud; give one with words in it")
    clips = _speak(utterances, engine, voice, settings.pauses, listener)
    mp3, _ = encoded(stitch(clips, settings.pauses).audio)
    return mp3


def make_lexicon(settings: Settings) -> Lexicon | None:
    """The user's pronunciation lexicon; None where the settings name none."""
    if settings.lexicon is None:
        return None
    from audiobrief.normalise.lexicon import read_lexicon

    return read_lexicon(settings.lexicon)


def _voice(settings: Settings) -> Voice:
    """The voice that will speak, at the rate asked for."""
    from audiobrief.synthesise import find_voice

    voice = find_voice(settings.voice, settings.voices)
    return replace(voice, rate=voice.rate * settings.rate)


def _engine(voice: Voice, settings: Settings, listener: Listener) -> Engine:
    from audiobrief.synthesise import cached, load_engine

    engine = load_engine(
        voice.engine,
        offline=settings.offline,
        models=settings.models,
        address=voice.address,
        secrets=find_secret,
    )
    if not engine.local:
        listener(Warned(message=f"the text leaves this machine: {voice.name} speaks on a server"))
    return engine if settings.cache is None else cached(engine, settings.cache, listener)


def _speak(
    utterances: tuple[Utterance, ...],
    engine: Engine,
    voice: Voice,
    pauses: Pauses,
    listener: Listener,
) -> Iterator[Clip]:
    """The clips, each told to the listener with how long the brief is so far and will be."""
    from audiobrief.synthesise import synthesise

    elapsed, letters = 0.0, 0
    whole = sum(len(utterance.text) for utterance in utterances)
    for done, clip in enumerate(synthesise(utterances, engine, voice), start=1):
        elapsed += clip.audio.duration + pauses.after(clip.utterance.sentence.boundary)
        letters += len(clip.utterance.text)
        listener(
            ClipReady(
                clip=clip,
                done=done,
                total=len(utterances),
                elapsed=elapsed,
                estimate=elapsed * whole / letters,
            )
        )
        yield clip
