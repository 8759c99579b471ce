"""The order of the stages, each imported when it is used: no command pays for another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from audiobrief.config import Settings
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
from audiobrief.model import Article, Brief, Clip, Source, Utterance, Voice


def make_article(source: Source, settings: Settings) -> Article:
    """The article in a source, without the furniture around it."""
    from audiobrief.clean import clean

    return clean(source, offline=settings.offline)


def make_utterances(article: Article) -> tuple[Utterance, ...]:
    """The article's sentences in reading order, as spoken."""
    from audiobrief.normalise import normalise
    from audiobrief.segment import segment

    return tuple(normalise(sentence) for sentence in segment(article))


def make_brief(source: Source, settings: Settings, listener: Listener = ignore) -> Brief:
    """The finished brief of a source.

    Raises the errors of the stages; whatever is raised, no file has been written but the
    sentences kept in the cache.
    """
    from audiobrief.publish import publish
    from audiobrief.stitch import stitch

    voice, article = make_voice(settings), make_article(source, settings)
    listener(ArticleCleaned(article=article))
    utterances = make_utterances(article)
    if not utterances:
        raise NoArticleError(f"{source.name}: nothing in it can be read aloud")
    listener(SpeechStarted(utterances=utterances))
    clips = _speak(utterances, voice, settings, listener)
    brief = publish(stitch(clips, settings.pauses), settings.output)
    listener(BriefPublished(brief=brief))
    return brief


def make_voice(settings: Settings) -> Voice:
    """The voice that will speak, at the rate asked for."""
    from audiobrief.synthesise import find_voice

    voice = find_voice(settings.voice, settings.voices)
    return replace(voice, rate=voice.rate * settings.rate)


def _speak(
    utterances: tuple[Utterance, ...], voice: Voice, settings: Settings, listener: Listener
) -> Iterator[Clip]:
    from audiobrief.synthesise import cached, load_engine, synthesise

    engine = load_engine(voice.engine, offline=settings.offline)
    if not engine.local:
        listener(Warned(message=f"the text leaves this machine: {voice.name} speaks on a server"))
    if settings.cache is not None:
        engine = cached(engine, settings.cache)
    elapsed, said, rest = 0.0, 0, sum(len(u.text) for u in utterances)
    for done, clip in enumerate(synthesise(utterances, engine, voice), start=1):
        elapsed += clip.audio.duration + settings.pauses.after(clip.utterance.sentence.boundary)
        said, rest = said + len(clip.utterance.text), rest - len(clip.utterance.text)
        estimate = elapsed * (said + rest) / said
        yield clip
        listener(
            ClipReady(
                clip=clip, done=done, total=len(utterances), elapsed=elapsed, estimate=estimate
            )
        )
