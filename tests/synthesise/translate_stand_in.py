"""Google Translate's voice as a stand-in on this machine: its protocol, over TLS, behind a proxy.

It answers well unless it is told to misbehave for the next requests, or for those of a sentence.
"""

from __future__ import annotations

import base64
import io
import json
import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import numpy as np
import soundfile

if TYPE_CHECKING:
    import trustme

HOST = "translate.google.com"
PATH = "/_/TranslateWebserverUi/data/batchexecute"
RATE = 24_000
Answer = Callable[["Handler", str], None]


class Handler(BaseHTTPRequestHandler):
    """One connection: a CONNECT, the TLS handshake, then requests until it closes."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: StandIn

    def do_CONNECT(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            secure = self.server.tls.wrap_socket(self.connection, server_side=True)
        except OSError:  # the client did not trust us
            self.close_connection = True
            return
        self.server.connections.append(secure)
        self.connection, self.rfile, self.wfile = (
            secure,
            secure.makefile("rb"),
            secure.makefile("wb"),
        )
        self.close_connection = False

    def finish(self) -> None:
        super().finish()
        self.connection.close()

    def do_POST(self) -> None:
        assert (self.headers["Host"], self.path) == (HOST, PATH)
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        ((call, parameters, _, _),) = json.loads(parse_qs(body)["f.req"][0])[0]
        text, language, _, _ = json.loads(parameters)
        assert (call, language) == ("jQ1olc", "de")
        self.server.asked.append(text)
        answers = self.server.answers
        answer = answers.pop(0) if answers else self.server.usual(text)
        answer(self, text)

    def reply(self, content: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Length", headers.pop("length", str(len(content))))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


class StandIn(ThreadingHTTPServer):
    """Answers well, unless told otherwise for the next requests."""

    daemon_threads = False  # closing waits for them

    def __init__(self, tls: ssl.SSLContext) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.tls = tls
        self.answers: list[Answer] = []
        self.asked: list[str] = []
        self.connections: list[ssl.SSLSocket] = []
        self.end = Event()
        self.usual: Callable[[str], Answer] = lambda _text: sound

    def hang_up(self) -> None:
        """Every handler's wait comes to an end."""
        self.end.set()
        for connection in self.connections:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


@cache
def mp3(seconds: float, after: float = 0.4) -> bytes:
    clock = np.arange(round(seconds * RATE)) / RATE
    wave = np.pad(0.5 * np.cos(2 * np.pi * 440 * clock), (RATE // 10, round(after * RATE)))
    buffer = io.BytesIO()
    soundfile.write(buffer, wave, RATE, format="MP3")
    return buffer.getvalue()


def framed(payload: str | None) -> bytes:
    frame = json.dumps([["wrb.fr", "jQ1olc", payload, None, None, None, "generic"]])
    rest = '[["di",52],["af.httprm",51,"-4212",8]]'
    return f")]}}'\n\n{len(frame)}\n{frame}\n{len(rest)}\n{rest}\n".encode()


def framed_sound(content: bytes) -> bytes:
    return framed(json.dumps([base64.b64encode(content).decode()]))


def sound(handler: Handler, text: str) -> None:
    """What Google does: the chunk as MP3, and no sound for more than 100 characters."""
    handler.reply(framed_sound(mp3(len(text) / 14)) if len(text) <= 100 else framed(None))


def status(code: int, **headers: str) -> Answer:
    return lambda handler, _text: handler.reply(b"<html>Sorry ...</html>", code, **headers)


def content(data: bytes, **headers: str) -> Answer:
    return lambda handler, _text: handler.reply(data, **headers)


def cut_sound(handler: Handler, text: str) -> None:
    whole = mp3(len(text) / 14)
    handler.reply(framed_sound(whole[: len(whole) // 2]))


def short_sound(handler: Handler, _text: str) -> None:
    handler.reply(framed_sound(mp3(0.2)))


def dropped(handler: Handler, text: str) -> None:
    whole = framed_sound(mp3(len(text) / 14))
    handler.reply(whole[: len(whole) // 2], length=str(len(whole)))
    handler.close_connection = True


def broken_off(handler: Handler, text: str) -> None:
    whole = framed_sound(mp3(len(text) / 14))
    handler.reply(whole[: len(whole) // 2])


def hung_up(handler: Handler, _text: str) -> None:
    handler.close_connection = True


def slow(handler: Handler, _text: str) -> None:
    handler.server.end.wait(5)
    handler.close_connection = True


def endless(handler: Handler, _text: str) -> None:
    handler.reply(b" " * 5_000_000)


FAULTS: dict[str, Answer] = {
    "429": status(429),
    "500": status(500),
    "502": status(502),
    "503": status(503),
    "empty": content(b""),
    "HTML": content(b"<html><form action=consent>", Content_Type="text/html"),
    "no sound": content(framed(None)),
    "empty list": content(framed("[]")),
    "not base64": content(framed('["???"]')),
    "no MP3": content(framed_sound(b"no sound at all")),
    "silence": content(framed_sound(mp3(0.0, after=2.0))),
    "cut sound": cut_sound,
    "short sound": short_sound,
    "dropped": dropped,
    "broken off": broken_off,
    "hung up": hung_up,
    "endless": endless,
}


@contextmanager
def serving(authority: trustme.CA) -> Iterator[StandIn]:
    """The service, with a certificate of that authority for Google's host."""
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(HOST).configure_cert(tls)
    server = StandIn(tls)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.hang_up()
        server.shutdown()
        server.server_close()
        thread.join()


def environment(server: StandIn, ca: str) -> Mapping[str, str]:
    """What leads a program's requests here, and lets it trust the certificate in that file."""
    proxy = f"http://127.0.0.1:{server.server_address[1]}"
    return {"HTTPS_PROXY": proxy, "https_proxy": proxy, "NO_PROXY": "", "REQUESTS_CA_BUNDLE": ca}
