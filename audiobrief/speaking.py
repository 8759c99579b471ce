"""Who speaks, at which pace, and the clips as they come."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, repeat
from typing import TYPE_CHECKING

from audiobrief.config import Settings, find_secret
from audiobrief.events import ClipReady, Listener, SpeechStarted, Warned, ignore
from audiobrief.given import RATES
from audiobrief.model import Clip, Pace, Pauses, Seconds, Utterance, Voice

if TYPE_CHECKING:
    from audiobrief.synthesise import Engine


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """A voice, and the engine that lends it."""

    voice: Voice
    engine: Engine


def find_speaker(settings: Settings, listener: Listener) -> Speaker:
    """Who will speak; raises VoiceError at once where nobody can."""
    from audiobrief.synthesise import at_any_rate, cached, find_voice, load_engine, speeds_of

    voice = find_voice(settings.voice, settings.voices)
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
    speeds = speeds_of(engine, voice)
    if settings.cache is not None:
        engine = cached(engine, settings.cache, listener)
    # The sound is kept as the engine gave it, so that another rate asks no server again.
    return Speaker(voice=voice, engine=at_any_rate(engine, speeds))


def speak(
    utterances: Sequence[Utterance],
    speaker: Speaker,
    settings: Settings,
    listener: Listener,
    around: Seconds = 0.0,
) -> tuple[Iterable[Clip], Pauses]:
    """The clips at the rate, pace or length of the settings, and the pauses to go between them.

    `around` is how long the brief's other sounds last.
    Raises FitError where the brief cannot be made as long as the settings ask.
    """
    from audiobrief.pacing import fitted, lasting, listenable, settled, silence
    from audiobrief.stitch import spoken

    listener(SpeechStarted(utterances=tuple(utterances)))
    at = _at_rates(utterances, speaker, settings.pauses, listener)
    if settings.fit is not None:
        wanted = settings.fit - around - silence(utterances, settings.pauses)
        clips = settled(at, spoken, wanted, listenable(speaker.voice.rate))
        return clips, fitted(utterances, settings.pauses, spoken(clips) + around, settings.fit)
    if isinstance(settings.rate, Pace):
        wanted = lasting(utterances, settings.rate)
        return settled(at, spoken, wanted, RATES), settings.pauses
    return _clips(utterances, speaker, settings.pauses, listener), settings.pauses


def _at_rates(
    utterances: Sequence[Utterance], speaker: Speaker, pauses: Pauses, listener: Listener
) -> Callable[[float], Sequence[Clip]]:
    """What speaks at any rate; the listener hears of each sentence once, not in every attempt."""
    listeners = chain([listener], repeat(ignore))

    def at(rate: float) -> Sequence[Clip]:
        paced = replace(speaker, voice=replace(speaker.voice, rate=rate))
        return tuple(_clips(utterances, paced, pauses, next(listeners)))

    return at


def _clips(
    utterances: Sequence[Utterance], speaker: Speaker, pauses: Pauses, listener: Listener
) -> Iterator[Clip]:
    """The clips, each told to the listener with how long the brief is so far and will be."""
    from audiobrief.synthesise import synthesise

    elapsed, letters = 0.0, 0
    whole = sum(len(utterance.text) for utterance in utterances)
    clips = synthesise(utterances, speaker.engine, speaker.voice, pauses)
    for done, clip in enumerate(clips, start=1):
        pause = pauses.behind(clip.utterance.sentence, last=done == len(utterances))
        elapsed += clip.audio.duration + pause
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
