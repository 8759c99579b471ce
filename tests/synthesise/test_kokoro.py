"""The Kokoro engine on a tiny model of the same form; on the true one where it is at hand."""

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from audiobrief.choices import EngineName
from audiobrief.errors import SpeechError, VoiceError
from audiobrief.model import Pronunciation, Voice
from audiobrief.synthesise import find_voice, load_engine, needs

onnx = pytest.importorskip("onnx")
pytest.importorskip("onnxruntime")

from audiobrief.synthesise.kokoro import Kokoro  # noqa: E402 - only where its library is
from audiobrief.synthesise.kokoro import _styles as _styles_of  # noqa: E402

TOKEN = 1200
"""Samples that the tiny model makes of each token at speed 1."""
TRUE_MODEL = os.environ.get("AUDIOBRIEF_TEST_KOKORO", "")


def _tiny_model() -> bytes:
    """Every token a stretch of constant sound: its number times the style's first value."""
    tensor, node = onnx.helper.make_tensor_value_info, onnx.helper.make_node
    graph = onnx.helper.make_graph(
        [
            node("Cast", ["input_ids"], ["numbers"], to=onnx.TensorProto.FLOAT),
            node("Mul", ["numbers", "scale"], ["heights"]),
            node("Gather", ["style", "zero"], ["first"], axis=1),
            node("Mul", ["heights", "first"], ["levels"]),
            node("Unsqueeze", ["levels", "two"], ["column"]),
            node("Div", ["length", "speed"], ["stretched"]),
            node("Cast", ["stretched"], ["count"], to=onnx.TensorProto.INT64),
            node("Concat", ["one", "one", "count"], ["shape"], axis=0),
            node("Expand", ["column", "shape"], ["block"]),
            node("Reshape", ["block", "flat"], ["waveform"]),
        ],
        "tiny",
        [
            tensor("input_ids", onnx.TensorProto.INT64, [1, "n"]),
            tensor("style", onnx.TensorProto.FLOAT, [1, 256]),
            tensor("speed", onnx.TensorProto.FLOAT, [1]),
        ],
        [tensor("waveform", onnx.TensorProto.FLOAT, [1, "samples"])],
        [
            onnx.numpy_helper.from_array(np.array(value, dtype=kind), name)
            for name, value, kind in (
                ("scale", [1 / 178], np.float32),
                ("zero", [0], np.int64),
                ("one", [1], np.int64),
                ("two", [2], np.int64),
                ("length", [TOKEN], np.float32),
                ("flat", [1, -1], np.int64),
            )
        ],
    )
    model = onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", 17)])
    model.ir_version = 8
    return bytes(model.SerializeToString())


def _styles(level: float, rows: int = 510) -> bytes:
    return np.full((rows, 256), level, dtype="<f4").tobytes()


@pytest.fixture
def models(tmp_path: Path) -> Path:
    """A folder of installed models with the tiny one and two styles in it."""
    (tmp_path / "kokoro" / "voices").mkdir(parents=True)
    (tmp_path / "kokoro" / "model.onnx").write_bytes(_tiny_model())
    for name, level in {"if_low": 0.5, "im_high": 1.0, "if_broken": np.nan}.items():
        (tmp_path / "kokoro" / "voices" / f"{name}.bin").write_bytes(_styles(level))
    return tmp_path


@pytest.fixture
def engine(models: Path) -> Kokoro:
    return Kokoro(models / "kokoro")


@pytest.fixture
def voice() -> Voice:
    return Voice(name="tiny", engine=EngineName.KOKORO, model="if_low")


def test_a_model_that_was_warmed_is_not_loaded_again(engine, voice, models) -> None:
    engine.warm(voice)
    (models / "kokoro" / "model.onnx").write_bytes(b"")
    assert len(engine.speak("Oh.", voice).samples)


def test_one_token_after_another_is_heard_between_two_pads(engine, voice) -> None:
    audio = engine.speak("Oh.", voice)
    assert audio.sample_rate == 24_000
    assert audio.samples.dtype == np.float32
    assert len(audio.samples) == TOKEN * (2 + len("ˈoː."))
    assert audio.samples[0] == 0.0
    assert audio.samples[TOKEN] == pytest.approx(0.7 * 0.5 * 156 / 178)


def test_a_pronunciation_is_heard_in_place_of_the_spelling(engine, voice) -> None:
    said = Pronunciation(start=0, end=5, language="en", words="Oh")
    audio = engine.speak("Leeds.", voice, [said])
    assert len(audio.samples) == TOKEN * (2 + len("ˈO."))


def test_the_loader_finds_the_model_in_the_folder_of_the_engine(models, voice) -> None:
    engine = load_engine(EngineName.KOKORO, models=models)
    assert engine.speak("Guten Abend.", voice).duration > 0
    assert (engine.name, engine.local, engine.audible) == ("kokoro", True, True)
    assert needs(voice, models) is None


@pytest.mark.parametrize("folder", [None, Path("nowhere")])
def test_without_its_model_it_says_how_to_get_it(voice, folder) -> None:
    assert needs(voice, folder) == "audiobrief voices install kokoro"
    with pytest.raises(VoiceError, match="audiobrief voices install kokoro"):
        load_engine(EngineName.KOKORO, models=folder).speak("Oh.", voice)


def test_a_rate_of_two_halves_the_length(engine, voice) -> None:
    normal = engine.speak("Guten Abend.", voice)
    quick = engine.speak("Guten Abend.", replace(voice, rate=2.0))
    assert quick.duration == pytest.approx(normal.duration / 2)


@pytest.mark.parametrize("rate", [0.4, 2.1])
def test_a_rate_beyond_the_model_is_refused_with_the_bounds(engine, voice, rate) -> None:
    with pytest.raises(VoiceError, match=r"from 0\.50 to 2\.00"):
        engine.speak("Guten Abend.", replace(voice, rate=rate))


def test_a_blend_lies_between_its_styles_by_weight(engine, voice) -> None:
    blended = engine.speak("Oh.", replace(voice, model="if_low:3+im_high:1"))
    assert blended.samples[TOKEN] == pytest.approx(0.7 * 0.625 * 156 / 178)


def test_one_style_lends_its_melody_to_the_sound_of_another(models) -> None:
    styles = _styles_of(models / "kokoro", "if_low:1+im_high:1|if_low")
    assert styles.shape == (510, 256)
    assert set(styles[:, :128].ravel()) == {0.75}
    assert set(styles[:, 128:].ravel()) == {0.5}


@pytest.mark.parametrize(
    "model",
    [
        "",
        "if low",
        "|if_low",
        "if_low|",
        "if_low|im_high|if_low",
        "if_low:",
        "if_low+",
        "if_low:0",
        "if_low:1.2.3",
        "../if_low",
    ],
)
def test_a_style_that_cannot_be_read_is_refused_with_an_example(engine, voice, model) -> None:
    with pytest.raises(VoiceError, match="is no Kokoro style: write if_sara"):
        engine.speak("Oh.", replace(voice, model=model))


def test_an_unknown_style_is_told_with_those_there_are(engine, voice) -> None:
    with pytest.raises(VoiceError, match=r"no style “zz_nobody”.*if_low, im_high"):
        engine.speak("Oh.", replace(voice, model="zz_nobody"))


def test_a_cut_style_file_is_told(engine, voice, models) -> None:
    (models / "kokoro" / "voices" / "if_cut.bin").write_bytes(_styles(1.0)[:-5])
    with pytest.raises(VoiceError, match=r"if_cut\.bin cannot be read"):
        engine.speak("Oh.", replace(voice, model="if_cut"))


def test_a_damaged_model_is_told_in_one_line(engine, voice, models) -> None:
    (models / "kokoro" / "model.onnx").write_bytes(_tiny_model()[:-40])
    with pytest.raises(VoiceError, match="is damaged") as caught:
        engine.speak("Oh.", voice)
    assert "\n" not in str(caught.value)


def test_a_model_of_another_form_is_told(engine, voice, models) -> None:
    other = _tiny_model().replace(b"input_ids", b"input_odd")
    (models / "kokoro" / "model.onnx").write_bytes(other)
    with pytest.raises(SpeechError, match="Kokoro gave up"):
        engine.speak("Oh.", voice)


def test_values_that_are_no_numbers_are_never_handed_on(engine, voice) -> None:
    with pytest.raises(SpeechError, match="no numbers: install it again"):
        engine.speak("Oh.", replace(voice, model="if_broken"))


@pytest.mark.parametrize("sound", [-4, -1, 1, 4])
def test_a_style_s_row_that_gives_no_numbers_is_replaced_by_one_near_it(
    engine, voice, models, sound
) -> None:
    styles = np.full((510, 256), np.nan, dtype="<f4")
    styles[len("ˈoː.") + sound] = 0.5  # the only one
    (models / "kokoro" / "voices" / "if_holes.bin").write_bytes(styles.tobytes())
    mended = engine.speak("Oh.", replace(voice, model="if_holes"))
    assert np.array_equal(mended.samples, engine.speak("Oh.", voice).samples)


def test_a_style_of_one_row_has_no_neighbours(engine, voice, models) -> None:
    (models / "kokoro" / "voices" / "if_single.bin").write_bytes(_styles(np.nan, rows=1))
    with pytest.raises(SpeechError, match="no numbers"):
        engine.speak("Oh.", replace(voice, model="if_single"))


def test_a_text_without_sounds_is_told(engine, voice) -> None:
    with pytest.raises(SpeechError, match="nothing to say"):
        engine.speak("… ! ?", voice)


def test_a_text_beyond_the_model_s_length_is_said_in_portions(engine, voice) -> None:
    sentence = "Der Landtag hat den Haushalt am Mittwoch nach langer Debatte verabschiedet. "
    once, often = (engine.speak(sentence * times, voice) for times in (1, 12))
    assert often.duration == pytest.approx(12 * once.duration, rel=0.15)


def test_the_same_text_gives_the_same_samples(engine, voice) -> None:
    first, second = (engine.speak("Guten Abend.", voice).samples for _ in range(2))
    assert np.array_equal(first, second)


def test_another_model_is_another_version(engine, models) -> None:
    before = engine.version
    with (models / "kokoro" / "model.onnx").open("ab") as file:
        file.write(b"more")
    assert Kokoro(models / "kokoro").version != before


@pytest.mark.skipif(not TRUE_MODEL, reason="AUDIOBRIEF_TEST_KOKORO names no model folder")
@pytest.mark.parametrize("name", ["kokoro-klara", "kokoro-jonas"])
def test_the_true_model_speaks_at_a_newsreader_s_pace(name, news) -> None:
    audio = Kokoro(Path(TRUE_MODEL)).speak(news, find_voice(name))
    assert np.isfinite(audio.samples).all()
    assert 0.1 < np.abs(audio.samples).max() < 1.0
    assert 4.0 < audio.duration < 7.0
