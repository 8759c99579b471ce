"""Tables of settings as a user gives them, checked."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from audiobrief.choices import Encoding, Format, Frame, Part, Pauses, Script
from audiobrief.errors import ConfigError
from audiobrief.given.single import read_number
from audiobrief.model import Role

LONGEST_PAUSE = 10.0
"""Seconds; a longer silence is taken for the end."""
BIT_RATES = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160)
"""kbit/s that MP3 knows at every sample rate."""
SAMPLE_RATES = (8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000)
VARIABLE = "vbr"
ROLE_RATES = (0.5, 2.0)
ROLE_LEVELS = (-12.0, 6.0)
"""dB"""
TEMPLATE = ("outlet", "headline", "kicker", "date", "weekday", "source")
"""What may stand in braces in an intro or an outro."""
SCRIPT = (*TEMPLATE, "title", "sources")
"""The same in what is said in a briefing."""
PLACES = re.compile(r"\{([^{}]{0,40})\}")


def _entries(
    name: str, table: object, known: Collection[str], where: str
) -> Iterator[tuple[str, object]]:
    """What stands in a table under keys that are known."""
    allowed = ", ".join(known)
    if not isinstance(table, Mapping):
        raise ConfigError(f"{where}: {name} is {table!r}; give a table of {allowed}")
    for key, value in table.items():
        if key not in known:
            raise ConfigError(f"{where}: no '{key}' in {name}; there are {allowed}")
        yield key, value


def read_pauses(value: object, pauses: Pauses, where: str) -> Pauses:
    """The pauses, changed by a table of some of them."""
    for name, seconds in _entries("pauses", value, [f.name for f in fields(Pauses)], where):
        checked = read_number(f"pauses.{name}", seconds, where, (0.0, LONGEST_PAUSE))
        pauses = replace(pauses, **{name: checked})
    return pauses


def read_encoding(value: object, encoding: Encoding, where: str) -> Encoding:
    """How the sound is put into a file, changed by a table of some of it."""
    known: dict[str, tuple[object, ...]] = {
        "format": tuple(Format),
        "bit_rate": (*BIT_RATES, VARIABLE),
        "sample_rate": SAMPLE_RATES,
        "channels": (1, 2),
    }
    for name, each in _entries("encoding", value, known, where):
        chosen = {str(one): one for one in known[name]}.get(str(each))
        if chosen is None or isinstance(each, bool):
            allowed = ", ".join(map(str, known[name]))
            raise ConfigError(f"{where}: {name} is {each!r}; give one of {allowed}")
        encoding = _encoding(encoding, name, chosen)
    return encoding


def _encoding(encoding: Encoding, name: str, value: object) -> Encoding:
    if name == "bit_rate":
        rate = value if isinstance(value, int) else None
        return replace(encoding, bit_rate=rate, variable=value == VARIABLE)
    changed: dict[str, Any] = {name: value}
    return replace(encoding, **changed)


def read_frame(value: object, frame: Frame, where: str) -> Frame:
    """What is heard around an article, changed by a table of some of it."""
    for name, each in _entries("frame", value, [f.name for f in fields(Frame)], where):
        if not isinstance(each, str):
            raise ConfigError(f"{where}: {name} is {each!r}; give it as text")
        spoken = name in {"intro", "outro"}
        if spoken:
            _check_places(name, each, where, TEMPLATE)
        path = Path(each).expanduser() if each else None
        changed: dict[str, Any] = {name: each if spoken else path}
        frame = replace(frame, **changed)
    return frame


def read_script(value: object, script: Script, where: str) -> Script:
    """What is said in a briefing, changed by a table of some of it."""
    for name, each in _entries("briefing", value, [f.name for f in fields(Script)], where):
        said = each if isinstance(each, list) else [each]
        texts = tuple(text for text in said if isinstance(text, str))
        if not texts or len(texts) < len(said):
            raise ConfigError(f"{where}: {name} is {each!r}; give a text or a list of texts")
        for text in texts:
            _check_places(name, text, where, SCRIPT)
        changed: dict[str, Any] = {name: texts}
        script = replace(script, **changed)
    return script


def _check_places(name: str, text: str, where: str, allowed: tuple[str, ...]) -> None:
    if unknown := [place for place in PLACES.findall(text) if place not in allowed]:
        places = ", ".join(f"{{{place}}}" for place in allowed)
        raise ConfigError(f"{where}: {name} has {{{unknown[0]}}}; there are {places}")


def read_roles(value: object, roles: Mapping[Role, Part], where: str) -> Mapping[Role, Part]:
    """Who reads which role, changed by a table with a table for some of them."""
    if not isinstance(value, Mapping):
        raise ConfigError(f"{where}: roles is {value!r}; give a table [roles.NAME] for each")
    for name, table in value.items():
        if name not in set(Role):
            raise ConfigError(f"{where}: no role '{name}'; there are {', '.join(Role)}")
        if not isinstance(table, Mapping):
            raise ConfigError(f"{where}: roles.{name} is {table!r}; give it as a table")
        roles = {**roles, Role(name): _part(name, table, roles.get(Role(name), Part()), where)}
    return roles


def _part(role: str, table: Mapping[str, object], part: Part, where: str) -> Part:
    for key, value in table.items():
        name = f"roles.{role}.{key}"
        match key:
            case "voice" if isinstance(value, str) and value:
                part = replace(part, voice=value)
            case "voice":
                raise ConfigError(f"{where}: {name} is {value!r}; give a voice's name")
            case "rate":
                part = replace(part, rate=read_number(name, value, where, ROLE_RATES))
            case "level":
                part = replace(part, level=read_number(name, value, where, ROLE_LEVELS))
            case _:
                raise ConfigError(f"{where}: no '{name}'; there are voice, rate, level")
    return part
