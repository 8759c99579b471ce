"""One checked clip for every utterance, none left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from audiobrief.choices import Pauses
from audiobrief.errors import SpeechError
from audiobrief.german.clauses import split_clauses
from audiobrief.model import Audio, Clip, Utterance, Voice
from audiobrief.synthesise.checks import fault
from audiobrief.synthesise.engine import Engine
from audiobrief.synthesise.joints import NEWS, join, pause_after
from audiobrief.synthesise.patience import RefusedError
from audiobrief.synthesise.pronounced import Part, pieces, say
from audiobrief.synthesise.steadiness import UnsteadyError

LONGEST = 300
"""Characters that a voice is given at once; longer sentences come in clauses."""
LOCAL_ADVICE = "change the sentence or choose another voice"
REMOTE_ADVICE = "try again later or choose another voice"
SHOWN = 60
"""Characters of a sentence in a message."""


def synthesise(
    utterances: Iterable[Utterance], engine: Engine, voice: Voice, pauses: Pauses = NEWS
) -> Iterator[Clip]:
    """One clip for every utterance, in order, each made when it is asked for.

    Raises SpeechError, naming the sentence, if the engine cannot say one, even when asked
    again; no sentence is skipped, and none that sounds wrong is let through.
    """
    for utterance in utterances:
        yield Clip(utterance=utterance, audio=_said(utterance, engine, voice, pauses))


def _said(utterance: Utterance, engine: Engine, voice: Voice, pauses: Pauses) -> Audio:
    texts = split_clauses(utterance.text, LONGEST)
    try:
        if not texts:
            raise SpeechError("there is nothing to say")  # noqa: TRY301 - its sentence is told below
        parts = [
            _placed(part, _spoken(part, engine, voice))
            for part in pieces(utterance.text, texts, utterance.pronunciations)
        ]
    except SpeechError as error:
        printed = _shortened(utterance.sentence.text)
        raise SpeechError(
            f"the voice {voice.name} could not say “{printed}”: {error}; {_advice(engine, error)}"
        ) from error
    return join(parts, [pause_after(text, pauses) for text in texts])


def _placed(part: Part, audio: Audio) -> Audio:
    """The sound of a part, with its words by their places in the whole text."""
    if not audio.words or part.place == 0:
        return audio
    place = part.place
    words = () if place is None else tuple(word.moved(letters=place) for word in audio.words)
    return replace(audio, words=words)


def _spoken(part: Part, engine: Engine, voice: Voice) -> Audio:
    try:
        return _checked(part, engine, voice)
    except RefusedError:
        raise  # by a server on this machine, which was asked often enough
    except SpeechError as error:
        if not engine.local and not isinstance(error, UnsteadyError):
            raise  # it has asked often enough: engines on a network bring their own patience
        return _checked(part, engine, voice)


def _checked(part: Part, engine: Engine, voice: Voice) -> Audio:
    audio = say(engine, part.text, voice, part.pronunciations)
    if wrong := fault(audio, part.text, engine, voice.rate):
        raise SpeechError(wrong)
    return audio


def _advice(engine: Engine, error: SpeechError) -> str:
    asked = not engine.local or isinstance(error, RefusedError)  # by a server, on this machine too
    return REMOTE_ADVICE if asked else LOCAL_ADVICE


def _shortened(text: str) -> str:
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= SHOWN else line[: SHOWN - 2].rstrip() + " …"
