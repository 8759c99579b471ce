"""eSpeak NG in this process: the voice for very fast listening, and where Pico is not."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from importlib.metadata import version

import numpy as np

from audiobrief.errors import SpeechError, VoiceError
from audiobrief.model import Audio, Pronunciation, Voice
from audiobrief.synthesise.espeak_library import (
    CHARS_UTF8,
    MNEMONICS,
    SWITCH,
    library_at_work,
    sounds_of,
    take_voice,
)
from audiobrief.synthesise.espeak_words import Happening, told_words
from audiobrief.synthesise.ipa import engine_letters
from audiobrief.synthesise.mispronounced import put_right
from audiobrief.synthesise.plain import plain
from audiobrief.synthesise.pronounced import Stretch, marked
from audiobrief.synthesise.speed import told_speed
from audiobrief.synthesise.words import placed

SLOWEST, FASTEST = 80, 900
"""Words a minute; below 80 the library stays at 80."""

# From speak_lib.h
POS_CHARACTER = 1
PHONEME_CODES = 0x100
"""Between `[[` and `]]`: set only where there are some of ours."""
RATE = 1
LISTED = "Orange"
"""A word that the library says wrongly: it is asked how."""
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
        return f"{version('espeakng-loader')}+6"

    def warm(self, _voice: Voice) -> None:
        """Load the list of words that the library says wrongly, and the library's own data."""
        put_right(LISTED)

    def speak(self, text: str, voice: Voice, pronunciations: Sequence[Pronunciation] = ()) -> Audio:
        """The text at the rate of the library, 22.05 kHz."""
        words_a_minute = round(told_speed(voice, "eSpeak", SLOWEST, FASTEST))
        stretches: list[str] = []

        def code(stretch: Stretch) -> str | None:
            if sounds := _code(stretch):
                stretches.append(stretch.text)
            return sounds

        coded = marked(text, put_right(text, pronunciations, voice.language), code)
        words = plain(text) if coded is None else coded
        with library_at_work() as (library, sample_rate):
            if not take_voice(library, voice.model):
                raise VoiceError(
                    f"eSpeak has no voice “{voice.model}” (profile {voice.name}): "
                    "use de-clear or de"
                )
            library.espeak_SetParameter(RATE, words_a_minute, 0)
            flags = CHARS_UTF8 if coded is None else CHARS_UTF8 | PHONEME_CODES
            pcm, heard = _synthesised(library, words.encode("utf-8", "replace"), flags)
        values = np.frombuffer(pcm, dtype=np.int16)
        told = told_words(words, stretches, heard, values, sample_rate)
        samples = values.astype(np.float32) / np.float32(32768)
        return Audio(samples=samples, sample_rate=sample_rate, words=placed(told, text))


def _code(stretch: Stretch) -> str | None:
    """A stretch in phoneme codes; None for words of a language that the library lacks."""
    if stretch.ipa:
        sounds = engine_letters(stretch.ipa, "espeak").strip()
        return f"[[{sounds}]]" if sounds else None
    language = stretch.language.partition("-")[0]
    try:
        sounds = sounds_of(stretch.words, language, MNEMONICS)
    except VoiceError:
        return None
    sounds = SWITCH.sub("", sounds).replace("[", "").replace("]", "")
    # The library switches so itself where it meets an English word: no pause, the same voice.
    return f"[[_^_{language.upper()} {sounds} _^_DE]]"


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
