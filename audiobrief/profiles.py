"""Profiles of reading, the shipped ones and the user's own, and presets of the sound file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files

from audiobrief.errors import ConfigError

Profiles = Mapping[str, Mapping[str, object]]
KEYS = ("rate", "pauses", "roles")
"""The settings that a profile may have."""


def load_profiles(own: object, where: str) -> Profiles:
    """All profiles by name, those of the user's file in place of shipped ones.

    Raises ConfigError for a profile that is no table or has other settings than it may.
    """
    if not isinstance(own, dict) or not all(isinstance(v, dict) for v in own.values()):
        raise ConfigError(f"{where}: profiles holds a table for each profile, [profiles.NAME]")
    for name, table in own.items():
        if unknown := sorted(table.keys() - set(KEYS)):
            allowed = ", ".join(KEYS)
            raise ConfigError(
                f"{where}: no '{unknown[0]}' in the profile {name}; there are {allowed}"
            )
    shipped = (files("audiobrief") / "profiles.toml").read_text(encoding="utf-8")
    return tomllib.loads(shipped) | own


def find_profile(name: object, profiles: Profiles, where: str) -> Mapping[str, object]:
    """The profile of that name; raises ConfigError, with those there are, for another."""
    if isinstance(name, str) and name in profiles:
        return profiles[name]
    raise ConfigError(f"{where}: no profile {name!r}; there are {', '.join(sorted(profiles))}")


def find_preset(name: object, where: str) -> Mapping[str, object]:
    """The preset of that name, as settings; raises ConfigError for another."""
    presets = tomllib.loads((files("audiobrief") / "presets.toml").read_text(encoding="utf-8"))
    if isinstance(name, str) and name in presets:
        return {"encoding": presets[name]}
    raise ConfigError(f"{where}: no preset {name!r}; there are {', '.join(sorted(presets))}")
