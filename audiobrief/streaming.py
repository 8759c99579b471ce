"""A brief for who listens already: an MP3 that comes while it is being spoken."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from functools import partial
from importlib import import_module
from itertools import chain
from typing import TYPE_CHECKING

from audiobrief.aside import aside
from audiobrief.choices import Format
from audiobrief.config import Settings
from audiobrief.errors import ConfigError, SpeechError
from audiobrief.events import Listener, Warned, ignore
from audiobrief.finishing import finished, prepared
from audiobrief.model import Article, Audio, Cue, Source, Utterance
from audiobrief.pipeline import make_article, readable
from audiobrief.speaking import Cast, auditioned, find_cast, speak, with_fallback

if TYPE_CHECKING:
    from audiobrief.publish.finish import Finish
    from audiobrief.stitch.music import Music

CONSTANT = (
    "a stream has a constant bit rate: players cannot tell the place in one that varies "
    "without its length"
)
UNSIGNED = "a stream is not signed: its signature would stand in front of what is not spoken yet"
SOON = (
    "audiobrief.publish.encode",
    "audiobrief.publish.mp3.lame",
    "audiobrief.publish.tags",
    "audiobrief.stitch.flow",
    "audiobrief.synthesise.clips",
)
"""What every stream needs once its text is there, loaded while that is made."""
QUOTED = 60
"""Characters of a sentence in a message."""


def stream_brief(
    source: Source, settings: Settings, listener: Listener = ignore
) -> Generator[bytes, None, None]:
    """The brief of a source as an MP3, bit by bit as it is spoken.

    Its tag tells all but the length and the chapters, which nobody knows yet. The fallback reads
    in place of a voice that fails before anything was heard. Where the settings ask for a length
    or a pace, all is spoken before the first bit. Raises the errors of the stages; one in the
    middle says how much is missing.
    """
    _check(settings, listener)
    with aside(partial(_read, source, settings), listener) as text:
        cast, spare, music, ready = _made_ready(settings, listener)
        article, utterances = text()
    from audiobrief.publish.encode import encoding_flow
    from audiobrief.publish.tags import tag_in_front

    try:
        sounds = _begun(utterances, cast, settings, listener, music)
    except SpeechError as error:
        if spare is None:
            raise
        listener(Warned(message=f"{error}; {spare.voice} reads the whole article instead"))
        cast = find_cast(spare, listener)
        sounds = _begun(utterances, cast, spare, listener, music)
    finish = finished(article, cast.heard(utterances), ready, settings, listener)
    yield tag_in_front(article, utterances, finish)
    yield from encoding_flow(sounds, replace(settings.encoding, variable=False))


def _check(settings: Settings, listener: Listener) -> None:
    wanted = settings.encoding.format or Format.MP3
    if wanted is not Format.MP3:
        raise ConfigError(f"a stream is an MP3, but the format is {wanted}: give --format mp3")
    if settings.certificate:
        listener(Warned(message=UNSIGNED))
    if settings.encoding.variable:
        listener(Warned(message=CONSTANT))


def _made_ready(
    settings: Settings, listener: Listener
) -> tuple[Cast, Settings | None, Music, Finish]:
    """Who speaks, by which settings another would, the music, and what goes into the tag."""
    cast, spare = find_cast(settings, listener), with_fallback(settings)
    cast.warm()
    if spare:
        find_cast(spare, ignore)
    for module in SOON:
        import_module(module)
    from audiobrief.stitch.music import load_music

    return cast, spare, load_music(settings.frame), prepared(replace(settings, certificate=None))


def _read(
    source: Source, settings: Settings, listener: Listener
) -> tuple[Article, tuple[Utterance, ...]]:
    article = make_article(source, settings, listener)
    return article, readable(article, settings)


def _begun(
    utterances: Sequence[Utterance],
    cast: Cast,
    settings: Settings,
    listener: Listener,
    music: Music,
) -> Iterator[Audio]:
    """The sounds, the first of which is there."""
    from audiobrief.stitch.flow import flow

    clips, pauses = speak(utterances, cast, settings, listener, music.duration)
    bits = flow(clips, pauses, music, auditioned(utterances, cast, pauses))
    sounds = _told_what_is_missing(bits, utterances)
    return chain([next(sounds)], sounds)


def _told_what_is_missing(
    bits: Iterator[tuple[Audio, Cue | None]], utterances: Sequence[Utterance]
) -> Iterator[Audio]:
    heard = 0
    try:
        for audio, cue in bits:
            heard += cue is not None
            yield audio
    except SpeechError as error:
        if not heard:
            raise
        last = utterances[heard - 1].sentence.text
        quoted = last if len(last) <= QUOTED else f"{last[:QUOTED].rstrip()} ..."
        raise SpeechError(
            f"{error}; the stream ends behind “{quoted}”, "
            f"{len(utterances) - heard} of {len(utterances)} sentences are missing"
        ) from error
