"""What an engine is, and how one is loaded by its name."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Protocol, assert_never

from audiobrief.errors import OfflineError, VoiceError
from audiobrief.model import Audio, EngineName, Voice


class Engine(Protocol):
    """Words in, sound out; an engine knows nothing of news."""

    @property
    def name(self) -> str:
        """The engine as a profile calls it."""
        ...

    @property
    def version(self) -> str:
        """Changes whenever the same text may sound otherwise: the library's version and ours."""
        ...

    @property
    def local(self) -> bool:
        """Whether the text stays on this machine."""
        ...

    @property
    def audible(self) -> bool:
        """Whether sound is to be expected: silence from such an engine is a fault."""
        ...

    def speak(self, text: str, voice: Voice) -> Audio:
        """The text as sound, with whatever silence the engine puts around it.

        Raises SpeechError for a text it cannot say, VoiceError for a model or rate it
        does not have.
        """
        ...


LIBRARIES = {
    EngineName.PICO: ("py_nanotts", "pip install py-nanotts (for Linux and Windows)"),
    EngineName.ESPEAK: ("espeakng_loader", "pip install espeakng-loader"),
    EngineName.GTTS: ("gtts", "pip install gTTS"),
}
"""The importable name of an engine's library, and what installs it."""
REMOTE = frozenset({EngineName.GTTS})
"""Engines that send the text to somebody else's machine."""


def load_engine(name: EngineName, *, offline: bool = False) -> Engine:
    """The engine, ready to speak; only its own libraries are imported.

    Raises OfflineError for an engine that sends text away while `offline`, and VoiceError
    where its library is not installed.
    """
    if offline and name in REMOTE:
        raise OfflineError(
            f"the engine {name} sends the text over the network, which --offline forbids: "
            "choose a voice that speaks here (audiobrief voices)"
        )
    if missing := _missing(name):
        raise VoiceError(f"the engine {name} is not installed here: {missing}")
    return _load(name)


def needs(voice: Voice) -> str | None:
    """What the voice still needs to speak here, in one line; None if it needs nothing.

    A voice over the network always needs the network; no connection is tried.
    """
    if missing := _missing(voice.engine):
        return missing
    return "network" if voice.engine in REMOTE else None


def _missing(name: EngineName) -> str | None:
    library = LIBRARIES.get(name)
    return None if library is None or find_spec(library[0]) else library[1]


def _load(name: EngineName) -> Engine:
    match name:
        case EngineName.PICO:
            from audiobrief.synthesise.pico import Pico

            return Pico()
        case EngineName.ESPEAK:
            from audiobrief.synthesise.espeak import Espeak

            return Espeak()
        case EngineName.GTTS:
            from audiobrief.synthesise.google import Google

            return Google()
        case EngineName.SILENT:
            from audiobrief.synthesise.silent import Silent

            return Silent()
        case _:
            assert_never(name)
