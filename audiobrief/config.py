"""Settings: defaults < file < environment < command line. The one reader of the environment.

A profile of reading is a table of settings; it comes right before those of whoever names it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from audiobrief.choices import (
    Cover,
    Encoding,
    Extra,
    Frame,
    GenderReading,
    Labels,
    Lexicons,
    Part,
    Pauses,
    Script,
)
from audiobrief.disk import replace_whole
from audiobrief.errors import ConfigError, OutputError
from audiobrief.given import single, tables
from audiobrief.model import Role
from audiobrief.profiles import find_preset, find_profile, load_profiles
from audiobrief.tables import read_table

PREFIX = "AUDIOBRIEF_"

DEFAULT_PROFILE = "news"
RUN = "the command line"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All that a run needs beside its source."""

    output: Path = Path("output")
    """The folder that finished briefs go to."""
    voice: str | None = None
    """A profile's name; None is the best voice that speaks here without the network."""
    fallback: str | None = None
    """Who reads an article from its beginning where the voice fails; None is nobody."""
    profile: str = DEFAULT_PROFILE
    """How is read: the name of a table of rate and pauses."""
    rate: single.Rate = 1.0
    """A factor on the voice's pace, or a pace that any voice is to be heard at."""
    fit: float | None = None
    """Seconds that a brief is to last; None lets it last as long as it takes."""
    offline: bool = False
    """Nothing may leave the machine."""
    allow_private: bool = False
    """Addresses may lead into a private network."""
    ignore_embargo: bool = False
    """Texts under embargo may leave the machine."""
    voices: Path | None = None
    """The user's own folder of voice profiles, read beside the shipped ones."""
    cache: Path | None = None
    """The folder of spoken sentences; None keeps nothing."""
    cache_limit: int = 1_000_000_000
    """Bytes that the folder of spoken sentences may hold."""
    models: Path | None = None
    """The folder of installed models."""
    mirror: str | None = None
    """A web address that models are fetched from in place of their publishers' own."""
    lexicon: Lexicons = field(default_factory=Lexicons)
    gender: GenderReading = GenderReading.GAP
    """How gender forms are read."""
    extras: frozenset[Extra] = frozenset()
    """What is made beside the MP3."""
    labels: Labels = Labels.GERMAN
    """The language of the labels on pages."""
    preset: str | None = None
    """The name of a table of how the sound file is made."""
    encoding: Encoding = field(default_factory=Encoding)
    cover: Cover | Path | None = None
    """The picture in the sound file; None is none."""
    certificate: Path | None = None
    """The certificates in PEM that briefs are signed with, the signer's own first; None signs
    none."""
    certificate_key: Path | None = None
    """The key that belongs to it; None is in the same file."""
    trust: Path | None = None
    """Certificates in PEM of those who may vouch for the signer of a file."""
    roles: Mapping[Role, Part] = field(default_factory=dict)
    """Who reads which passages, where it is not the voice of all else."""
    frame: Frame = field(default_factory=Frame)
    briefing: Script = field(default_factory=Script)
    """What is said around the articles of a briefing."""
    pauses: Pauses = field(default_factory=Pauses)


def load_settings(**wanted: object) -> Settings:
    """Settings of config file and environment, with what the command line gives on top.

    A given value of None counts as not given. Raises ConfigError for a key that does not
    exist, and for a value of the wrong type or out of range.
    """
    import platformdirs

    folders = Settings(
        voices=platformdirs.user_config_path("audiobrief") / "voices",
        cache=platformdirs.user_cache_path("audiobrief") / "clips",
        models=platformdirs.user_data_path("audiobrief") / "models",
    )
    file = config_file()
    values = dict(_file_values(file))
    profiles = load_profiles(values.pop("profiles", {}), str(file))
    layers: tuple[tuple[Mapping[str, object], str], ...] = (
        ({"profile": DEFAULT_PROFILE}, "the defaults"),
        (values, str(file)),
        (_environment_values(os.environ), "the environment"),
        ({n: v for n, v in wanted.items() if v is not None}, RUN),
    )
    settings = folders
    for layer, where in layers:
        if "profile" in layer:
            table = find_profile(layer["profile"], profiles, where)
            settings = _changed(settings, table, f"the profile {layer['profile']}")
        if "preset" in layer:
            settings = _changed(settings, find_preset(layer["preset"], where), where)
        settings = _changed(settings, layer, where)
    return settings


def config_file() -> Path:
    """Where the user's config file is looked for, whether it exists or not."""
    if name := os.environ.get(PREFIX + "CONFIG"):
        return Path(name)
    import platformdirs

    return platformdirs.user_config_path("audiobrief") / "config.toml"


def remember_voice(name: str) -> Path:
    """The config file, which now names this voice; all else in it stays as it was written.

    Raises ConfigError for a file that is no TOML, OutputError for one that cannot be written.
    """
    import tomlkit

    file = config_file().resolve()  # a link to it stays a link
    _file_values(file)  # its faults are told
    document = tomlkit.parse(file.read_bytes() if file.exists() else b"")
    document["voice"] = name
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        replace_whole(file, tomlkit.dumps(document).encode())
    except OSError as error:
        raise OutputError(f"{file} cannot be written: {error.strerror}; mend that first") from error
    return file


def find_secret(name: str) -> str | None:
    """The secret of this name: from the environment, else from the system's keyring.

    The keyring is asked where its library is installed, for the service `audiobrief`. Raises
    ConfigError for a keyring that is locked or does not answer.
    """
    if secret := os.environ.get(name):
        return secret
    try:
        import keyring
        import keyring.errors
    except ImportError:
        return None
    try:
        secret = keyring.get_password("audiobrief", name)
    except keyring.errors.NoKeyringError:
        return None
    except keyring.errors.KeyringError as error:
        raise ConfigError(
            f"the keyring does not give {name}: unlock it, or set {name} in the environment"
        ) from error
    return str(secret) if secret else None


def _file_values(file: Path) -> Mapping[str, object]:
    try:
        return read_table(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:  # TOML and UTF-8 errors are ValueErrors
        raise ConfigError(f"{file} cannot be read: {error}; mend or remove it") from error


def _environment_values(environment: Mapping[str, str]) -> Mapping[str, object]:
    """Every AUDIOBRIEF_NAME whose name is a setting; tables are for the file only."""
    names = _VALUES.keys() | _LAYERS.keys() - _TABLES.keys()
    return {n: environment[PREFIX + n.upper()] for n in names if PREFIX + n.upper() in environment}


def _changed(settings: Settings, values: Mapping[str, object], where: str) -> Settings:
    for name, value in values.items():
        if read := _VALUES.get(name):
            new = read(name, value, where)
        elif change := _LAYERS.get(name):
            new = change(value, getattr(settings, name), where)
        else:
            known = ", ".join((*_VALUES, *_LAYERS))
            raise ConfigError(f"{where}: no setting '{name}'; there are {known}")
        changed: dict[str, Any] = {name: new}
        settings = replace(settings, **changed)
    return settings


def _lexicons(value: object, lexicons: Lexicons, where: str) -> Lexicons:
    names = single.read_names("lexicon", value, where)
    return replace(lexicons, run=names) if where == RUN else replace(lexicons, user=names)


_VALUES: Mapping[str, Callable[[str, object, str], object]] = {
    "output": single.read_folder,
    "voice": single.read_text,
    "fallback": single.read_text,
    "profile": single.read_text,
    "rate": single.read_rate,
    "fit": single.read_length,
    "offline": single.read_switch,
    "allow_private": single.read_switch,
    "ignore_embargo": single.read_switch,
    "voices": single.read_folder,
    "cache": single.read_kept_folder,
    "cache_limit": single.read_size,
    "models": single.read_folder,
    "mirror": single.read_text,
    "gender": single.one_of(GenderReading),
    "extras": single.read_extras,
    "labels": single.one_of(Labels),
    "preset": single.read_text,
    "cover": single.read_cover,
    "certificate": single.read_file,
    "certificate_key": single.read_file,
    "trust": single.read_file,
}
"""What reads each setting: from its name, what is given and where."""
_TABLES: Mapping[str, Callable[[object, Any, str], object]] = {
    "encoding": tables.read_encoding,
    "roles": tables.read_roles,
    "frame": tables.read_frame,
    "briefing": tables.read_script,
    "pauses": tables.read_pauses,
}
"""What changes each that has several parts, as it was, by some of them; for the file only."""
_LAYERS = {"lexicon": _lexicons, **_TABLES}
