"""eSpeak NG in this process: the voice for very fast listening, and where Pico is not."""

from __future__ import annotations

import ctypes
import os
import re
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache, cached_property
from importlib.metadata import version
from pathlib import Path
from threading import Lock

import espeakng_loader
import numpy as np

from audiobrief.errors import SpeechError, VoiceError
from audiobrief.model import Audio, Pronunciation, Voice
from audiobrief.synthesise.espeak_words import Happening, told_words
from audiobrief.synthesise.ipa import engine_letters
from audiobrief.synthesise.plain import plain
from audiobrief.synthesise.pronounced import Stretch, marked
from audiobrief.synthesise.speed import told_speed
from audiobrief.synthesise.words import placed

SLOWEST, FASTEST = 80, 900
"""Words a minute; below 80 the library stays at 80."""

# From speak_lib.h
AUDIO_OUTPUT_SYNCHRONOUS = 2
INITIALIZE_DONT_EXIT = 0x8000
POS_CHARACTER = 1
CHARS_UTF8 = 1  # and no flag for markup
PHONEME_CODES = 0x100
"""Between `[[` and `]]`: set only where there are some of ours."""
RATE = 1
MNEMONICS = 0
IPA = 0x02
TIED = 0x80
"""With the tie in bits 8 to 23, between the letters of one sound."""
TIE = "\u0361"
_SWITCH = re.compile(r"\([^()]{1,12}\)")  # `(en)`, which the library ties too

WORD, END = 1, 5
"""Events: a word begins; a clause has ended, with the pause behind it."""


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", ctypes.c_char * 8),
    )


_Callback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event)
)
_LOCK = Lock()  # the library keeps its state in globals


class Espeak:
    """The eSpeak NG engine; the same text always gives the same samples.

    It takes pronunciations: sounds, and words of other languages that it speaks.
    """

    name = "espeak"
    local = True
    audible = True
    phonetic = True
    hands = 2
    """One sentence is checked and kept while the library says the next."""
    speeds = (SLOWEST, FASTEST)

    @cached_property
    def version(self) -> str:
        """The wheel's version, and that of our text rules and of what we tell of words."""
        return f"{version('espeakng-loader')}+3"

    def speak(self, text: str, voice: Voice, pronunciations: Sequence[Pronunciation] = ()) -> Audio:
        """The text at the rate of the library, 22.05 kHz."""
        words_a_minute = round(told_speed(voice, "eSpeak", SLOWEST, FASTEST))
        stretches: list[str] = []

        def code(stretch: Stretch) -> str | None:
            if sounds := _code(stretch):
                stretches.append(stretch.text)
            return sounds

        coded = marked(text, pronunciations, code)
        words = plain(text) if coded is None else coded
        with _LOCK, _library() as (library, sample_rate):
            if library.espeak_SetVoiceByName(_file(voice.model)) != 0:
                raise VoiceError(
                    f"eSpeak has no voice “{voice.model}” (profile {voice.name}): use de"
                )
            library.espeak_SetParameter(RATE, words_a_minute, 0)
            flags = CHARS_UTF8 if coded is None else CHARS_UTF8 | PHONEME_CODES
            pcm, heard = _synthesised(library, words.encode("utf-8", "replace"), flags)
        values = np.frombuffer(pcm, dtype=np.int16)
        told = told_words(words, stretches, heard, values, sample_rate)
        samples = values.astype(np.float32) / np.float32(32768)
        return Audio(samples=samples, sample_rate=sample_rate, words=placed(told, text))


def phonemes(text: str, language: str) -> str:
    """The sounds of the words in the International Phonetic Alphabet, by eSpeak's rules.

    Stress stands before its vowel, TIE joins the letters of one sound, words are a space
    apart, marks are lost. A word that the library takes for another language's is put
    between `(en)` and `(de)`. Raises VoiceError for a language it does not have.
    """
    sounds = _sounds(text, language, IPA | TIED | ord(TIE) << 8)
    return _SWITCH.sub(_untied, sounds)


def _code(stretch: Stretch) -> str | None:
    """A stretch in phoneme codes; None for words of a language that the library lacks."""
    if stretch.ipa:
        sounds = engine_letters(stretch.ipa, "espeak").strip()
        return f"[[{sounds}]]" if sounds else None
    language = stretch.language.partition("-")[0]
    try:
        sounds = _sounds(stretch.words, language, MNEMONICS)
    except VoiceError:
        return None
    sounds = _SWITCH.sub("", sounds).replace("[", "").replace("]", "")
    # The library switches so itself where it meets an English word: no pause, the same voice.
    return f"[[_^_{language.upper()} {sounds} _^_DE]]"


def _sounds(text: str, language: str, mode: int) -> str:
    """The sounds of a text, its clauses a space apart."""
    buffer = ctypes.create_string_buffer(plain(text).encode("utf-8", "replace"))
    rest = ctypes.c_void_p(ctypes.addressof(buffer))
    parts: list[str] = []
    with _LOCK, _library() as (library, _rate):
        if library.espeak_SetVoiceByName(_file(language)) != 0:
            raise VoiceError(f"eSpeak has no language “{language}”: use de")
        library.espeak_TextToPhonemes.restype = ctypes.c_char_p
        while rest.value:  # one clause at a time
            spoken = library.espeak_TextToPhonemes(ctypes.byref(rest), CHARS_UTF8, mode)
            parts.append((spoken or b"").decode("utf-8", "replace"))
    return " ".join(" ".join(parts).split())


@cache
def _file(name: str) -> bytes:
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


def _synthesised(library: ctypes.CDLL, text: bytes, flags: int) -> tuple[bytes, list[Happening]]:
    """The samples as the library hands them over, 16 bits each, and what happens in them."""
    pcm = bytearray()
    heard: list[Happening] = []

    def collect(
        samples: ctypes._Pointer[ctypes.c_short], count: int, events: ctypes._Pointer[_Event]
    ) -> int:
        if samples and count > 0:
            pcm.extend(ctypes.string_at(samples, count * ctypes.sizeof(ctypes.c_short)))
        number = 0
        while (event := events[number]).type:
            number += 1
            if event.type == WORD:
                heard.append(Happening(event.text_position - 1, event.sample))
            elif event.type == END:
                heard.append(Happening(None, event.sample))
        return 0

    callback = _Callback(collect)  # kept by this name: the library holds only its address
    library.espeak_SetSynthCallback(callback)
    size = ctypes.c_size_t(len(text) + 1)
    # An interrupt reaches Python in the main thread only. In the callback ctypes would print it
    # and go on, and the sentence would have lost the samples of that moment.
    with ThreadPoolExecutor(1) as thread:
        arguments = (text, size, 0, POS_CHARACTER, 0, flags, None, None)
        status = thread.submit(library.espeak_Synth, *arguments).result()
    if status != 0:
        raise SpeechError(f"eSpeak gave up with status {status}")
    library.espeak_Synchronize()
    return bytes(pcm), heard


@contextmanager
def _library() -> Iterator[tuple[ctypes.CDLL, int]]:
    """The library as after its very first loading, and its sample rate in Hz.

    Its flutter and its clocks live in static variables that outlast even `espeak_Terminate`,
    so that a sentence would sound by what was said before it. Unloading resets them; loading
    costs about a millisecond.
    """
    library = ctypes.CDLL(espeakng_loader.get_library_path())
    try:
        data = os.fsencode(espeakng_loader.get_data_path())
        sample_rate = library.espeak_Initialize(
            AUDIO_OUTPUT_SYNCHRONOUS, 0, data, INITIALIZE_DONT_EXIT
        )
        if sample_rate <= 0:
            raise VoiceError("eSpeak did not start: reinstall it (pip install espeakng-loader)")
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
