"""Which models there are, where their publishers keep them, and what their files must be."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote, urlsplit

from audiobrief.choices import EngineName
from audiobrief.errors import AddressError, ConfigError, VoiceError
from audiobrief.model import Voice
from audiobrief.synthesise.download import SHA_256, File, fetched
from audiobrief.synthesise.install import published

PIPER_NAME = re.compile(r"[a-z]{2,3}_[A-Z]{2}-(?P<speaker>\w{1,40})-(?:x_low|low|medium|high)")
LARGEST_INDEX = 10_000_000
"""Bytes; the publisher's list of voices has about 250,000."""
DIGESTS = {"sha256_digest": SHA_256, "md5_digest": "md5"}
"""As the list of voices calls them, the strongest first."""
CARD = "MODEL_CARD"
LARGEST_CARD = 100_000
"""Bytes; the publisher's have about 300."""
_TERMS = re.compile(
    r"^\W*(licen[cs]e: .+|(?:trained|fine-?tuned) from .+)", re.IGNORECASE | re.MULTILINE
)
SHOWN = 200
"""Characters of a card in a message."""
NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """What an engine needs to speak, and what a user must know before having it."""

    name: str
    engine: EngineName
    speaker: str
    licence: str
    files: tuple[File, ...] = ()
    """With the file last without which the engine takes the model for missing."""
    voice: str = ""
    """What a profile names as its model."""

    @property
    def size(self) -> int:
        """In bytes."""
        return sum(file.size for file in self.files)


def model_name(name: str, voices: Iterable[Voice]) -> str:
    """The model meant by its own name, or by that of a voice that speaks with it."""
    for voice in voices:
        if voice.name == name and voice.engine == EngineName.KOKORO:
            return EngineName.KOKORO
        if voice.name == name and voice.engine == EngineName.PIPER:
            return voice.model.partition("#")[0]
        if voice.name == name:
            raise VoiceError(f"the voice {name} needs no model: there is nothing to install")
    if name == EngineName.KOKORO or PIPER_NAME.fullmatch(name):
        return name
    raise VoiceError(
        f"there is no model “{name}”: give {EngineName.KOKORO}, a German Piper voice as "
        "de_DE-thorsten-medium, or the name of a voice (audiobrief voices)"
    )


def described(name: str) -> Model:
    """The model as far as it is known without asking its publisher."""
    match = PIPER_NAME.fullmatch(name)
    if match is None:
        about = _table()["kokoro"]
        return Model(
            name=name,
            engine=EngineName.KOKORO,
            speaker=about["speaker"],
            licence=about["licence"],
        )
    known = _table()["piper"]["speakers"].get(match["speaker"], {})
    return Model(
        name=name,
        engine=EngineName.PIPER,
        speaker=known.get("speaker", match["speaker"]),
        licence=known.get("licence", "not known here: see its MODEL_CARD"),
        voice=name,
    )


def offered(name: str, mirror: str | None = None) -> Model:
    """The model with the files that its publisher, or a mirror, offers.

    Raises AddressError where the publisher's list cannot be had or read, VoiceError for a
    model that is not in it.
    """
    model = described(name)
    host = publisher(mirror)
    if model.engine == EngineName.KOKORO:
        return replace(model, files=_kokoro_files(f"{host}/{_table()['kokoro']['path']}"))
    base = f"{host}/{_table()['piper']['path']}"
    entry = listed(name, fetched(f"{base}/{_table()['piper']['index']}", LARGEST_INDEX), base)
    moods = entry.get("speaker_id_map") or {}
    voice = f"{name}#{NEUTRAL}" if NEUTRAL in moods else name
    return replace(model, files=piper_files(name, entry, base), voice=voice)


def terms(model: Model) -> str | None:
    """What the publisher's card says of the licence, and of what the model was trained from.

    None where there is no card, or nothing of it in the card.
    """
    cards = [file for file in model.files if file.name.endswith(CARD)]
    if not cards:
        return None
    text = fetched(cards[0].url, LARGEST_CARD).decode("utf-8", "replace")
    told = "; ".join(" ".join(line.split()) for line in _TERMS.findall(text))
    return "".join(filter(str.isprintable, told))[:SHOWN] or None


def publisher(mirror: str | None) -> str:
    """The address that all files are below."""
    address = (mirror or str(_table()["publisher"])).rstrip("/")
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query:
        raise ConfigError(f"mirror is {address!r}: give a web address, as https://mirror.example")
    return address


def listed(name: str, index: bytes, where: str) -> Mapping[str, Any]:
    """The model's entry in a list of voices."""
    try:
        voices = json.loads(index)
        entry = voices.get(name)
    except (ValueError, AttributeError, RecursionError) as error:
        raise AddressError(
            f"{where}: the list of voices there is none; try again later, or another mirror"
        ) from error
    if isinstance(entry, dict) and isinstance(entry.get("files"), dict):
        return entry
    german = ", ".join(sorted(key for key in voices if key.startswith("de_")))
    raise VoiceError(f"{where} has no voice {name}: in German there are {german or 'none'}")


def piper_files(name: str, entry: Mapping[str, Any], base: str) -> tuple[File, ...]:
    """The files of a voice; their own names alone say where they go, not their paths.

    `base` is the address that the paths are below.
    """
    wanted = {CARD: f"{name}.{CARD}", f"{name}.onnx.json": f"{name}.onnx.json"}
    wanted[f"{name}.onnx"] = f"{name}.onnx"
    found: dict[str, File] = {}
    for path, about in entry["files"].items():
        own_name = path.rpartition("/")[2]
        if own_name in wanted:
            found[own_name] = _listed_file(f"{base}/{quote(path)}", wanted[own_name], about)
    if missing := [own_name for own_name in wanted if own_name not in {*found, CARD}]:
        raise AddressError(f"{base}: {missing[0]} is not in its list; try another mirror")
    return tuple(found[own_name] for own_name in wanted if own_name in found)


def _listed_file(url: str, name: str, about: object) -> File:
    if isinstance(about, dict) and isinstance(about.get("size_bytes"), int):
        for key, kind in DIGESTS.items():
            if isinstance(digest := about.get(key), str):
                return File(
                    url=url, name=name, size=about["size_bytes"], kind=kind, digest=digest.lower()
                )
    raise AddressError(f"{url}: its size and checksum are not listed; try another mirror")


def _kokoro_files(base: str) -> tuple[File, ...]:
    about, sums = _table()["kokoro"], published()["kokoro"]
    model = "kokoro_fp16.onnx"
    styles = tuple(
        File(
            url=f"{base}/voices/{style}",
            name=f"voices/{style}",
            size=about["style_size"],
            digest=digest,
        )
        for style, digest in sums["styles"].items()
    )
    whole = File(
        url=f"{base}/{about['model']}",
        name=model,
        size=about["model_size"],
        digest=sums["models"][model],
    )
    return (*styles, whole)


@cache
def _table() -> dict[str, Any]:
    text = (files(__package__) / "catalogue.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
