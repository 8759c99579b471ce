"""One voice profile, read from its TOML file and checked key by key."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources.abc import Traversable
from pathlib import Path

from audiobrief.choices import EngineName
from audiobrief.errors import VoiceError
from audiobrief.model import TIME_LIMIT, Voice
from audiobrief.synthesise.address import fault_of
from audiobrief.synthesise.plugins import plugin_names
from audiobrief.tables import read_table

COMMON = ("name", "engine", "model", "language", "pace", "rate", "lexicon", "licence", "note")
REQUIRED = ("name", "engine", "model")
OWN: Mapping[str, tuple[str, ...]] = {
    EngineName.COMMAND: ("command", "speaker", "time_limit"),
    EngineName.OPENAI: ("address", "speaker", "key_env", "time_limit"),
}
"""Keys that only the profiles of an engine have; an engine of another package may use them all."""
EVERY = ("speaker", "command", "address", "key_env", "time_limit")
REQUIRED_OF: Mapping[str, tuple[str, ...]] = {
    EngineName.COMMAND: ("name", "engine", "command"),
    EngineName.OPENAI: (*REQUIRED, "address"),
}
BOUNDS = {"pace": (0.0, 1000.0), "rate": (0.3, 4.0), "time_limit": (0.0, 3600.0)}
"""Smallest and greatest value; the engines have closer bounds of their own."""


def read_profile(file: Traversable) -> Voice:
    """The voice of a profile; raises VoiceError that names file, key and what is allowed."""
    try:
        table = read_table(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise VoiceError(f"the voice profile {file} cannot be read: {error}") from error
    engine = _engine(file, table.get("engine", ""))
    own = OWN.get(engine, ()) if engine in ("", *EngineName) else EVERY
    allowed = sorted((*COMMON, *own))
    if unknown := sorted(table.keys() - set(allowed)):
        of = f" for the engine {engine}" if engine else ""
        raise invalid(file, unknown[0], f"is not known{of}: allowed are {', '.join(allowed)}")
    required = REQUIRED_OF.get(engine, REQUIRED)
    for key in required:
        if not table.get(key):
            of = f"every voice of the engine {engine}" if engine in REQUIRED_OF else "every voice"
            raise invalid(file, key, f"is missing: {of} needs {', '.join(required)}")
    return _voice(file, table)


def invalid(file: Traversable, key: str, what: str) -> VoiceError:
    """The error for a key of a profile."""
    return VoiceError(f"the voice profile {file}: {key} {what}")


def _voice(file: Traversable, table: Mapping[str, object]) -> Voice:
    def text(key: str, default: str = "") -> str:
        return _text(file, key, table.get(key, default))

    def number(key: str, default: float) -> float:
        return _number(file, key, table.get(key, default))

    return Voice(
        name=text("name"),
        engine=_engine(file, table["engine"]),
        model=text("model"),
        speaker=text("speaker"),
        language=text("language", "de"),
        pace=number("pace", 1.0),
        rate=number("rate", 1.0),
        command=_command(file, table.get("command")),
        address=_address(file, text("address"), with_key="key_env" in table),
        key_env=_variable(file, text("key_env")),
        time_limit=number("time_limit", TIME_LIMIT),
        lexicon=_lexicon(file, table.get("lexicon", [])),
        licence=text("licence"),
        note=text("note"),
    )


def _engine(file: Traversable, value: object) -> str:
    name = _text(file, "engine", value)
    if name and name not in set(EngineName) and name not in (added := plugin_names()):
        allowed = ", ".join((*EngineName, *added))
        raise invalid(
            file, "engine", f"is “{name}”: allowed are {allowed}, and what another package adds"
        )
    return name


def _number(file: Traversable, key: str, value: object) -> float:
    low, high = BOUNDS[key]
    if isinstance(value, bool) or not isinstance(value, int | float) or not low < value <= high:
        raise invalid(file, key, f"is {value!r}: allowed is a number from {low:g} to {high:g}")
    return float(value)


def _text(file: Traversable, key: str, value: object) -> str:
    if not isinstance(value, str) or not value.isprintable():
        raise invalid(file, key, f"is {value!r}: allowed is a text in quotes, on one line")
    return value


def _command(file: Traversable, value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, list) and value and value[0]:
        parts = tuple(part for part in value if isinstance(part, str) and "\0" not in part)
        if len(parts) == len(value):
            return parts
    raise invalid(
        file,
        "command",
        f"is {value!r}: allowed is a list of the program and its arguments, "
        'as ["piper", "--model", "~/voice.onnx"]',
    )


def _lexicon(file: Traversable, value: object) -> tuple[str, ...]:
    """Lexicons by name; a file is looked for beside the profile."""
    if not isinstance(value, list) or not all(isinstance(name, str) and name for name in value):
        raise invalid(
            file,
            "lexicon",
            f'is {value!r}: allowed is a list of files and "shipped", as ["shipped", "names.toml"]',
        )
    beside = Path(str(file)).parent
    return tuple(
        name if name == "shipped" else str(beside / Path(name).expanduser()) for name in value
    )


def _address(file: Traversable, address: str, *, with_key: bool) -> str:
    if address and (wrong := fault_of(address, with_key=with_key)):
        # what might be a password is not repeated
        raise invalid(file, "address", wrong if "@" in address else f"is “{address}”: {wrong}")
    return address


def _variable(file: Traversable, name: str) -> str:
    if name and not (name.isascii() and name.isidentifier()):
        raise invalid(
            file,
            "key_env",
            "is no variable's name: allowed are letters, digits and _; the key itself stands in "
            "the environment or the keyring, never in a profile",
        )
    return name
