"""Piper (piper-tts): neural voices, one model file each."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, cached_property, partial
from importlib.metadata import version
from pathlib import Path
from threading import Lock

import numpy as np
from piper import PiperVoice, SynthesisConfig
from piper.config import PhonemeType, PiperConfig

from audiobrief.errors import SpeechError, VoiceError
from audiobrief.model import Audio, Pronunciation, Voice
from audiobrief.synthesise.ipa import espeak_ipa
from audiobrief.synthesise.mispronounced import put_right
from audiobrief.synthesise.neural import open_model
from audiobrief.synthesise.plain import plain
from audiobrief.synthesise.pronounced import Stretch, marked
from audiobrief.synthesise.speed import told_speed

SLOWEST, FASTEST = 0.4, 3.0
"""Factors on the model's own speed; beyond them syllables melt or fall out."""
SPOKEN = frozenset({"en"})
"""Languages of which German models have learned the sounds, since eSpeak has given them the
English words of German texts in English."""
NOT_SOUNDS = frozenset("[]_^$")
"""In a model's alphabet: padding, the text's start and its end; and what ends our block."""
MARKS = ".,;:!? "
_BEHIND = re.compile(r"\]\]([,.;:!?]+)")
SPEAKER_SIGN = "#"
"""In a profile's model, between the file's name and a speaker: `de_DE-mls-medium#1897`."""

_LOCK = Lock()  # two threads must not load one model twice


class Piper:
    """The Piper engine: a folder of `NAME.onnx` and `NAME.onnx.json` files.

    The models draw the fine detail of their speech by lot: the same text sounds a little
    different each time.
    """

    name = "piper"
    local = True
    audible = True
    phonetic = True
    hands = None
    speeds = (SLOWEST, FASTEST)

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def version(self) -> str:
        """The library's version, and that of our text rules."""
        return f"{version('piper-tts')}+5"

    def warm(self, voice: Voice) -> None:
        """Load the voice's model; raises VoiceError where it cannot be."""
        with _LOCK:
            _model(self._folder, voice.model.partition(SPEAKER_SIGN)[0])

    def speak(self, text: str, voice: Voice, pronunciations: Sequence[Pronunciation] = ()) -> Audio:
        """The text at the sample rate of the model, without a pause between its sentences."""
        name, _, speaker = voice.model.partition(SPEAKER_SIGN)
        with _LOCK:
            model = _model(self._folder, name)
        config = SynthesisConfig(
            speaker_id=_speaker(model, speaker, voice),
            length_scale=model.config.length_scale / told_speed(voice, "Piper", SLOWEST, FASTEST),
            normalize_audio=False,
        )
        told = put_right(text, pronunciations, voice.language)
        coded = marked(text, told, partial(_block, model))
        # Marks behind a block are lost, and with them the fall of the voice.
        words = plain(text) if coded is None else _BEHIND.sub(r"\1]]", coded)
        try:
            chunks = [chunk.audio_float_array for chunk in model.synthesize(words, config)]
        except Exception as error:  # onnxruntime's errors have no base of their own
            raise SpeechError(f"Piper gave up: {_first_line(error)}") from error
        if not chunks:
            raise SpeechError("Piper finds nothing to say in it")
        samples = np.clip(np.concatenate(chunks), -1.0, 1.0).astype(np.float32)
        return Audio(samples=samples, sample_rate=model.config.sample_rate)


def _block(model: PiperVoice, stretch: Stretch) -> str | None:
    """A stretch in phonemes; None where the model's alphabet lacks one of them."""
    if model.config.phoneme_type != PhonemeType.ESPEAK:
        return None
    sounds = unicodedata.normalize("NFD", _phonemes(model, stretch)).strip()
    known = model.config.phoneme_id_map.keys() - NOT_SOUNDS
    return f"[[{sounds}]]" if sounds and known.issuperset(sounds) else None


def _phonemes(model: PiperVoice, stretch: Stretch) -> str:
    """The sounds in the International Phonetic Alphabet as eSpeak writes it."""
    if stretch.ipa:
        return espeak_ipa(stretch.ipa)
    language = stretch.language.partition("-")[0]
    if language not in SPOKEN:
        return ""
    native = replace(model, config=replace(model.config, espeak_voice=language))
    sentences = native.phonemize(plain(stretch.words))
    return "".join(sound for sentence in sentences for sound in sentence).rstrip(MARKS)


@cache
def _model(folder: Path, name: str) -> PiperVoice:
    """The model, loaded once per process."""
    path = folder / f"{name}.onnx"
    if not name or Path(name).name != name or not path.is_file():
        raise VoiceError(
            f"Piper has no model “{name}” in {folder}: install it "
            f"(audiobrief voices install {name or 'NAME'})"
        )
    try:
        config = json.loads(Path(f"{path}.json").read_text(encoding="utf-8"))
        return PiperVoice(session=open_model(path), config=PiperConfig.from_dict(config))
    except Exception as error:  # neither library names a base for its errors
        raise VoiceError(
            f"Piper's model {path} or its .json is damaged ({_first_line(error)}): install it again"
        ) from error


def _speaker(model: PiperVoice, name: str, voice: Voice) -> int | None:
    """The number of a speaker given by name or number; None for the model's first."""
    known = model.config.speaker_id_map
    if not name:
        return None
    if name in known:
        return int(known[name])
    if name.isdecimal() and int(name) < model.config.num_speakers:
        return int(name)
    speakers = ", ".join(known) or "one without a name"
    raise VoiceError(f"the model of {voice.name} has no speaker “{name}”: it has {speakers}")


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
