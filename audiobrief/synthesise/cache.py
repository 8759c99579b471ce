"""An engine that remembers what it said, for all runs and processes on one folder."""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import astuple
from pathlib import Path

from audiobrief.errors import AudioFileError
from audiobrief.events import Listener, Warned, ignore
from audiobrief.model import Audio, Pronunciation, Seconds, Voice
from audiobrief.synthesise.checks import fault
from audiobrief.synthesise.engine import Engine
from audiobrief.synthesise.pronounced import is_phonetic, say
from audiobrief.synthesise.record import pack, unpack

PART = ".part"
ABANDONED: Seconds = 3600.0
"""No part file is written for so long."""


def cached(engine: Engine, folder: Path, listen: Listener = ignore) -> Engine:
    """The engine, which takes from the folder what it has said before.

    A sound is kept under the digest of all that shapes it: engine, version, voice, rate, text,
    and pronunciations where the engine takes some. A damaged one is made again. Where the folder
    cannot be read or written, the engine speaks as without it, and the listener is told once.
    """
    return _Cached(engine, folder, listen)


class _Cached:
    def __init__(self, engine: Engine, folder: Path, listen: Listener) -> None:
        self.name = engine.name
        self.version = engine.version
        self.local = engine.local
        self.audible = engine.audible
        self.phonetic = is_phonetic(engine)
        self._engine = engine
        self._folder = folder
        self._listen = listen
        self._told = False
        self._swept = False

    def speak(self, text: str, voice: Voice, pronunciations: Sequence[Pronunciation] = ()) -> Audio:
        """The sound from the folder, or a new one, which is kept if it is sound indeed."""
        key = self._key(text, voice, pronunciations if self.phonetic else ())
        path = self._folder / key[:2] / f"{key}.clip"
        if audio := self._kept(path):
            return audio
        audio = say(self._engine, text, voice, pronunciations)
        if fault(audio, text, self._engine, voice.rate) is None:
            self._keep(audio, path)
        return audio

    def _key(self, text: str, voice: Voice, pronunciations: Sequence[Pronunciation]) -> str:
        """What the sound depends on, and nothing else: not the profile's name or note."""
        engine = (self.name, self.version, voice.address, *voice.command)
        said = (voice.model, voice.speaker, voice.language, voice.pace, voice.rate, text)
        digest = hashlib.blake2b(digest_size=20)
        told = (part for each in pronunciations for part in astuple(each))
        for part in (*engine, *said, *told):
            field = str(part).encode("utf-8", "surrogatepass")
            digest.update(len(field).to_bytes(8, "big") + field)
        return digest.hexdigest()

    def _kept(self, path: Path) -> Audio | None:
        try:
            return unpack(path.read_bytes())
        except FileNotFoundError:
            return None
        except OSError as error:
            self._tell(f"the kept speech in {self._folder} cannot be read: {error.strerror}")
        except AudioFileError as error:
            self._listen(Warned(message=f"{path} is damaged ({error}): it is made again"))
        return None

    def _keep(self, audio: Audio, path: Path) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._sweep()
            _write_whole(pack(audio), path, self._folder)
        except OSError as error:
            self._tell(f"nothing can be kept in {self._folder}: {error.strerror}")

    def _sweep(self) -> None:
        """Once a run, the part files of processes that were killed."""
        if not self._swept:
            self._swept = True
            for part in self._folder.glob(f"*{PART}"):
                with suppress(OSError):  # another process may sweep as well
                    if time.time() - part.stat().st_mtime > ABANDONED:
                        part.unlink()

    def _tell(self, message: str) -> None:
        if not self._told:
            self._told = True
            self._listen(Warned(message=message))


def _write_whole(content: bytes, path: Path, beside: Path) -> None:
    """The file with all of its content, or no file: written as a part file, then renamed."""
    handle, part = tempfile.mkstemp(dir=beside, suffix=PART)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(part).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(part).unlink()
        raise
