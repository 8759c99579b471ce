"""A publisher of models on this machine: files, ranges, redirects, and faults on demand."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Callable
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import onnx

from audiobrief.synthesise.prepare import prepare

NAME = "de_DE-anna-medium"
PIPER = "/rhasspy/piper-voices/resolve/main/"
FOLDER = "de/de_DE/anna/medium/"


def _model() -> bytes:
    """A number times many others: three megabytes in the place of sixty."""
    tensor, many = onnx.helper.make_tensor_value_info, np.arange(750_000, dtype=np.float32)
    graph = onnx.helper.make_graph(
        [onnx.helper.make_node("Mul", ["input", "weight"], ["output"])],
        "tiny",
        [tensor("input", onnx.TensorProto.FLOAT, [1])],
        [tensor("output", onnx.TensorProto.FLOAT, [len(many)])],
        [onnx.numpy_helper.from_array(many, "weight")],
    )
    model = onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", 15)])
    model.ir_version = 8
    return bytes(model.SerializeToString())


MODEL = _model()
SETTINGS = json.dumps(
    {"audio": {"sample_rate": 22050}, "phoneme_id_map": {}, "num_speakers": 1}
).encode()
CARD = b"""# Model card for anna (medium)

## Dataset

* URL: https://voices.example/anna
* License: CC0

## Training

Finetuned from English bob voice (medium quality).
"""


@cache
def prepared() -> dict[str, bytes]:
    """The files of the model as it is installed, by their names."""
    with tempfile.TemporaryDirectory() as folder:
        fetched = Path(folder, "fetched")
        fetched.write_bytes(MODEL)
        placed = prepare(fetched, Path(folder, f"{NAME}.onnx"))
        return {path.name: path.read_bytes() for path in placed}


Answer = Callable[["Handler", bytes], None]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Publisher

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers.get("Range")))
        content = self.server.files.get(self.path)
        if content is None:
            self.reply(b"Not Found", 404)
            return
        answers = self.server.answers.get(self.path.rpartition("/")[2], [])
        (answers.pop(0) if answers else whole)(self, content)

    def reply(self, content: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Length", headers.pop("length", str(len(content))))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


class Publisher(ThreadingHTTPServer):
    """Serves `files` by path; `answers` holds faults by file name, for the next requests."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.files: dict[str, bytes] = {}
        self.answers: dict[str, list[Answer]] = {}
        self.asked: list[tuple[str, str | None]] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def ranges(self, name: str) -> list[str | None]:
        """The ranges that were asked for of a file."""
        return [asked for path, asked in self.asked if path.endswith(f"/{name}")]

    def publish_piper(self, digest: str = "md5") -> None:
        """One voice of Piper, listed as its publisher lists them."""
        contents = {f"{NAME}.onnx": MODEL, f"{NAME}.onnx.json": SETTINGS, "MODEL_CARD": CARD}
        listed = {
            FOLDER + name: {
                "size_bytes": len(content),
                f"{digest}_digest": hashlib.new(digest, content).hexdigest(),
            }
            for name, content in contents.items()
        }
        index = {
            NAME: {"key": NAME, "num_speakers": 1, "speaker_id_map": {}, "files": listed},
            "de_DE-bert-low": {"key": "de_DE-bert-low", "files": {}},
            "en_US-joe-medium": {"key": "en_US-joe-medium", "files": {}},
        }
        self.files = {PIPER + FOLDER + name: content for name, content in contents.items()}
        self.files[PIPER + "voices.json"] = json.dumps(index).encode()


def whole(handler: Handler, content: bytes) -> None:
    """The file, or the range asked for."""
    asked = handler.headers.get("Range")
    if not asked:
        handler.reply(content)
        return
    start = int(asked.removeprefix("bytes=").rstrip("-"))
    if start >= len(content):
        handler.reply(b"", 416, Content_Range=f"bytes */{len(content)}")
        return
    rest = f"bytes {start}-{len(content) - 1}/{len(content)}"
    handler.reply(content[start:], 206, Content_Range=rest)


def broken_off(after: int) -> Answer:
    """So many bytes, then the connection ends."""

    def answer(handler: Handler, content: bytes) -> None:
        asked = handler.headers.get("Range")
        start = int(asked.removeprefix("bytes=").rstrip("-")) if asked else 0
        rest = content[start:]
        if asked:
            place = f"bytes {start}-{len(content) - 1}/{len(content)}"
            handler.reply(rest[:after], 206, length=str(len(rest)), Content_Range=place)
        else:
            handler.reply(rest[:after], length=str(len(rest)))
        handler.close_connection = True

    return answer


def without_ranges(handler: Handler, content: bytes) -> None:
    handler.reply(content)


def other_range(handler: Handler, content: bytes) -> None:
    handler.reply(content[7:], 206, Content_Range=f"bytes 7-{len(content) - 1}/{len(content)}")


def out_of_range(handler: Handler, content: bytes) -> None:
    handler.reply(b"", 416, Content_Range=f"bytes */{len(content)}")


def changed(handler: Handler, content: bytes) -> None:
    handler.reply(b"X" + content[1:])


def shorter(handler: Handler, content: bytes) -> None:
    handler.reply(content[:-1])


def longer(handler: Handler, content: bytes) -> None:
    handler.reply(content + b"!")


def status(code: int, **headers: str) -> Answer:
    return lambda handler, _content: handler.reply(b"Sorry", code, **headers)


def web_page(handler: Handler, _content: bytes) -> None:
    handler.reply(b"<!DOCTYPE html><title>Sign in</title>", Content_Type="text/html")


def redirected(address: str, sha_256: str) -> Answer:
    """As the hub does: the sum of the file in the redirect, the file elsewhere."""
    return lambda handler, _content: handler.reply(
        b"", 302, Location=address, X_Linked_ETag=f'"{sha_256}"'
    )
