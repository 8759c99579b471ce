"""What an engine is, and how one is loaded by its name."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from typing import Protocol, assert_never

from audiobrief.choices import EngineName
from audiobrief.errors import OfflineError, VoiceError
from audiobrief.model import Audio, Voice
from audiobrief.synthesise.address import on_this_machine
from audiobrief.synthesise.plugins import load_plugin, plugin_names

Secrets = Callable[[str], str | None]
"""The secret of a name, from wherever the user keeps them; None where there is none."""


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
    EngineName.EDGE: ("edge_tts", "pip install 'audiobrief[edge]'"),
    EngineName.KOKORO: ("onnxruntime", "pip install 'audiobrief[kokoro]'"),
    EngineName.PIPER: ("piper", "pip install 'audiobrief[piper]'"),
}
"""The importable name of an engine's library, and what installs it."""
REMOTE = frozenset({EngineName.GTTS, EngineName.EDGE})
"""Engines that send the text to somebody else's machine."""
BUILT_IN: frozenset[str] = frozenset(EngineName)


def no_secrets(_name: str) -> str | None:
    """The secrets of somebody who has none."""
    return None


def load_engine(
    name: str,
    *,
    offline: bool = False,
    models: Path | None = None,
    address: str = "",
    secrets: Secrets = no_secrets,
) -> Engine:
    """The engine, ready to speak; only its own libraries are imported.

    `models` is the folder of installed models, one folder in it for each engine that has
    some. `address` is that of the voice's server, and `secrets` gives the key for it. Raises
    OfflineError for an engine that sends text away while `offline`, and VoiceError where its
    library or its model is not installed.
    """
    if offline and _remote(name, address):
        raise _refusal(name)
    if missing := _missing(name):
        raise VoiceError(f"the engine {name} is not installed here: {missing}")
    if name not in BUILT_IN:
        engine = load_plugin(name)
        if offline and not engine.local:
            raise _refusal(name)
        return engine
    return _load(EngineName(name), models or Path(), address, secrets)


def needs(voice: Voice, models: Path | None = None) -> str | None:
    """What the voice still needs to speak here, in one line; None if it needs nothing.

    A voice over the network always needs the network; no connection is tried.
    """
    if missing := _missing(voice.engine) or _missing_model(voice, models):
        return missing
    if voice.command and which(Path(voice.command[0]).expanduser()) is None:
        return f"the program {voice.command[0]}"
    if voice.address and on_this_machine(voice.address):
        return f"a server at {voice.address}"
    return "network" if _remote(voice.engine, voice.address) else None


def _remote(name: str, address: str) -> bool:
    return name in REMOTE or (name == EngineName.OPENAI and not on_this_machine(address))


def _refusal(name: str) -> OfflineError:
    return OfflineError(
        f"the engine {name} sends the text over the network, which --offline forbids: "
        "choose a voice that speaks here (audiobrief voices)"
    )


def _missing(name: str) -> str | None:
    if name not in BUILT_IN:
        return None if name in plugin_names() else f"a package that offers the engine {name}"
    library = LIBRARIES.get(EngineName(name))
    return None if library is None or find_spec(library[0]) else library[1]


def _missing_model(voice: Voice, models: Path | None) -> str | None:
    """What installs the model of a voice that needs a file of its own and lacks it."""
    match voice.engine:
        case EngineName.KOKORO:
            name, file = "kokoro", "model.onnx"
        case EngineName.PIPER:
            name = voice.model.partition("#")[0]
            file = f"{name}.onnx"
        case _:
            return None
    there = models is not None and (models / voice.engine / file).is_file()
    return None if there else f"audiobrief voices install {name}"


def _load(  # noqa: PLR0911 - a return for each engine
    name: EngineName, models: Path, address: str, secrets: Secrets
) -> Engine:
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
        case EngineName.EDGE:
            from audiobrief.synthesise.edge import Edge

            return Edge()
        case EngineName.KOKORO:
            from audiobrief.synthesise.kokoro import Kokoro

            return Kokoro(models / name)
        case EngineName.PIPER:
            from audiobrief.synthesise.piper import Piper

            return Piper(models / name)
        case EngineName.OPENAI:
            from audiobrief.synthesise.openai import OpenAI

            return OpenAI(secrets, local=on_this_machine(address))
        case EngineName.COMMAND:
            from audiobrief.synthesise.command import Command

            return Command()
        case EngineName.SILENT:
            from audiobrief.synthesise.silent import Silent

            return Silent()
        case _:
            assert_never(name)
