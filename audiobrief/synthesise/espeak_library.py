"""The library of eSpeak NG in this process: loaded, unloaded, and asked for sounds."""

from __future__ import annotations

import ctypes
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Lock

import espeakng_loader

from audiobrief.errors import VoiceError
from audiobrief.synthesise.plain import plain

# From speak_lib.h
AUDIO_OUTPUT_SYNCHRONOUS = 2
INITIALIZE_DONT_EXIT = 0x8000
BUFFER = 500
"""Milliseconds handed over at a time: for each, the library waits for its turn among Python's
threads. By itself it takes 60."""
CHARS_UTF8 = 1  # and no flag for markup
MNEMONICS = 0
IPA = 0x02
TIED = 0x80
"""With the tie in bits 8 to 23, between the letters of one sound."""
TIE = "\u0361"
SWITCH = re.compile(r"\([^()]{1,12}\)")  # `(en)`, which the library ties too

OURS = {"de-clear": Path(__file__).with_name("espeak_clear.txt")}
"""Voices that we describe to the library ourselves."""
OPEN_FILES = Path("/dev/fd")
"""Where a process finds the files that it has open, by their numbers; not on Windows."""

REINSTALL = "install it again (pip install --force-reinstall espeakng-loader)"

SEED = ctypes.c_long(1)
"""Of the breath in a voice, for which the library otherwise asks the clock."""

_LOCK = Lock()  # the library keeps its state in globals


def phonemes(text: str, language: str) -> str:
    """The sounds of the words in the International Phonetic Alphabet, by eSpeak's rules.

    Stress stands before its vowel, TIE joins the letters of one sound, words are a space
    apart, marks are lost. A word that the library takes for another language's is put
    between `(en)` and `(de)`. Raises VoiceError for a language it does not have.
    """
    tied = sounds_of(text, language, IPA | TIED | ord(TIE) << 8)
    return SWITCH.sub(_untied, tied)


def sounds_of(text: str, language: str, mode: int) -> str:
    """The sounds of a text, its clauses a space apart."""
    buffer = ctypes.create_string_buffer(plain(text).encode("utf-8", "replace"))
    rest = ctypes.c_void_p(ctypes.addressof(buffer))
    parts: list[str] = []
    with library_at_work() as (library, _rate):
        if not take_voice(library, language):
            raise VoiceError(f"eSpeak has no language “{language}”: use de")
        library.espeak_TextToPhonemes.restype = ctypes.c_char_p
        while rest.value:  # one clause at a time
            spoken = library.espeak_TextToPhonemes(ctypes.byref(rest), CHARS_UTF8, mode)
            parts.append((spoken or b"").decode("utf-8", "replace"))
    return " ".join(" ".join(parts).split())


def take_voice(library: ctypes.CDLL, name: str) -> bool:
    """Let the library speak with a voice, one of OURS or its own; False where there is none."""
    if own := OURS.get(name):
        with _short_path(own) as path:
            return bool(library.espeak_SetVoiceByFile(os.fsencode(path)) == 0)
    return bool(library.espeak_SetVoiceByName(_voice_file(name)) == 0)


@contextmanager
def _short_path(file: Path) -> Iterator[str]:
    """A path of the file's content that the library takes.

    It cuts a path off after some fifty letters, makes them small, and looks for nothing behind a
    `+`: it would not find a file in most folders of packages.
    """
    if OPEN_FILES.is_dir():
        with file.open("rb") as content:
            yield str(OPEN_FILES / str(content.fileno()))
        return
    with tempfile.TemporaryDirectory(prefix="") as folder:
        yield shutil.copy(file, str(Path(folder, "v")))


@cache
def _voice_file(name: str) -> bytes:
    """The name of a voice with its folder, as the library finds it at once.

    By a language alone it looks into all of its 130 files, each time that it is loaded.
    """
    folders = sorted(Path(espeakng_loader.get_data_path(), "lang").glob("*/"))
    plain_name = name.replace("-", "").isalnum()
    found = (f for f in folders if plain_name and name in (file.name for file in f.iterdir()))
    folder = next(found, None)
    return (f"{folder.name}/{name}" if folder else name).encode()


def _untied(mark: re.Match[str]) -> str:
    return mark[0].replace(TIE, "")


@contextmanager
def library_at_work() -> Iterator[tuple[ctypes.CDLL, int]]:
    """The library as after its very first loading, for one thread at a time; its sample rate in Hz.

    Its flutter and its clocks live in static variables that outlast even `espeak_Terminate`,
    so that a sentence would sound by what was said before it. Unloading resets them; loading
    costs about a millisecond.
    """
    with _LOCK:
        try:
            library = ctypes.CDLL(espeakng_loader.get_library_path())
        except OSError as error:
            raise VoiceError(f"eSpeak cannot be loaded ({error}): {REINSTALL}") from error
        try:
            data = os.fsencode(espeakng_loader.get_data_path())
            sample_rate = library.espeak_Initialize(
                AUDIO_OUTPUT_SYNCHRONOUS, BUFFER, data, INITIALIZE_DONT_EXIT
            )
            if sample_rate <= 0:
                raise VoiceError(f"eSpeak did not start: {REINSTALL}")
            library.espeak_ng_SetRandSeed(SEED)
            yield library, sample_rate
            library.espeak_Terminate()
        finally:
            _unload(library)


def _unload(library: ctypes.CDLL) -> None:
    handle = ctypes.c_void_p(library._handle)  # noqa: SLF001 - ctypes itself cannot unload
    if sys.platform == "win32":
        ctypes.WinDLL("kernel32").FreeLibrary(handle)
    else:
        ctypes.CDLL(None).dlclose(handle)
