"""Models made ready: what they compute stays the same, whatever their convolutions are like."""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from audiobrief.errors import VoiceError
from audiobrief.synthesise.prepare import prepare

onnx = pytest.importorskip("onnx")
onnxruntime = pytest.importorskip("onnxruntime")

TRUE_MODELS = os.environ.get("AUDIOBRIEF_TEST_PIPER", "")
CLOSE = 1e-4

Nodes = Sequence[tuple[str, Sequence[str], str, dict[str, Any]]]


def write(
    path: Path, nodes: Nodes, weights: dict[str, np.ndarray], channels: int, version: int = 15
) -> Path:
    """A model of one input `x` and one output `y`, both of rank 3 and any length."""
    tensor, single = onnx.helper.make_tensor_value_info, onnx.TensorProto.FLOAT
    graph = onnx.helper.make_graph(
        [
            onnx.helper.make_node(kind, inputs, [output], **about)
            for kind, inputs, output, about in nodes
        ],
        "tiny",
        [tensor("x", single, ["batch", channels, "length"])],
        [tensor("y", single, None)],
        [onnx.numpy_helper.from_array(value, name) for name, value in weights.items()],
    )
    model = onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", version)])
    model.ir_version = 8
    path.write_bytes(model.SerializeToString())
    return path


def run(path: Path, x: np.ndarray) -> np.ndarray:
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    (y,) = session.run(None, {"x": x})
    return np.asarray(y)


def kinds(path: Path) -> Counter[tuple[str, int]]:
    """The convolutions of a model by kind and rank."""
    graph = onnx.load(path).graph
    ranks = {each.name: len(each.dims) for each in graph.initializer}
    return Counter(
        (node.op_type, ranks[node.input[1]]) for node in graph.node if "Conv" in node.op_type
    )


def random(*shape: int) -> np.ndarray:
    generator = np.random.default_rng(sum(shape))
    return generator.standard_normal(shape).astype(np.float32)


def check(
    folder: Path, nodes: Nodes, weights: dict[str, np.ndarray], x: np.ndarray, version: int = 15
) -> Path:
    """The prepared model, which gives what the model gave."""
    plain = write(folder / "plain.onnx", nodes, weights, x.shape[1], version)
    prepared = folder / "prepared.onnx"
    prepare(plain, prepared)
    before, after = run(plain, x), run(prepared, x)
    assert before.shape == after.shape
    assert np.abs(before - after).max(initial=0.0) < CLOSE
    return prepared


@pytest.fixture(autouse=True, scope="module")
def blocks() -> Iterator[None]:
    """Kernels for blocks, or what passes for some: the models are the same on any processor."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("audiobrief.synthesise.prepare.works_in_blocks", lambda _model: True)
        yield


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return Path(tmp_path_factory.mktemp("models"))


@settings(max_examples=60, deadline=None)
@given(
    entering=some.sampled_from([1, 3, 4, 8, 16, 20]),
    leaving=some.sampled_from([1, 2, 4, 16, 24]),
    group=some.sampled_from([1, 1, 2, 4]),
    taps=some.integers(1, 7),
    stride=some.integers(1, 3),
    dilation=some.integers(1, 4),
    pads=some.tuples(some.integers(0, 9), some.integers(0, 9)),
    biased=some.booleans(),
    batch=some.integers(1, 2),
)
def test_any_convolution_gives_what_it_gave(
    folder, entering, leaving, group, taps, stride, dilation, pads, biased, batch
) -> None:
    weights = {"w": random(leaving * group, entering, taps), "b": random(leaving * group)}
    about = {"group": group, "strides": [stride], "dilations": [dilation], "pads": pads}
    nodes = [("Conv", ["x", "w", "b"][: 2 + biased], "y", about)]
    prepared = check(folder, nodes, weights, random(batch, entering * group, 40))
    assert kinds(prepared) == {("Conv", 4): 1}


@settings(max_examples=80, deadline=None)
@given(
    entering=some.sampled_from([1, 3, 8, 16]),
    leaving=some.sampled_from([1, 2, 16]),
    taps=some.integers(1, 12),
    stride=some.integers(1, 6),
    pads=some.tuples(some.integers(0, 5), some.integers(0, 5)),
    more=some.integers(0, 5),
    group=some.sampled_from([1, 1, 1, 2]),
    dilation=some.sampled_from([1, 1, 1, 2]),
    biased=some.booleans(),
)
def test_any_upsampling_gives_what_it_gave(
    folder, entering, leaving, taps, stride, pads, more, group, dilation, biased
) -> None:
    weights = {"w": random(entering * group, leaving, taps), "b": random(leaving * group)}
    about = {
        "group": group,
        "strides": [stride],
        "dilations": [dilation],
        "pads": pads,
        "output_padding": [min(more, stride - 1)],
    }
    nodes = [("ConvTranspose", ["x", "w", "b"][: 2 + biased], "y", about)]
    check(folder, nodes, weights, random(2, entering * group, 20))


@pytest.mark.parametrize(("taps", "stride", "pad"), [(16, 8, 4), (4, 2, 1), (3, 3, 0), (20, 10, 5)])
def test_an_upsampling_that_multiplies_becomes_a_plain_convolution(
    tmp_path, taps, stride, pad
) -> None:
    nodes = [("ConvTranspose", ["x", "w"], "y", {"strides": [stride], "pads": [pad, pad]})]
    prepared = check(tmp_path, nodes, {"w": random(8, 16, taps)}, random(1, 8, 9))
    assert kinds(prepared) == {("Conv", 4): 1}


def block(number: int, taps: int, dilation: int, source: str) -> tuple[Nodes, str]:
    """A residual block as vocoders have them."""
    pad = dilation * (taps - 1) // 2
    about = {"dilations": [dilation], "pads": [pad, pad]}
    return [
        ("LeakyRelu", [source], f"bent{number}", {"alpha": 0.1}),
        ("Conv", [f"bent{number}", f"w{number}", "b"], f"conv{number}", about),
        ("Add", [f"conv{number}", source], f"sum{number}", {}),
    ], f"sum{number}"


def test_a_vocoder_gives_what_it_gave_with_its_sums_in_its_convolutions(tmp_path) -> None:
    """In the form of HiFi-GAN: pre, upsampling, residual blocks side by side, post."""
    first, one = block(1, 3, 1, "up")
    second, two = block(2, 5, 3, one)
    third, three = block(3, 3, 2, "up")
    nodes = [
        ("Conv", ["x", "pre"], "start", {"pads": [3, 3]}),
        ("LeakyRelu", ["start"], "begun", {"alpha": 0.1}),
        ("ConvTranspose", ["begun", "ups", "b"], "up", {"strides": [4], "pads": [2, 2]}),
        *first,
        *second,
        *third,
        ("Add", [two, three], "both", {}),
        ("Div", ["both", "two"], "mean", {}),
        ("LeakyRelu", ["mean"], "end", {}),
        ("Conv", ["end", "post"], "wave", {"pads": [3, 3]}),
        ("Tanh", ["wave"], "y", {}),
    ]
    weights = {
        "pre": random(32, 16, 7) / 9,
        "ups": random(32, 16, 8) / 9,
        "post": random(1, 16, 7) / 9,
        "b": random(16),
        "two": np.array(2.0, np.float32),
        **{f"w{number}": random(16, 16, taps) / 9 for number, taps in ((1, 3), (2, 5), (3, 3))},
    }
    prepared = check(tmp_path, nodes, weights, random(1, 16, 50))
    assert set(kinds(prepared)) == {("Conv", 4), ("FusedConv", 4)}
    whole = onnxruntime.SessionOptions()
    whole.optimized_model_filepath = str(tmp_path / "loaded.onnx")
    whole.log_severity_level = 3
    onnxruntime.InferenceSession(str(prepared), whole, providers=["CPUExecutionProvider"])
    loaded = Counter(node.op_type for node in onnx.load(tmp_path / "loaded.onnx").graph.node)
    if loaded["ReorderInput"]:  # where the processor has kernels for blocks
        assert loaded["Add"] == 1
        assert loaded["LeakyRelu"] == 0


def adaptive(axis: int, shape: tuple[int, ...]) -> tuple[Nodes, dict[str, Any]]:
    """An adaptive normalisation between convolutions, and a periodic activation."""
    nodes = [
        ("Conv", ["x", "w"], "conv", {"pads": [1, 1]}),
        ("ReduceMean", ["conv", "axis"], "mean", {}),
        ("Sub", ["conv", "mean"], "centred", {}),
        ("Mul", ["centred", "centred"], "square", {}),
        ("ReduceMean", ["square", "axis"], "variance", {}),
        ("Add", ["variance", "epsilon"], "more", {}),
        ("Sqrt", ["more"], "deviation", {}),
        ("Div", ["centred", "deviation"], "white", {}),
        ("Abs", ["s"], "scale", {}),
        ("Mul", ["scale", "white"], "scaled", {}),
        ("Add", ["scaled", "shift"], "normal", {}),
        ("Sin", ["normal"], "sine", {}),
        ("Pow", ["sine", "two"], "power", {}),
        ("Add", ["normal", "power"], "periodic", {}),
        ("Conv", ["periodic", "w"], "y", {"pads": [1, 1]}),
    ]
    weights = {
        "w": random(16, 16, 3) / 6,
        "axis": np.array([axis], np.int64),
        "epsilon": np.array(1e-5, np.float32),
        "two": np.array(2.0, np.float32),
        "s": random(*shape),
        "shift": random(*shape),
    }
    return nodes, weights


def test_a_normalisation_in_many_steps_becomes_one(tmp_path) -> None:
    nodes, weights = adaptive(2, (1, 16, 1))
    prepared = check(tmp_path, nodes, weights, random(2, 16, 30), 18)
    left = Counter(node.op_type for node in onnx.load(prepared).graph.node)
    assert left["InstanceNormalization"] == 1
    assert not left.keys() & {"ReduceMean", "Sub", "Sqrt", "Div", "Pow"}


@pytest.mark.parametrize(
    ("axis", "shape"), [(1, (1, 16, 1)), (2, (1, 16, 16)), (2, (1, 1, 1)), (2, (1, 1, 16))]
)
def test_a_normalisation_of_another_kind_stays_as_it_is(tmp_path, axis, shape) -> None:
    nodes, weights = adaptive(axis, shape)
    prepared = check(tmp_path, nodes, weights, random(1, 16, 16), 18)
    left = Counter(node.op_type for node in onnx.load(prepared).graph.node)
    assert left["InstanceNormalization"] == 0


def test_values_that_others_ask_for_are_had_as_before(tmp_path) -> None:
    """By an inner graph, by nodes that know rank 3 alone, and with what is broadcast."""
    tensor = onnx.helper.make_tensor_value_info("inner", onnx.TensorProto.FLOAT, None)
    add = onnx.helper.make_node("Add", ["conv", "mask"], ["inner"])
    inner = onnx.helper.make_graph([add], "inner", [], [tensor])
    nodes = [
        ("Conv", ["x", "w"], "conv", {"pads": [1, 1]}),
        ("Conv", ["conv", "w"], "again", {"pads": [1, 1]}),
        ("LeakyRelu", ["x"], "bent", {}),
        ("Add", ["bent", "conv"], "sum", {}),
        ("Mul", ["sum", "half"], "halved", {}),
        ("Mul", ["halved", "row0"], "masked", {}),
        ("Div", ["masked", "nought"], "endless", {}),
        ("Clip", ["endless"], "clipped", {}),
        ("Relu", ["again"], "positive", {}),
        ("If", ["yes"], "branch", {"then_branch": inner, "else_branch": inner}),
        ("Concat", ["masked", "positive", "branch"], "y", {"axis": 1}),
    ]
    weights = {
        "w": random(8, 8, 3) / 5,
        "half": np.array([0.5], np.float32),
        "nought": np.array(0.0, np.float32),
        "row0": random(1, 1, 30),
        "mask": random(1, 1, 30),
        "yes": np.array(True),
    }
    check(tmp_path, nodes, weights, random(1, 8, 30))


def test_a_processor_without_kernels_for_blocks_gets_no_rows(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("audiobrief.synthesise.prepare.works_in_blocks", lambda _model: False)
    nodes = [("Conv", ["x", "w"], "y", {"pads": [1, 1]})]
    prepared = check(tmp_path, nodes, {"w": random(8, 8, 3)}, random(1, 8, 20))
    assert kinds(prepared) == {("Conv", 3): 1}


@pytest.mark.parametrize(
    ("about", "version"), [({"auto_pad": "SAME_UPPER"}, 15), ({"pads": [1, 1]}, 11)]
)
def test_what_does_not_fit_is_left_alone(tmp_path, about, version) -> None:
    weights, x = {"w": random(8, 8, 3)}, random(1, 8, 20)
    plain = write(tmp_path / "a.onnx", [("Conv", ["x", "w"], "y", about)], weights, 8, version)
    prepare(plain, tmp_path / "b.onnx")
    assert kinds(tmp_path / "b.onnx") == {("Conv", 3): 1}
    assert np.abs(run(plain, x) - run(tmp_path / "b.onnx", x)).max() < CLOSE


def test_a_prepared_model_can_be_prepared_again(tmp_path) -> None:
    nodes = [
        ("Conv", ["x", "w"], "conv", {"pads": [1, 1]}),
        ("Sin", ["conv"], "sine", {}),
        ("Conv", ["sine", "w"], "y", {"auto_pad": "SAME_UPPER"}),
    ]
    prepared = check(tmp_path, nodes, {"w": random(8, 8, 3)}, random(1, 8, 20))
    again = tmp_path / "again.onnx"
    prepare(prepared, again)
    assert np.array_equal(run(prepared, random(1, 8, 20)), run(again, random(1, 8, 20)))


def test_a_graph_that_cannot_be_run_is_told_in_one_line(tmp_path) -> None:
    nodes = [("Conv", ["x", "w"], "y", {"pads": [1, 1, 1, 1, 1]})]
    plain = write(tmp_path / "a.onnx", nodes, {"w": random(8, 8, 3, 3, 3)}, 8)
    with pytest.raises(VoiceError, match=r"a\.onnx cannot be run") as caught:
        prepare(plain, tmp_path / "b.onnx")
    assert "\n" not in str(caught.value)
    assert [path.name for path in tmp_path.iterdir()] == ["a.onnx"]


@pytest.mark.skipif(not TRUE_MODELS, reason="AUDIOBRIEF_TEST_PIPER names no folder of models")
def test_every_true_model_gives_what_it_gave(tmp_path) -> None:
    models = sorted(Path(TRUE_MODELS).glob("*.onnx"))
    assert models
    for model in models:
        prepare(model, tmp_path / model.name)
        sounds = []
        for path in (model, tmp_path / model.name):
            session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
            inputs = {
                "input": np.arange(5, 45, dtype=np.int64)[np.newaxis],
                "input_lengths": np.array([40], dtype=np.int64),
                "scales": np.array([0.0, 1.0, 0.0], np.float32),  # nothing is drawn by lot
                "sid": np.array([0], dtype=np.int64),
            }
            asked = {each.name for each in session.get_inputs()}
            (sound,) = session.run(["output"], {k: v for k, v in inputs.items() if k in asked})
            sounds.append(sound)
        assert sounds[0].shape == sounds[1].shape
        assert np.abs(sounds[0] - sounds[1]).max() < CLOSE
