"""Model files put in place, each as published."""

import hashlib
from pathlib import Path

import numpy as np
import pytest

from audiobrief.errors import OutputError, VoiceError
from audiobrief.synthesise.install import install_kokoro, published

onnx = pytest.importorskip("onnx")
onnxruntime = pytest.importorskip("onnxruntime")


def _half_model() -> bytes:
    """Squares its input and halves it, in half precision, with a cast and a branch inside."""
    half, helper = onnx.TensorProto.FLOAT16, onnx.helper
    weight = onnx.numpy_helper.from_array(np.array([0.5], np.float16), "weight")
    branch = helper.make_graph(
        [helper.make_node("Mul", ["square", "weight"], ["result"])],
        "branch",
        [],
        [helper.make_tensor_value_info("result", half, [1])],
    )
    graph = helper.make_graph(
        [
            helper.make_node("Cast", ["input"], ["narrow"], to=half),
            helper.make_node("Mul", ["narrow", "narrow"], ["square"]),
            helper.make_node("Constant", [], ["yes"], value=helper.make_tensor("t", 9, [], [True])),
            helper.make_node("If", ["yes"], ["halved"], then_branch=branch, else_branch=branch),
            helper.make_node("Cast", ["halved"], ["output"], to=onnx.TensorProto.FLOAT),
        ],
        "half",
        [helper.make_tensor_value_info("input", onnx.TensorProto.FLOAT, [1])],
        [helper.make_tensor_value_info("output", onnx.TensorProto.FLOAT, [1])],
        [weight],
        value_info=[helper.make_tensor_value_info("square", half, [1])],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 8
    return bytes(model.SerializeToString())


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "fetched"
    (folder / "voices").mkdir(parents=True)
    (folder / "any_name.onnx").write_bytes(_half_model())
    (folder / "voices" / "if_one.bin").write_bytes(b"one style")
    (folder / "voices" / "im_two.bin").write_bytes(b"another style")
    return folder


@pytest.fixture
def sums(source: Path) -> dict[str, dict[str, str]]:
    def of(path: Path) -> str:
        return hashlib.sha256(path.read_bytes()).hexdigest()

    styles = {path.name: of(path) for path in (source / "voices").iterdir()}
    return {"models": {"published.onnx": of(source / "any_name.onnx")}, "styles": styles}


def _squared(model: Path, value: float) -> float:
    options = onnxruntime.SessionOptions()
    # As written: the library's own optimising would take the narrow steps out of so small a model.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    (output,) = session.run(None, {"input": np.array([value], np.float32)})
    return float(output[0])


def test_a_folder_is_installed_where_the_engine_looks(source, sums, tmp_path) -> None:
    target = install_kokoro(source, tmp_path / "models", sums)
    assert target == tmp_path / "models" / "kokoro"
    placed = sorted(str(path.relative_to(target)) for path in target.rglob("*") if path.is_file())
    assert placed == ["model.onnx", "voices/if_one.bin", "voices/im_two.bin"]


def test_the_installed_model_computes_beyond_half_precision(source, sums, tmp_path) -> None:
    assert _squared(source / "any_name.onnx", 300.0) == np.inf
    model = install_kokoro(source, tmp_path / "models", sums) / "model.onnx"
    assert _squared(model, 300.0) == pytest.approx(45_000)


def test_an_installed_folder_can_be_installed_over(source, sums, tmp_path) -> None:
    first = install_kokoro(source, tmp_path / "models", sums)
    before = (first / "model.onnx").read_bytes()
    assert (install_kokoro(source, tmp_path / "models", sums) / "model.onnx").read_bytes() == before


@pytest.mark.parametrize("name", ["any_name.onnx", "voices/im_two.bin"])
def test_a_changed_file_is_refused_and_nothing_placed(source, sums, tmp_path, name) -> None:
    with (source / name).open("ab") as file:
        file.write(b"!")
    with pytest.raises(VoiceError, match=f"{Path(name).name} is not as published"):
        install_kokoro(source, tmp_path / "models", sums)
    assert not (tmp_path / "models").exists()


def test_a_style_under_the_name_of_another_is_refused(source, sums, tmp_path) -> None:
    voices = source / "voices"
    (voices / "if_one.bin").write_bytes((voices / "im_two.bin").read_bytes())
    with pytest.raises(VoiceError, match=r"if_one\.bin is not as published"):
        install_kokoro(source, tmp_path / "models", sums)


def test_a_file_that_is_no_model_is_refused_and_no_part_left(source, sums, tmp_path) -> None:
    (source / "any_name.onnx").write_bytes(b"<html>Not found</html>")
    sums["models"]["published.onnx"] = hashlib.sha256(b"<html>Not found</html>").hexdigest()
    with pytest.raises(VoiceError, match="no ONNX model"):
        install_kokoro(source, tmp_path / "models", sums)
    left = [path.name for path in (tmp_path / "models" / "kokoro").iterdir()]
    assert left == []


def test_a_folder_without_a_model_or_styles_is_told(source, sums, tmp_path) -> None:
    with pytest.raises(VoiceError, match=r"there is no model \(\*\.onnx\)"):
        install_kokoro(tmp_path, tmp_path / "models", sums)
    for style in (source / "voices").iterdir():
        style.unlink()
    with pytest.raises(VoiceError, match="there are no styles"):
        install_kokoro(source, tmp_path / "models", sums)


def test_of_two_models_none_is_guessed(source, sums, tmp_path) -> None:
    (source / "other.onnx").write_bytes(_half_model())
    with pytest.raises(VoiceError, match="several models"):
        install_kokoro(source, tmp_path / "models", sums)


def test_a_folder_that_takes_no_files_is_told(source, sums, tmp_path) -> None:
    (tmp_path / "models").write_text("a file stands in the way")
    with pytest.raises(OutputError, match="cannot be written"):
        install_kokoro(source, tmp_path / "models", sums)


def test_all_sums_are_sha_256() -> None:
    sums = [
        sum_
        for kinds in published().values()
        for files in kinds.values()
        for sum_ in files.values()
    ]
    assert len(sums) == len(set(sums)) > 50
    assert all(len(bytes.fromhex(sum_)) == 32 for sum_ in sums)
