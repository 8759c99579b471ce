"""A browser, a brief with sound to show in it, and a server that serves as newsrooms' do."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import numpy as np
import pytest

from audiobrief.model import Audio, Brief, Track
from audiobrief.publish import publish
from audiobrief.publish.captions import webvtt
from audiobrief.publish.web.page import page

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
RANGE = re.compile(r"bytes=(\d+)-(\d*)")

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """Debian's Chromium without a window; skips where there is none."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="needs the extra 'browser'")
    if not CHROMIUM.exists():
        pytest.skip(f"no browser at {CHROMIUM}")
    with sync_api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def show(browser: "Browser") -> Iterator[Callable[..., "Page"]]:
    """Open an address with a fresh profile; what the page complains of fails the test."""
    contexts, complaints = [], []

    def open_page(address: str, **options: object) -> "Page":
        context = browser.new_context(**options)
        contexts.append(context)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        context.on("console", lambda line: line.type == "error" and complaints.append(line.text))
        shown = context.new_page()
        shown.goto(address)
        return shown

    open_page.complaints = complaints
    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def put(radweg: Brief, tmp_path: Path) -> Callable[..., Brief]:
    """Publish the brief with a tone for its sound, and with other words."""

    def one(**words: object) -> Brief:
        rate = 16_000
        time = np.arange(round(radweg.duration * rate)) / rate
        samples = (0.1 * np.sin(2 * np.pi * 220 * time)).astype(np.float32)
        audio = Audio(samples=samples, sample_rate=rate)
        article = replace(radweg.article, **words)
        track = Track(article=article, audio=audio, cues=radweg.cues, loudness=-23.0)
        return publish(track, tmp_path / "site")

    return one


@pytest.fixture
def sounding(put: Callable[..., Brief]) -> Brief:
    """The brief with its MP3, as it is published."""
    return put()


@pytest.fixture
def file(sounding: Brief) -> Path:
    """Its player page, with the captions beside it."""
    path = sounding.mp3.with_suffix(".html")
    path.write_text(page(sounding), encoding="utf-8")
    path.with_suffix(".vtt").write_text(webvtt(sounding.cues), encoding="utf-8")
    return path


class Ranged(SimpleHTTPRequestHandler):
    """A server that answers for a part of a file too, without which no player can seek."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def end_headers(self) -> None:
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def do_GET(self) -> None:
        wanted = RANGE.fullmatch(self.headers.get("Range", ""))
        path = Path(self.translate_path(self.path))
        del self.headers["If-Modified-Since"]  # a test may change a file within a second
        if wanted is None or not path.is_file():
            super().do_GET()
            return
        data = path.read_bytes()
        start, end = int(wanted[1]), min(int(wanted[2] or len(data)), len(data) - 1)
        self.send_response(206)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Range", f"bytes {start}-{end}/{len(data)}")
        self.send_header("Content-Length", str(end - start + 1))
        self.end_headers()
        self.wfile.write(data[start : end + 1])


@pytest.fixture
def address(file: Path) -> Iterator[str]:
    """Where the folder of the page is served."""
    handler = partial(Ranged, directory=str(file.parent))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
