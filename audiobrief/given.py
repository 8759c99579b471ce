"""Values as a user gives them, in a file, the environment or on the command line, checked.

Each reader is told the setting's name and where it stands, for the ConfigError it may raise.
"""

from __future__ import annotations

import re

from audiobrief.errors import ConfigError
from audiobrief.model import Pace, PaceUnit, Seconds

Rate = float | Pace
"""A factor on a voice's own pace, or a pace that any voice is to be heard at."""
RATES = (0.3, 4.0)
"""Bounds of the rate: below, speech falls apart; above, no engine follows."""
PACES = {PaceUnit.SYLLABLES: (1.5, 20.0), PaceUnit.WORDS: (40.0, 600.0)}
"""The same in syllables a second and in words a minute."""
PACE = re.compile(r"\s*([0-9]{1,4}(?:\.[0-9]{1,6})?)\s*(syl|wpm)\s*")
LENGTH = re.compile(r"(?:([0-9]{1,2}):(?=[0-9]{2}:))?([0-9]{1,3}):([0-9]{2}(?:\.[0-9]{1,3})?)")
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
