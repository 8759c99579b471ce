"""Single values as a user gives them, checked.

Each reader is told the setting's name and where it stands, for the ConfigError it may raise.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from audiobrief.choices import Cover, Extra, Pace, PaceUnit
from audiobrief.errors import ConfigError
from audiobrief.model import Seconds

Choice = TypeVar("Choice", bound=StrEnum)

Rate = float | Pace
"""A factor on a voice's own pace, or a pace that any voice is to be heard at."""
RATES = (0.3, 4.0)
"""Bounds of the rate: below, speech falls apart; above, no engine follows."""
PACES = {PaceUnit.SYLLABLES: (1.5, 20.0), PaceUnit.WORDS: (40.0, 600.0)}
"""The same in syllables a second and in words a minute."""
PACE = re.compile(r"\s*([0-9]{1,4}(?:\.[0-9]{1,6})?)\s*(syl|wpm)\s*")
LENGTH = re.compile(r"(?:([0-9]{1,2}):(?=[0-9]{2}:))?([0-9]{1,3}):([0-9]{2}(?:\.[0-9]{1,3})?)")
SIZE = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,3})?) ?([MGT]B)")
UNITS = {"MB": 10**6, "GB": 10**9, "TB": 10**12}
SIZES = (10**6, 10**15)
"""Bytes that spoken sentences may be asked to take up."""
LENGTHS = (1.0, 43200.0)
"""Seconds that a brief may be asked to last."""


def read_number(name: str, value: object, where: str, bounds: tuple[float, float]) -> float:
    """A number within bounds."""
    low, high = bounds
    try:
        number = float(value) if isinstance(value, (str, int, float)) else low - 1
    except ValueError:
        number = low - 1
    if low <= number <= high and not isinstance(value, bool):
        return number
    raise ConfigError(f"{where}: {name} is {value!r}; give a number from {low} to {high}")


def read_size(name: str, value: object, where: str) -> int:
    """A size in bytes, given as `500 MB` or `2 GB`."""
    if isinstance(value, str) and (found := SIZE.fullmatch(value.strip())):
        size = round(float(found[1]) * UNITS[found[2]])
        if SIZES[0] <= size <= SIZES[1]:
            return size
    raise ConfigError(f"{where}: {name} is {value!r}; give a size as 500 MB or 2 GB")


def read_rate(name: str, value: object, where: str) -> float | Pace:
    """A factor as `1.2`, or a pace as `4.9syl` or `150wpm`."""
    if not isinstance(value, str) or value[-1:].isdecimal():
        return read_number(name, value, where, RATES)
    if found := PACE.fullmatch(value):
        unit = PaceUnit(found[2])
        low, high = PACES[unit]
        if low <= float(found[1]) <= high:
            return Pace(amount=float(found[1]), unit=unit)
        raise ConfigError(f"{where}: {name} is {value!r}; give {low:g}{unit} to {high:g}{unit}")
    raise ConfigError(
        f"{where}: {name} is {value!r}; give a number as a factor, or as 4.9syl (syllables a "
        "second) or 150wpm (words a minute)"
    )


def read_length(name: str, value: object, where: str) -> Seconds:
    """Seconds, from a number or as `2:00` and `1:02:30`."""
    parts = LENGTH.fullmatch(value) if isinstance(value, str) else None
    if parts:
        hours, minutes, seconds = (float(part or 0) for part in parts.groups())
        value = 3600 * hours + 60 * minutes + seconds
    try:
        return read_number(name, value, where, LENGTHS)
    except ConfigError as error:
        raise ConfigError(
            f"{where}: {name} is {value!r}; give minutes and seconds as 2:00, from 0:01 to 12:00:00"
        ) from error


def is_kept(value: object) -> bool:
    """Whether something is given; nothing, false and an empty text say that there is none."""
    return value not in (False, "", "false")


def read_text(name: str, value: object, where: str) -> str:
    """A text that is not empty."""
    if isinstance(value, str) and value:
        return value
    raise ConfigError(f"{where}: {name} is {value!r}; give it as text")


def read_folder(name: str, value: object, where: str) -> Path:
    """A folder, which need not be there."""
    return read_path(name, value, where, "a folder")


def read_kept_folder(name: str, value: object, where: str) -> Path | None:
    """A folder to keep things in; None where it is given as none."""
    return read_folder(name, value, where) if is_kept(value) else None


def read_path(name: str, value: object, where: str, wanted: str) -> Path:
    """A path; `wanted` tells what is to be there."""
    if isinstance(value, (str, Path)) and str(value):
        return Path(value).expanduser()
    raise ConfigError(f"{where}: {name} is {value!r}; give {wanted}")


def read_file(name: str, value: object, where: str) -> Path | None:
    """A file of certificates or keys; None where it is given as none."""
    return read_path(name, value, where, "a file in PEM") if is_kept(value) else None


def read_cover(name: str, value: object, where: str) -> Cover | Path | None:
    """A kind of cover, or a file of a picture; None where it is given as none."""
    if not is_kept(value):
        return None
    if value in list(Cover):
        return Cover(str(value))
    return read_path(name, value, where, f"a picture's file, {' or '.join(Cover)}")


def one_of(kind: type[Choice]) -> Callable[[str, object, str], Choice]:
    """What reads one of a closed set."""

    def read(name: str, value: object, where: str) -> Choice:
        if isinstance(value, str) and value in list(kind):
            return kind(value)
        raise ConfigError(f"{where}: {name} is {value!r}; give {', '.join(kind)}")

    return read


def read_names(name: str, value: object, where: str) -> tuple[str, ...]:
    """Names, in a list or with commas between."""
    names = value.split(",") if isinstance(value, str) else value
    if isinstance(names, Collection) and all(isinstance(each, str) and each for each in names):
        return tuple(str(each) for each in names)
    raise ConfigError(f"{where}: {name} is {value!r}; give one text or a list of them")


def read_extras(name: str, value: object, where: str) -> frozenset[Extra]:
    """What is made beside the sound, in a list or with commas between."""
    names = value.split(",") if isinstance(value, str) else value
    if not isinstance(names, Collection):
        raise ConfigError(f"{where}: {name} is {value!r}; give a list of {', '.join(Extra)}")
    read = one_of(Extra)
    return frozenset(read(name, each, where) for each in names if each)


def read_switch(name: str, value: object, where: str) -> bool:
    """Yes or no."""
    words = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in words:
        return words[value.lower()]
    raise ConfigError(f"{where}: {name} is {value!r}; give true or false")
