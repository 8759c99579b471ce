"""The picture of a brief, from wherever it comes, and what is said of its voice."""

import io
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from PIL import Image

from audiobrief.choices import Cover, Origin
from audiobrief.config import Settings
from audiobrief.errors import PictureError
from audiobrief.events import Event, Warned
from audiobrief.finishing import finished, prepared
from audiobrief.model import Article


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    folder = tmp_path / "site"
    folder.mkdir()
    buffer = io.BytesIO()
    Image.new("RGB", (1200, 630), "#804020").save(buffer, "JPEG")
    (folder / "bild.jpg").write_bytes(buffer.getvalue())
    (folder / "seite.html").write_text("<p>Kein Bild</p>")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def article(image: str | None = None) -> Article:
    return Article(source="-", headline="Brücke gesperrt", body=(), image=image)


def test_a_pages_picture_is_fetched_only_when_asked_for(site: str) -> None:
    told: list[Event] = []
    ours = article(f"{site}/bild.jpg")
    settings = Settings(cover=Cover.PAGE, allow_private=True)
    cover = finished(ours, (), prepared(settings), settings, told.append).cover
    assert cover
    assert (cover.width, cover.height) == (1200, 630)
    assert not told
    assert finished(ours, (), prepared(Settings()), Settings(), told.append).cover is None


@pytest.mark.parametrize(
    ("path", "settings", "reason"),
    [
        ("/bild.jpg", Settings(cover=Cover.PAGE), "on a private network"),
        ("/bild.jpg", Settings(cover=Cover.PAGE, offline=True), "not fetched while offline"),
        ("/none.jpg", Settings(cover=Cover.PAGE, allow_private=True), "answers 404"),
        ("/seite.html", Settings(cover=Cover.PAGE, allow_private=True), "not a picture"),
        (None, Settings(cover=Cover.PAGE), "names no picture"),
    ],
)
def test_a_card_is_drawn_where_the_page_hands_over_no_picture(
    site: str, path: str | None, settings: Settings, reason: str
) -> None:
    told: list[Event] = []
    page = article(path and site + path)
    cover = finished(page, (), prepared(settings), settings, told.append).cover
    assert cover
    assert cover.width == cover.height == 1400
    (warning,) = told
    assert isinstance(warning, Warned)
    assert reason in warning.message


def test_a_picture_that_cannot_be_read_is_told_before_a_word_is_spoken(tmp_path: Path) -> None:
    with pytest.raises(PictureError, match=r"bild\.jpg: cannot be read"):
        prepared(Settings(cover=tmp_path / "bild.jpg"))


@pytest.mark.parametrize(
    ("voices", "origin"),
    [
        (("pico",), Origin.ALGORITHMIC),
        (("espeak", "pico"), Origin.ALGORITHMIC),
        (("pico", "kokoro-klara"), Origin.TRAINED),
        (("gtts",), Origin.TRAINED),
    ],
)
def test_one_voice_that_was_trained_counts_for_all(voices: tuple[str, ...], origin: Origin) -> None:
    finish = finished(article(), voices, prepared(Settings()), Settings(), print)
    assert finish.origin is origin
