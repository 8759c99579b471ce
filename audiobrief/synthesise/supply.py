"""Models brought to this machine, from their publisher or from a folder, and taken away again."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

from audiobrief.choices import EngineName
from audiobrief.disk import replace_whole
from audiobrief.errors import OutputError, VoiceError
from audiobrief.events import Listener, ignore
from audiobrief.model import Voice
from audiobrief.synthesise.catalogue import Model, described, listed, piper_files
from audiobrief.synthesise.connection import Connection
from audiobrief.synthesise.download import connection, download, fault
from audiobrief.synthesise.install import install_kokoro, install_piper

STAGING = "downloads"
"""The folder below the models' in which they are gathered, and which outlives a killed run."""
INDEX = "voices.json"
PREPARED = 2
"""How many times its size a model takes when its numbers of half precision have been widened."""


def supply(
    model: Model, models: Path, listen: Listener = ignore, host: Connection | None = None
) -> None:
    """The model from its publisher, where its engine looks for it.

    All files are fetched and checked before one is placed. Raises AddressError for what
    cannot be had or is not as published, OutputError for what cannot be kept, VoiceError for
    a model that cannot be made ready here.
    """
    _check_tools(model.engine)
    staging = models / STAGING / model.name
    _check_room(model, models, staging)
    host = host or connection(model.files[0].url)
    for file in model.files:
        download(file, staging, host, listen)
    if model.engine == EngineName.KOKORO:
        install_kokoro(staging, models)
    else:
        install_piper({file.name: staging / file.name for file in model.files}, models)
    shutil.rmtree(staging, ignore_errors=True)


def supply_from(source: Path, name: str, models: Path) -> Model:
    """The model from a file or folder of the user's, where its engine looks for it.

    Piper's model has its `.onnx.json` beside it; it is checked where the publisher's
    voices.json lies there too.
    """
    model = described(name)
    _check_tools(model.engine)
    if model.engine == EngineName.KOKORO:
        install_kokoro(source, models)
        return model
    onnx = source / f"{name}.onnx" if source.is_dir() else source
    settings = onnx.with_name(f"{onnx.name}.json")
    for path in (onnx, settings):
        if not path.is_file():
            raise VoiceError(f"{path} is not there: a Piper voice has an .onnx and an .onnx.json")
    _check_settings(settings)
    _check_listed(name, onnx, settings)
    install_piper({f"{name}.onnx.json": settings, f"{name}.onnx": onnx}, models)
    return model


def remove(name: str, models: Path) -> None:
    """Nothing is left of the model, nor of what was fetched of it.

    Raises VoiceError for a model that is not installed.
    """
    model = described(name)
    folder = models / model.engine
    kokoro = model.engine == EngineName.KOKORO
    there = [folder] if kokoro else sorted(folder.glob(f"{name}.*"))
    there.append(models / STAGING / name)
    if not any(path.exists() for path in there):
        raise VoiceError(f"{name} is not installed in {models}: see audiobrief voices")
    try:
        for path in there:
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(f"{name} cannot be removed from {models}: {error.strerror}") from error


def speakers_of(model: Model, voices: Iterable[Voice]) -> tuple[Voice, ...]:
    """The voices that speak with the model."""
    return tuple(
        voice
        for voice in voices
        if voice.engine == model.engine
        and (model.engine == EngineName.KOKORO or voice.model.partition("#")[0] == model.name)
    )


def add_profile(model: Model, folder: Path) -> Path:
    """A profile for a model that no voice speaks with yet."""
    path = folder / f"{model.name}.toml"
    values = {
        "name": model.name,
        "engine": str(model.engine),
        "language": model.name.partition("-")[0].replace("_", "-"),
        "model": model.voice or model.name,
        "licence": model.licence,
        "note": f"Neural voice: {model.speaker}; nothing leaves this machine",
    }
    lines = (f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in values.items())
    try:
        folder.mkdir(parents=True, exist_ok=True)
        replace_whole(path, "".join(lines).encode())
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror}") from error
    return path


def _check_tools(engine: EngineName) -> None:
    """Before anything is fetched: what makes the model ready must be there."""
    if not all(map(find_spec, ("onnx", "onnxruntime"))):
        raise VoiceError(
            f"{engine}'s models are made ready by onnx: pip install 'audiobrief[{engine}]' first"
        )


def _check_room(model: Model, models: Path, staging: Path) -> None:
    """Before hours of fetching: the disk must take what is still to come, made ready too."""
    there = sum(path.stat().st_size for path in staging.rglob("*") if path.is_file())
    place = next(path for path in (models, *models.parents) if path.exists())
    missing = (1 + PREPARED) * model.size - there
    if (free := shutil.disk_usage(place).free) < missing:
        raise OutputError(
            f"{models} has room for {free // 1_000_000} MB where {missing // 1_000_000} MB are "
            "needed: free the space, or name another folder as models"
        )


def _check_settings(path: Path) -> None:
    try:
        settings = json.loads(path.read_bytes())
        settings["audio"]["sample_rate"], settings["phoneme_id_map"]
    except (OSError, ValueError, LookupError, TypeError, RecursionError) as error:
        raise VoiceError(f"{path} is no settings file of a Piper voice: fetch it again") from error


def _check_listed(name: str, onnx: Path, settings: Path) -> None:
    """The files against the publisher's list, if it lies beside them."""
    index = onnx.with_name(INDEX)
    if not index.is_file():
        return
    entry = listed(name, index.read_bytes(), str(index))
    for file in piper_files(name, entry, str(index)):
        path = {f"{name}.onnx": onnx, f"{name}.onnx.json": settings}.get(file.name)
        if path and (wrong := fault(path, file)):
            raise VoiceError(f"{path}: {wrong}; fetch it again")
