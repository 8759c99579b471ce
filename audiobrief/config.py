"""Settings: defaults < file < environment < command line. The one reader of the environment."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from audiobrief.model import Pauses

PREFIX = "AUDIOBRIEF_"
SLOWEST, FASTEST = 0.3, 4.0
"""Bounds of the rate: below, speech falls apart; above, no engine follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All that a run needs beside its source."""

    output: Path = Path("output")
    """The folder that finished briefs go to."""
    voice: str | None = None
    """A profile's name; None means the best voice that speaks here without network."""
    rate: float = 1.0
    """A factor on the voice's pace."""
    offline: bool = False
    """Nothing may leave the machine."""
    voices: Path | None = None
    """The user's own folder of voice profiles, read beside the shipped ones."""
    cache: Path | None = None
    """The folder of spoken sentences; None means that nothing is kept."""
    pauses: Pauses = field(default_factory=Pauses)


def load_settings(**given: object) -> Settings:
    """Settings of the config file and the environment, with what the command line gives on top.

    A given value of None counts as not given. Raises ConfigError for a key that does not
    exist and for a value of the wrong type or out of range.
    """
    settings = Settings(voices=_folder("config") / "voices", cache=_folder("cache") / "clips")
    settings = _with(settings, _from_file(), "the config file")
    settings = _with(settings, _from_environment(os.environ), "the environment")
    return _with(settings, {k: v for k, v in given.items() if v is not None}, "the command line")


def config_file() -> Path:
    """Where the user's config file is, whether it exists or not."""
    if name := os.environ.get(PREFIX + "CONFIG"):
        return Path(name)
    return _folder("config") / "config.toml"
