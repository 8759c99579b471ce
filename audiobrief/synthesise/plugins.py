"""Engines of other packages, found by their entry points."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from audiobrief.errors import AudiobriefError, SpeechError, VoiceError
from audiobrief.model import Audio, Pronunciation, Voice, Word
from audiobrief.synthesise.pronounced import say
from audiobrief.synthesise.wrapped import Wrapped

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    from audiobrief.synthesise.engine import Engine

GROUP = "audiobrief.engines"
TYPES: dict[str, type] = {"name": str, "version": str, "local": bool, "audible": bool}
"""What every engine tells of itself."""


def plugin_names() -> tuple[str, ...]:
    """The engines that other packages offer here."""
    return tuple(sorted(_found()))


def load_plugin(name: str) -> Engine:
    """The engine that another package offers under this name, its faults told as ours.

    The entry point names a class or function that gives the engine when it is called with
    nothing. Raises VoiceError where it cannot be had.
    """
    point = _found()[name]
    package = point.dist.name if point.dist else point.value
    try:
        engine = point.load()()
    except AudiobriefError:
        raise
    except Exception as error:
        raise VoiceError(
            f"the engine {name} cannot be loaded: {_told(error)}; mend the package {package}"
        ) from error
    for attribute, kind in TYPES.items():
        if not isinstance(getattr(engine, attribute, None), kind):
            raise VoiceError(
                f"the engine {name} has no {attribute} ({kind.__name__}): "
                f"mend the package {package}"
            )
    if engine.name != name:
        raise VoiceError(f"the engine {name} calls itself {engine.name}: mend {package}")
    return _Guarded(engine)


class _Guarded(Wrapped):
    """An engine whose every fault is a SpeechError, and whose sound has the form of ours."""

    def speak(self, text: str, voice: Voice, pronunciations: Sequence[Pronunciation] = ()) -> Audio:
        """What the engine gives."""
        import numpy as np  # costs more than all voices' profiles, which ask for names here

        try:
            audio = say(self._engine, text, voice, pronunciations)
            samples = np.asarray(audio.samples, dtype=np.float32)
            sample_rate = int(audio.sample_rate)
            words = _words(getattr(audio, "words", ()), text)
        except AudiobriefError:
            raise
        except Exception as error:
            raise SpeechError(f"the engine {self.name} failed: {_told(error)}") from error
        if samples.ndim != 1 or sample_rate <= 0:
            raise SpeechError(
                f"the engine {self.name} gave sound of the form {samples.shape} at "
                f"{sample_rate} Hz: one channel at its true rate was to come"
            )
        return Audio(samples=samples, sample_rate=sample_rate, words=words)


def _words(words: Iterable[Word], text: str) -> tuple[Word, ...]:
    """The words in the order they are heard, if they are of the text."""
    return tuple(
        word
        for word in sorted(words, key=lambda word: word.start)
        if 0 <= word.start <= word.end and 0 <= word.first < word.behind <= len(text)
    )


@cache
def _found() -> dict[str, EntryPoint]:
    from importlib.metadata import entry_points

    return {point.name: point for point in entry_points(group=GROUP)}


def _told(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())
