"""An engine that remembers what it said, for all runs and processes on one folder."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import astuple
from pathlib import Path

from audiobrief.errors import AudioFileError
from audiobrief.events import Listener, Warned, ignore
from audiobrief.model import Audio, Pronunciation, Voice
from audiobrief.synthesise.checks import fault
from audiobrief.synthesise.engine import Engine
from audiobrief.synthesise.pronounced import say
from audiobrief.synthesise.record import pack, unpack
from audiobrief.synthesise.shelf import LIMIT, Shelf
from audiobrief.synthesise.wrapped import Wrapped


def cached(engine: Engine, folder: Path, listen: Listener = ignore, limit: int = LIMIT) -> Engine:
    """The engine, which takes from the folder what it has said before.

    A sound is kept under the digest of all that shapes it: engine, version, voice, rate, text,
    and pronunciations where the engine takes some. A damaged one is made again. Past `limit`
    bytes, those go that were not used for longest. Where the folder cannot be read or written,
    the engine speaks as without it, and the listener is told once.
    """
    return _Cached(engine, Shelf(folder, limit), listen)


class _Cached(Wrapped):
    def __init__(self, engine: Engine, shelf: Shelf, listen: Listener) -> None:
        super().__init__(engine)
        self._shelf = shelf
        self._listen = listen
        self._told = False

    def speak(self, text: str, voice: Voice, pronunciations: Sequence[Pronunciation] = ()) -> Audio:
        """The sound from the folder, or a new one, which is kept if it is sound indeed."""
        key = self._key(text, voice, pronunciations if self.phonetic else ())
        if audio := self._kept(key):
            return audio
        audio = say(self._engine, text, voice, pronunciations)
        if fault(audio, text, self._engine, voice.rate) is None:
            self._keep(audio, key)
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

    def _kept(self, key: str) -> Audio | None:
        try:
            return unpack(self._shelf.take(key))
        except FileNotFoundError:
            return None
        except OSError as error:
            self._tell(f"the kept speech in {self._shelf.folder} cannot be read: {error.strerror}")
        except AudioFileError as error:
            place = self._shelf.place(key)
            self._listen(Warned(message=f"{place} is damaged ({error}): it is made again"))
        return None

    def _keep(self, audio: Audio, key: str) -> None:
        try:
            self._shelf.put(key, pack(audio))
        except OSError as error:
            self._tell(f"nothing can be kept in {self._shelf.folder}: {error.strerror}")

    def _tell(self, message: str) -> None:
        if not self._told:
            self._told = True
            self._listen(Warned(message=message))
