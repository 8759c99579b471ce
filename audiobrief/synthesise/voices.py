"""Voice profiles: the shipped ones, the user's own, and the one to use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from audiobrief.choices import EngineName
from audiobrief.errors import VoiceError
from audiobrief.model import Voice
from audiobrief.synthesise.engine import needs
from audiobrief.synthesise.profile import invalid, read_profile

PREFERRED = (EngineName.PICO, EngineName.ESPEAK)
"""Engines for a user who names no voice: those that need no network, the best one first."""


def load_voices(user: Path | None = None) -> tuple[Voice, ...]:
    """All voices by name, the user's own in place of shipped ones of the same name.

    Raises VoiceError for a profile that is not valid, naming file and key.
    """
    voices = {voice.name: voice for voice in _shipped()}
    if user is not None and user.is_dir():
        voices |= {voice.name: voice for voice in _read_folder(user)}
    return tuple(voices[name] for name in sorted(voices))


def find_voice(name: str | None, user: Path | None = None) -> Voice:
    """The voice of this name; for None the best one that speaks here without network.

    Raises VoiceError, with the names that come near, for an unknown one.
    """
    voices = load_voices(user)
    if name is None:
        return _preferred(voices)
    for voice in voices:
        if voice.name == name:
            return voice
    raise VoiceError(f"there is no voice “{name}”{_near(name, voices)}: see audiobrief voices")


def _preferred(voices: Iterable[Voice]) -> Voice:
    ready = [voice for voice in voices if voice.engine in PREFERRED and needs(voice) is None]
    if not ready:
        raise VoiceError("no voice can speak here: pip install py-nanotts or espeakng-loader")
    return min(
        ready,
        key=lambda voice: (PREFERRED.index(EngineName(voice.engine)), voice.name != voice.engine),
    )


def _near(name: str, voices: Iterable[Voice]) -> str:
    from difflib import get_close_matches

    known = {voice.name.casefold(): voice.name for voice in voices}
    near = get_close_matches(name.casefold(), known, cutoff=0.5)
    return f" (near it: {', '.join(known[match] for match in near)})" if near else ""


@cache
def _shipped() -> tuple[Voice, ...]:
    """The profiles inside the package; those beside it where it runs from its checkout."""
    package = files("audiobrief")
    for folder in (package / "voices", Path(str(package)).parent / "voices"):
        if folder.is_dir():
            return tuple(_read_folder(folder))
    raise VoiceError("the shipped voice profiles are missing: install audiobrief again")


def _read_folder(folder: Traversable) -> Iterator[Voice]:
    seen: dict[str, str] = {}
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            voice = read_profile(file)
            if (other := seen.setdefault(voice.name, file.name)) != file.name:
                raise invalid(file, "name", f"is “{voice.name}”, as in {other}: take another")
            yield voice
