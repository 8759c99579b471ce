"""Model files put where their engine finds them, each checked before."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import tomllib
from collections.abc import Collection, Mapping
from contextlib import suppress
from functools import cache
from importlib.resources import files
from pathlib import Path

from audiobrief.errors import OutputError, VoiceError

MODEL = ".onnx"
"""How the names of models end."""
Sums = Mapping[str, Mapping[str, str]]
"""By kind of file, then by its name."""


def install_kokoro(source: Path, models: Path, sums: Sums | None = None) -> Path:
    """Kokoro's folder below `models`, filled from a folder that holds its model and its styles.

    `source` holds the model as one of the published `*.onnx` files, under any name, and styles
    as `voices/*.bin`. Every file is checked by its SHA-256 before one is placed, and the model is
    prepared. Raises VoiceError for what is missing or not as published, OutputError where
    `models` cannot be written.
    """
    known = published()["kokoro"] if sums is None else sums
    model = _only_model(source)
    styles = sorted((source / "voices").glob("*.bin"))
    if not styles:
        raise VoiceError(
            f"there are no styles in {source / 'voices'}: Kokoro needs its voices/*.bin"
        )
    _check(model, known["models"].values())
    for path in styles:
        _check(path, [known["styles"].get(path.name, "")])
    target = models / "kokoro"
    _place({f"voices/{path.name}": path for path in styles} | {"model.onnx": model}, target)
    return target


def install_piper(files: Mapping[str, Path], models: Path) -> None:
    """A Piper voice below `models`, from its files by the names that they shall have there.

    The model is prepared. Raises VoiceError for one that is none, OutputError where
    `models` cannot be written.
    """
    _place(files, models / "piper")


@cache
def published() -> Mapping[str, Sums]:
    """SHA-256 sums as their publishers' files have them: by engine, kind and file name."""
    text = (files(__package__) / "models.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _only_model(source: Path) -> Path:
    found = sorted(source.glob(f"*{MODEL}"))
    if len(found) == 1:
        return found[0]
    what = "several models" if found else "no model"
    raise VoiceError(f"there is {what} (*.onnx) in {source}: name a folder with one")


def _check(path: Path, known: Collection[str]) -> None:
    """Nothing, if the file's sum is one of the known ones."""
    digest = _sha256(path)
    if digest not in known:
        raise VoiceError(
            f"{path} is not as published (its SHA-256 is {digest}): fetch it again, or remove it"
        )


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise VoiceError(f"{path} cannot be read: {error.strerror}") from error


def _place(files: Mapping[str, Path], folder: Path) -> None:
    """The files in the folder by their names there, each copied, or prepared if it is a model.

    All are written beside their places before one is renamed, in this order.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".part-", dir=folder) as parts:
            written = [part for name, path in files.items() for part in _write(path, parts, name)]
            for part in written:
                place = folder / part.relative_to(parts)
                place.parent.mkdir(exist_ok=True)
                part.replace(place)
        for name in files:
            if name.endswith(MODEL):
                _clear(folder / name, {part.name for part in written})
    except OSError as error:
        raise OutputError(
            f"{folder} cannot be written ({error.strerror}): free the space, or name another folder"
        ) from error


def _write(source: Path, folder: str, name: str) -> tuple[Path, ...]:
    """The files that come of one."""
    target = Path(folder, name)
    target.parent.mkdir(exist_ok=True)
    if name.endswith(MODEL):
        from audiobrief.synthesise.prepare import prepare

        return prepare(source, target)
    return (Path(shutil.copyfile(source, target)),)


def _clear(model: Path, kept: Collection[str]) -> None:
    """Remove the weights that the model had when it was last installed."""
    from audiobrief.synthesise.prepare import other_weights

    for path in other_weights(model, kept):
        with suppress(OSError):  # Windows keeps what somebody speaks with
            path.unlink()
