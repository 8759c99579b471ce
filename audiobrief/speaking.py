"""Who speaks, at which pace, and the clips as they come."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain, groupby, repeat
from threading import Thread
from typing import TYPE_CHECKING

from audiobrief.choices import Pace, Part, Pauses
from audiobrief.config import Settings, find_secret
from audiobrief.crew import side_by_side
from audiobrief.embargo import heed
from audiobrief.events import ClipReady, Listener, SpeechStarted, Warned, ignore
from audiobrief.given.single import RATES
from audiobrief.model import Clip, Role, Seconds, Utterance, Voice

if TYPE_CHECKING:
    from audiobrief.synthesise import Engine


AUDITION = 150
"""Letters, some ten seconds, by which a voice is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """A voice, and the engine that lends it."""

    voice: Voice
    engine: Engine
    share: float = 1.0
    """A factor on the rate of all else."""
    level: float = 0.0
    """dB on the level of all else."""
    hands: int | None = 1
    """How many sentences are said at a time; None is one for each processor."""
    warm: Callable[[Voice], None] | None = None
    """Loads what a neural voice needs, as it would with the first sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Who reads what."""

    reader: Speaker
    parts: Mapping[Role, Speaker]
    """Those who read a role in place of the reader."""

    @property
    def remote(self) -> tuple[str, ...]:
        """The names of the voices that send the text to a server."""
        return tuple(each.voice.name for each in self._speakers if not each.engine.local)

    def heard(self, utterances: Iterable[Utterance]) -> tuple[str, ...]:
        """The names of the voices that speak these, in the order in which they begin."""
        return tuple(dict.fromkeys(self.of(u.sentence.role).voice.name for u in utterances))

    def warm(self) -> Thread | None:
        """What loads all that takes long, if there is such a thing, beside all else.

        What is wrong with it is told when it is to speak.
        """
        if all(speaker.warm is None for speaker in self._speakers):
            return None
        thread = Thread(target=self._warm)
        thread.start()
        return thread

    def _warm(self) -> None:
        for speaker in self._speakers:
            if speaker.warm:
                with suppress(Exception):  # of a library too: speaking raises it again
                    speaker.warm(speaker.voice)

    @property
    def _speakers(self) -> tuple[Speaker, ...]:
        return (self.reader, *self.parts.values())

    def of(self, role: Role) -> Speaker:
        """Who reads passages of a role."""
        return self.parts.get(role, self.reader)


def find_cast(settings: Settings, listener: Listener) -> Cast:
    """Who will speak; raises VoiceError at once where one of them cannot."""
    reader = _speaker(settings.voice, Part(), settings, listener)
    parts = {
        role: _speaker(part.voice, part, settings, listener)
        if part.voice
        else _in_part(reader, part)
        for role, part in settings.roles.items()
    }
    return Cast(reader=reader, parts=parts)


def with_fallback(settings: Settings) -> Settings | None:
    """The settings by which the fallback reads all of an article; None where none is named."""
    if settings.fallback is None:
        return None
    roles = {role: replace(part, voice=None) for role, part in settings.roles.items()}
    return replace(settings, voice=settings.fallback, fallback=None, roles=roles)


def _in_part(speaker: Speaker, part: Part) -> Speaker:
    voice = replace(speaker.voice, rate=speaker.voice.rate * part.rate)
    return replace(speaker, voice=voice, share=part.rate, level=part.level)


def _speaker(name: str | None, part: Part, settings: Settings, listener: Listener) -> Speaker:
    from audiobrief.synthesise import (
        at_any_rate,
        cached,
        find_voice,
        load_engine,
        speeds_of,
        steady,
    )

    voice = find_voice(name, settings.voices)
    if not isinstance(settings.rate, Pace):
        voice = replace(voice, rate=voice.rate * settings.rate)
    engine = load_engine(
        voice.engine,
        offline=settings.offline,
        models=settings.models,
        address=voice.address,
        secrets=find_secret,
    )
    if not engine.local:
        listener(Warned(message=f"the text leaves this machine: {voice.name} speaks on a server"))
    speeds, hands = speeds_of(engine, voice), getattr(engine, "hands", 1)
    warm = getattr(engine, "warm", None)
    engine = steady(engine)
    if settings.cache is not None:
        engine = cached(engine, settings.cache, listener, settings.cache_limit)
    # The sound is kept as the engine gave it, so that another rate asks no server again.
    speaker = Speaker(voice=voice, engine=at_any_rate(engine, speeds), hands=hands, warm=warm)
    return _in_part(speaker, part)


def speak(
    utterances: Sequence[Utterance],
    cast: Cast,
    settings: Settings,
    listener: Listener,
    around: Seconds = 0.0,
) -> tuple[Iterable[Clip], Pauses]:
    """The clips at the rate, pace or length of the settings, and the pauses to go between them.

    `around` is how long the brief's other sounds last.
    Raises FitError where the brief cannot be made as long as the settings ask, EmbargoError
    before a text under embargo is sent to a server.
    """
    from audiobrief.pacing import fitted, lasting, listenable, settled, silence
    from audiobrief.stitch import spoken

    heed(utterances, cast.remote, listener, ignored=settings.ignore_embargo)
    listener(SpeechStarted(utterances=tuple(utterances)))
    at = _at_rates(utterances, cast, settings.pauses, listener)
    if settings.fit is not None:
        wanted = settings.fit - around - silence(utterances, settings.pauses)
        clips = settled(at, spoken, wanted, listenable(cast.reader.voice.rate))
        return clips, fitted(utterances, settings.pauses, spoken(clips) + around, settings.fit)
    if isinstance(settings.rate, Pace):
        wanted = lasting(utterances, settings.rate)
        return settled(at, spoken, wanted, RATES), settings.pauses
    return _clips(utterances, cast, settings.pauses, listener), settings.pauses


def auditioned(utterances: Sequence[Utterance], cast: Cast, pauses: Pauses) -> tuple[Clip, ...]:
    """The first sentences of every voice where several are heard: how each of them sounds."""
    voices = cast.heard(utterances)
    clips: list[Clip] = []
    for voice in voices if len(voices) > 1 else ():
        own = (u for u in utterances if cast.of(u.sentence.role).voice.name == voice)
        letters = 0
        while letters < AUDITION and (line := next(own, None)):
            letters += len(line.text)
            clips.extend(_said((line,), cast.of(line.sentence.role), pauses))
    return tuple(clips)


def _at_rates(
    utterances: Sequence[Utterance], cast: Cast, pauses: Pauses, listener: Listener
) -> Callable[[float], Sequence[Clip]]:
    """What speaks at any rate; the listener hears of each sentence once, not in every attempt."""
    listeners = chain([listener], repeat(ignore))

    def at(rate: float) -> Sequence[Clip]:
        parts = {role: _at(speaker, rate) for role, speaker in cast.parts.items()}
        paced = Cast(reader=_at(cast.reader, rate), parts=parts)
        return tuple(_clips(utterances, paced, pauses, next(listeners)))

    return at


def _at(speaker: Speaker, rate: float) -> Speaker:
    return replace(speaker, voice=replace(speaker.voice, rate=rate * speaker.share))


def _clips(
    utterances: Sequence[Utterance], cast: Cast, pauses: Pauses, listener: Listener
) -> Iterator[Clip]:
    """The clips, each told to the listener with how long the brief is so far and will be."""
    from audiobrief.stitch import spoken

    elapsed, letters = 0.0, 0
    whole = sum(len(utterance.text) for utterance in utterances)
    clips = chain.from_iterable(
        _said(tuple(together), speaker, pauses)
        for speaker, together in groupby(utterances, key=lambda u: cast.of(u.sentence.role))
    )
    for done, clip in enumerate(clips, start=1):
        pause = pauses.behind(clip.utterance.sentence, last=done == len(utterances))
        elapsed += spoken((clip,)) + pause
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


def _said(utterances: Sequence[Utterance], speaker: Speaker, pauses: Pauses) -> Iterator[Clip]:
    from audiobrief.synthesise import synthesise

    def say(utterance: Utterance) -> Clip:
        (clip,) = synthesise([utterance], speaker.engine, speaker.voice, pauses)
        return replace(clip, voice=speaker.voice.name, level=speaker.level)

    if speaker.hands == 1:
        return map(say, utterances)
    return side_by_side(say, utterances, speaker.hands, lambda utterance: len(utterance.text))
