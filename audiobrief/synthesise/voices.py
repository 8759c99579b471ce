"""Voice profiles: the shipped ones, the user's own, and the one to use."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from audiobrief.errors import VoiceError
from audiobrief.model import EngineName, Voice
from audiobrief.synthesise.engine import needs

PREFERRED = (EngineName.PICO, EngineName.ESPEAK)
"""Engines for a user who names no voice: those that need no network, the best one first."""
KEYS = frozenset({"name", "engine", "model", "language", "pace", "rate", "licence", "note"})
REQUIRED = ("name", "engine", "model")
BOUNDS = {"pace": (0.0, 1000.0), "rate": (0.3, 4.0)}
"""Smallest and greatest value; the engines have closer bounds of their own."""


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
    return min(ready, key=lambda voice: (PREFERRED.index(voice.engine), voice.name != voice.engine))


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
            voice = _read(file)
            if (other := seen.setdefault(voice.name, file.name)) != file.name:
                raise _invalid(file, "name", f"is “{voice.name}”, as in {other}: take another")
            yield voice


def _read(file: Traversable) -> Voice:
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise VoiceError(f"the voice profile {file} cannot be read: {error}") from error
    if unknown := sorted(table.keys() - KEYS):
        raise _invalid(file, unknown[0], f"is not known: allowed are {', '.join(sorted(KEYS))}")
    for key in REQUIRED:
        if not table.get(key):
            raise _invalid(file, key, "is missing: every voice needs " + ", ".join(REQUIRED))
    return _voice(file, table)


def _voice(file: Traversable, table: Mapping[str, object]) -> Voice:
    return Voice(
        name=_text(file, "name", table["name"]),
        engine=_engine(file, table["engine"]),
        model=_text(file, "model", table["model"]),
        language=_text(file, "language", table.get("language", "de")),
        pace=_number(file, "pace", table.get("pace", 1.0)),
        rate=_number(file, "rate", table.get("rate", 1.0)),
        licence=_text(file, "licence", table.get("licence", "")),
        note=_text(file, "note", table.get("note", "")),
    )


def _engine(file: Traversable, value: object) -> EngineName:
    name = _text(file, "engine", value)
    try:
        return EngineName(name)
    except ValueError as error:
        allowed = ", ".join(EngineName)
        raise _invalid(file, "engine", f"is “{name}”: allowed are {allowed}") from error


def _number(file: Traversable, key: str, value: object) -> float:
    low, high = BOUNDS[key]
    if isinstance(value, bool) or not isinstance(value, int | float) or not low < value <= high:
        raise _invalid(file, key, f"is {value!r}: allowed is a number from {low:g} to {high:g}")
    return float(value)


def _text(file: Traversable, key: str, value: object) -> str:
    if not isinstance(value, str) or not value.isprintable():
        raise _invalid(file, key, f"is {value!r}: allowed is a text in quotes, on one line")
    return value


def _invalid(file: Traversable, key: str, what: str) -> VoiceError:
    return VoiceError(f"the voice profile {file}: {key} {what}")
