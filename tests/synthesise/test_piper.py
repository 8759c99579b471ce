"""The Piper engine on a tiny model of the same form; on a true one where it is at hand."""

import json
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from audiobrief.choices import EngineName
from audiobrief.errors import SpeechError, VoiceError
from audiobrief.model import Pronunciation, Voice

onnx = pytest.importorskip("onnx")
pytest.importorskip("piper")

from audiobrief.synthesise.piper import Piper  # noqa: E402 - only where its library is

SAMPLES = 800
"""What the tiny model makes of each phoneme at a length scale of 1."""
SYMBOLS = " ,.;:!?abdefhijklmnoprstuvxyzçŋøœɐɑɔəɛɜɡɪɾʃʊʏˈˌː\u0329"
TRUE_MODELS = os.environ.get("AUDIOBRIEF_TEST_PIPER", "")


def _tiny_model(speakers: int) -> bytes:
    """Half of full scale for every phoneme; a tenth more for each number of the speaker."""
    tensor, node = onnx.helper.make_tensor_value_info, onnx.helper.make_node
    inputs = [
        tensor("input", onnx.TensorProto.INT64, [1, "n"]),
        tensor("input_lengths", onnx.TensorProto.INT64, [1]),
        tensor("scales", onnx.TensorProto.FLOAT, [3]),
        tensor("sid", onnx.TensorProto.INT64, [1]),
    ]
    graph = onnx.helper.make_graph(
        [
            node("Gather", ["scales", "second"], ["length"]),
            node("Cast", ["input_lengths"], ["count"], to=onnx.TensorProto.FLOAT),
            node("Mul", ["count", "each"], ["plain"]),
            node("Mul", ["plain", "length"], ["stretched"]),
            node("Cast", ["stretched"], ["samples"], to=onnx.TensorProto.INT64),
            node("Cast", ["sid"], ["speaker"], to=onnx.TensorProto.FLOAT),
            node("Mul", ["speaker", "tenth"], ["more"]),
            node("Add", ["more", "half"], ["level"]),
            node("Expand", ["level", "samples"], ["flat"]),
            node("Unsqueeze", ["flat", "axes"], ["output"]),
        ],
        "tiny",
        inputs[: 4 if speakers > 1 else 3],
        [tensor("output", onnx.TensorProto.FLOAT, [1, 1, "samples"])],
        [
            onnx.numpy_helper.from_array(np.array(value, dtype=kind), name)
            for name, value, kind in (
                ("second", [1], np.int64),
                ("each", [SAMPLES], np.float32),
                ("tenth", [0.1], np.float32),
                ("half", [0.5], np.float32),
                ("axes", [0, 1], np.int64),
                *((("sid", [0], np.int64),) if speakers == 1 else ()),
            )
        ],
    )
    model = onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", 17)])
    model.ir_version = 8
    return bytes(model.SerializeToString())


def _config(speakers: dict[str, int]) -> str:
    numbers = {symbol: [number] for number, symbol in enumerate("_^$" + SYMBOLS)}
    return json.dumps(
        {
            "num_symbols": len(numbers),
            "num_speakers": max(1, len(speakers)),
            "audio": {"sample_rate": 22_050},
            "espeak": {"voice": "de"},
            "inference": {"noise_scale": 0.0, "length_scale": 1.0, "noise_w": 0.0},
            "phoneme_type": "espeak",
            "phoneme_id_map": numbers,
            "speaker_id_map": speakers,
        }
    )


@pytest.fixture
def engine(tmp_path: Path) -> Piper:
    """The engine with a model of one speaker and one of three."""
    moods = {"amused": 0, "neutral": 1, "sleepy": 2}
    for name, speakers in {"de_DE-eine-medium": {}, "de_DE-drei-medium": moods}.items():
        (tmp_path / f"{name}.onnx").write_bytes(_tiny_model(max(1, len(speakers))))
        (tmp_path / f"{name}.onnx.json").write_text(_config(speakers), encoding="utf-8")
    return Piper(tmp_path)


@pytest.fixture
def voice() -> Voice:
    return Voice(name="tiny", engine=EngineName.PIPER, model="de_DE-eine-medium")


def test_a_model_that_was_warmed_is_not_loaded_again(engine, voice, tmp_path) -> None:
    engine.warm(voice)
    (tmp_path / "de_DE-eine-medium.onnx").unlink()
    assert len(engine.speak("Guten Abend.", voice).samples)
    with pytest.raises(VoiceError, match="install it"):
        engine.warm(replace(voice, model="de_DE-keine-medium"))


def test_a_sentence_comes_at_the_model_s_sample_rate(engine, voice) -> None:
    audio = engine.speak("Guten Abend.", voice)
    assert audio.sample_rate == 22_050
    assert audio.samples.dtype == np.float32
    assert audio.samples[0] == pytest.approx(0.5)
    assert len(audio.samples) % SAMPLES == 0


def test_all_sentences_of_a_text_are_said(engine, voice) -> None:
    one, other, both = (
        engine.speak(text, voice).duration
        for text in ("Guten Abend.", "Es regnet.", "Guten Abend. Es regnet.")
    )
    assert both == pytest.approx(one + other)


def test_a_rate_of_two_halves_the_length(engine, voice) -> None:
    normal, quick = (engine.speak("Guten Abend.", replace(voice, rate=rate)) for rate in (1.0, 2.0))
    assert quick.duration == pytest.approx(normal.duration / 2, abs=0.01)


@pytest.mark.parametrize("rate", [0.3, 3.5])
def test_a_rate_beyond_the_model_is_refused_with_the_bounds(engine, voice, rate) -> None:
    with pytest.raises(VoiceError, match=r"from 0\.40 to 3\.00"):
        engine.speak("Guten Abend.", replace(voice, rate=rate))


@pytest.mark.parametrize(
    ("model", "level"),
    [
        ("de_DE-drei-medium", 0.5),
        ("de_DE-drei-medium#neutral", 0.6),
        ("de_DE-drei-medium#2", 0.7),
    ],
)
def test_a_speaker_is_chosen_by_name_or_number(engine, voice, model, level) -> None:
    audio = engine.speak("Guten Abend.", replace(voice, model=model))
    assert audio.samples[0] == pytest.approx(level)


@pytest.mark.parametrize("speaker", ["angry", "3", "-1"])
def test_an_unknown_speaker_is_told_with_those_there_are(engine, voice, speaker) -> None:
    with pytest.raises(VoiceError, match="it has amused, neutral, sleepy"):
        engine.speak("Guten Abend.", replace(voice, model=f"de_DE-drei-medium#{speaker}"))


@pytest.mark.parametrize("model", ["de_DE-keine-medium", "", "../de_DE-eine-medium", "#neutral"])
def test_a_model_that_is_not_there_is_told_with_its_remedy(engine, voice, model) -> None:
    with pytest.raises(VoiceError, match="audiobrief voices install"):
        engine.speak("Guten Abend.", replace(voice, model=model))


@pytest.mark.parametrize("suffix", ["onnx", "onnx.json"])
def test_a_damaged_file_is_told_in_one_line(engine, voice, tmp_path, suffix) -> None:
    file = tmp_path / f"{voice.model}.{suffix}"
    file.write_bytes(file.read_bytes()[:-30])
    with pytest.raises(VoiceError, match="damaged") as caught:
        engine.speak("Guten Abend.", voice)
    assert "\n" not in str(caught.value)


def test_a_text_without_sounds_is_told(engine, voice) -> None:
    with pytest.raises(SpeechError, match="nothing to say"):
        engine.speak("", voice)


def test_phoneme_codes_in_a_text_are_no_commands(engine, voice) -> None:
    hostile = engine.speak("[[aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa]] Abend.", voice)
    plain = engine.speak("((aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa)) Abend.", voice)
    assert hostile.duration == plain.duration


@pytest.mark.skipif(not TRUE_MODELS, reason="AUDIOBRIEF_TEST_PIPER names no folder of models")
def test_every_true_model_speaks_at_a_plausible_pace() -> None:
    models = sorted(Path(TRUE_MODELS).glob("*.onnx"))
    assert models
    for model in models:
        voice = Voice(name="true", engine=EngineName.PIPER, model=model.stem)
        audio = Piper(model.parent).speak("The council has voted for a new bridge.", voice)
        assert 1.5 < audio.duration < 4.0
        assert 0.05 < np.abs(audio.samples).max() <= 1.0


def test_a_word_is_said_in_the_sounds_that_it_is_given(engine, voice) -> None:
    text = "Guten Abend Lieds."
    plain = engine.speak(text, voice).duration
    longer = Pronunciation(start=12, end=17, ipa="liːdzliːdzliːdz")
    each = SAMPLES / 22_050
    assert engine.speak(text, voice, (longer,)).duration >= plain + 5 * each


def test_sounds_that_the_model_has_not_learned_are_said_as_spelt(engine, voice) -> None:
    text = "Guten Abend Lieds."
    plain = engine.speak(text, voice).duration
    for said in (
        Pronunciation(start=12, end=17, ipa="θɹʌɔ̃"),
        Pronunciation(start=12, end=17, language="fr"),
        Pronunciation(start=12, end=17, ipa="]] [[^$_"),
    ):
        assert engine.speak(text, voice, (said,)).duration == plain


def test_english_words_are_said_in_english_sounds(engine, voice) -> None:
    text = "Guten Abend Lieds."
    said = Pronunciation(start=12, end=17, language="en", words="big big big big")
    assert engine.speak(text, voice, (said,)).duration > engine.speak(text, voice).duration


def test_a_text_keeps_its_full_stop_behind_given_sounds(engine, voice) -> None:
    text = "Guten Abend Lieds"
    said = Pronunciation(start=12, end=17, ipa="liːts")
    bare, closed = (engine.speak(text + mark, voice, (said,)).duration for mark in ("", "."))
    assert closed > bare
