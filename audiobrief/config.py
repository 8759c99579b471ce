"""Settings: defaults < file < environment < command line. The one reader of the environment.

A profile of reading is a table of settings; it comes right before those of whoever names it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from audiobrief import given
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
from audiobrief.model import Role
from audiobrief.profiles import find_preset, find_profile, load_profiles
from audiobrief.tables import read_table

PREFIX = "AUDIOBRIEF_"

DEFAULT_PROFILE = "news"
RUN = "the command line"
TABLES = {"pauses", "encoding", "frame", "roles", "briefing"}


Choice = TypeVar("Choice", bound=StrEnum)


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
    rate: given.Rate = 1.0
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
    names = {f.name for f in fields(Settings)} - TABLES
    return {n: environment[PREFIX + n.upper()] for n in names if PREFIX + n.upper() in environment}


def _changed(settings: Settings, values: Mapping[str, object], where: str) -> Settings:
    for name, value in values.items():
        if name not in _SETTERS:
            raise ConfigError(f"{where}: no setting '{name}'; there are {', '.join(_SETTERS)}")
        settings = _SETTERS[name](settings, value, where)
    return settings


def _kept(value: object) -> bool:
    return value not in (False, "", "false")


def _text(name: str, value: object, where: str) -> str:
    if isinstance(value, str) and value:
        return value
    raise ConfigError(f"{where}: {name} is {value!r}; give it as text")


def _folder(name: str, value: object, where: str) -> Path:
    return _path(name, value, where, "a folder")


def _path(name: str, value: object, where: str, wanted: str) -> Path:
    if isinstance(value, (str, Path)) and str(value):
        return Path(value).expanduser()
    raise ConfigError(f"{where}: {name} is {value!r}; give {wanted}")


def _file(name: str, value: object, where: str) -> Path | None:
    return _path(name, value, where, "a file in PEM") if _kept(value) else None


def _cover(value: object, where: str) -> Cover | Path | None:
    if not _kept(value):
        return None
    if value in list(Cover):
        return Cover(str(value))
    return _path("cover", value, where, f"a picture's file, {' or '.join(Cover)}")


def _one_of(kind: type[Choice], name: str, value: object, where: str) -> Choice:
    if isinstance(value, str) and value in list(kind):
        return kind(value)
    raise ConfigError(f"{where}: {name} is {value!r}; give {', '.join(kind)}")


def _names(name: str, value: object, where: str) -> tuple[str, ...]:
    names = value.split(",") if isinstance(value, str) else value
    if isinstance(names, Collection) and all(isinstance(each, str) and each for each in names):
        return tuple(str(each) for each in names)
    raise ConfigError(f"{where}: {name} is {value!r}; give one text or a list of them")


def _lexicons(lexicons: Lexicons, value: object, where: str) -> Lexicons:
    names = _names("lexicon", value, where)
    return replace(lexicons, run=names) if where == RUN else replace(lexicons, user=names)


def _extras(name: str, value: object, where: str) -> frozenset[Extra]:
    names = value.split(",") if isinstance(value, str) else value
    if not isinstance(names, Collection):
        raise ConfigError(f"{where}: {name} is {value!r}; give a list of {', '.join(Extra)}")
    return frozenset(_one_of(Extra, name, each, where) for each in names if each)


def _switch(name: str, value: object, where: str) -> bool:
    words = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in words:
        return words[value.lower()]
    raise ConfigError(f"{where}: {name} is {value!r}; give true or false")


_SETTERS: Mapping[str, Callable[[Settings, object, str], Settings]] = {
    "output": lambda s, v, w: replace(s, output=_folder("output", v, w)),
    "voice": lambda s, v, w: replace(s, voice=_text("voice", v, w)),
    "fallback": lambda s, v, w: replace(s, fallback=_text("fallback", v, w)),
    "profile": lambda s, v, w: replace(s, profile=_text("profile", v, w)),
    "rate": lambda s, v, w: replace(s, rate=given.read_rate("rate", v, w)),
    "fit": lambda s, v, w: replace(s, fit=given.read_length("fit", v, w)),
    "offline": lambda s, v, w: replace(s, offline=_switch("offline", v, w)),
    "allow_private": lambda s, v, w: replace(s, allow_private=_switch("allow_private", v, w)),
    "ignore_embargo": lambda s, v, w: replace(s, ignore_embargo=_switch("ignore_embargo", v, w)),
    "voices": lambda s, v, w: replace(s, voices=_folder("voices", v, w)),
    "cache": lambda s, v, w: replace(s, cache=_folder("cache", v, w) if _kept(v) else None),
    "cache_limit": lambda s, v, w: replace(s, cache_limit=given.read_size("cache_limit", v, w)),
    "models": lambda s, v, w: replace(s, models=_folder("models", v, w)),
    "mirror": lambda s, v, w: replace(s, mirror=_text("mirror", v, w)),
    "lexicon": lambda s, v, w: replace(s, lexicon=_lexicons(s.lexicon, v, w)),
    "gender": lambda s, v, w: replace(s, gender=_one_of(GenderReading, "gender", v, w)),
    "extras": lambda s, v, w: replace(s, extras=_extras("extras", v, w)),
    "labels": lambda s, v, w: replace(s, labels=_one_of(Labels, "labels", v, w)),
    "preset": lambda s, v, w: replace(s, preset=_text("preset", v, w)),
    "encoding": lambda s, v, w: replace(s, encoding=given.read_encoding(v, s.encoding, w)),
    "cover": lambda s, v, w: replace(s, cover=_cover(v, w)),
    "certificate": lambda s, v, w: replace(s, certificate=_file("certificate", v, w)),
    "certificate_key": lambda s, v, w: replace(s, certificate_key=_file("certificate_key", v, w)),
    "trust": lambda s, v, w: replace(s, trust=_file("trust", v, w)),
    "roles": lambda s, v, w: replace(s, roles=given.read_roles(v, s.roles, w)),
    "frame": lambda s, v, w: replace(s, frame=given.read_frame(v, s.frame, w)),
    "briefing": lambda s, v, w: replace(s, briefing=given.read_script(v, s.briefing, w)),
    "pauses": lambda s, v, w: replace(s, pauses=given.read_pauses(v, s.pauses, w)),
}
