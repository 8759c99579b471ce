"""Feeds are watched on real servers on the loopback, well-behaved and not."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Never

import feedparser
import pytest

from audiobrief.errors import AddressError, ConfigError, NoArticleError, OutputError, SourceError
from audiobrief.model import Source
from audiobrief.watch import Outcome, Pace, Rules, noted, run
from audiobrief.watch.asking import LONGEST_WAIT, PAUSE
from audiobrief.watch.entries import read_entries

Answer = tuple[int, dict[str, str], bytes]
DAY = datetime(2026, 11, 20, 8, tzinfo=UTC)
RSS = "application/rss+xml"


class Server:
    """A server on the loopback whose answers a test sets by path."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.asked.append(self.path)
                server.headers.append({n.lower(): v for n, v in self.headers.items()})
                status, headers, content = server.answers.get(self.path, (404, {}, b""))
                if headers.get("ETag") and headers["ETag"] == self.headers.get("If-None-Match"):
                    status, content = 304, b""
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                if status != 304:
                    self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: object) -> None:
                """Keep quiet."""

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.http.server_address[1]}"

    def set(self, path: str, content: bytes = b"", status: int = 200, **headers: str) -> str:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[path] = (status, {"Content-Type": RSS} | named, content)
        return self.url + path

    def feed(self, count: int, path: str = "/feed", first: int = 1, **headers: str) -> str:
        numbers = range(first, first + count)
        return self.set(path, rss(*(f"{self.url}/artikel/{n}" for n in numbers)), **headers)


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    thread = Thread(target=server.http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield server
    server.http.shutdown()
    server.http.server_close()
    thread.join()


def rss(*links: str) -> bytes:
    """A feed of entries a day apart, the oldest first."""
    items = "".join(
        f"<item><title>Bericht {n}</title><link>{link}</link><guid>{link}</guid>"
        f"<pubDate>{format_datetime(DAY + timedelta(days=n))}</pubDate></item>"
        for n, link in enumerate(links)
    )
    return f'<rss version="2.0"><channel><title>Fjordblatt</title>{items}</channel></rss>'.encode()


class Maker:
    """Stands in for the pipeline: notes what it is given, and fails for some."""

    def __init__(self, *failing: str) -> None:
        self.failing = failing
        self.made: list[str] = []

    def __call__(self, source: Source) -> str:
        path = "/" + source.name.split("/", 3)[3]
        if path in self.failing:
            raise NoArticleError(f"{path}: no article")
        self.made.append(path)
        return path


def watched(folder: Path, maker: Maker, *feeds: str, limit: int = 5) -> list[Outcome]:
    with noted(folder) as notes:
        pace = Pace(lambda _rest: None)
        return list(run(feeds, notes, maker, pace, Rules(limit=limit, allow_private=True)))


def faults(outcomes: list[Outcome]) -> list[str]:
    return [str(outcome.fault) for outcome in outcomes if outcome.fault]


def state(folder: Path) -> dict:
    return json.loads((folder / ".audiobrief-watch.json").read_bytes())


def test_a_new_feed_gives_its_newest_entries_and_later_what_is_new(server, tmp_path: Path) -> None:
    maker = Maker()
    feed = server.feed(4)
    watched(tmp_path, maker, feed, limit=2)
    assert maker.made == ["/artikel/4", "/artikel/3"]
    server.feed(7)
    watched(tmp_path, maker, feed, limit=2)
    assert maker.made[2:] == ["/artikel/7", "/artikel/6", "/artikel/5"]


def test_a_feed_that_has_not_changed_is_not_sent_again(server, tmp_path: Path) -> None:
    maker = Maker()
    date = format_datetime(DAY, usegmt=False)
    feed = server.feed(1, ETag='"a"', Last_Modified=date)
    watched(tmp_path, maker, feed)
    assert watched(tmp_path, maker, feed) == []
    assert maker.made == ["/artikel/1"]
    assert server.headers[1]["if-none-match"] == '"a"'
    assert server.headers[1]["if-modified-since"] == date
    assert "rss" in server.headers[1]["accept"]


def test_one_article_in_two_feeds_is_made_once(server, tmp_path: Path) -> None:
    maker = Maker()
    watched(tmp_path, maker, server.feed(2), server.feed(2, path="/other", first=2))
    assert sorted(maker.made) == ["/artikel/1", "/artikel/2", "/artikel/3"]


def test_an_entry_that_fails_is_tried_three_times_even_if_the_feed_is_the_same(
    server, tmp_path: Path
) -> None:
    maker = Maker("/artikel/1")
    feed = server.feed(2, ETag='"a"')
    told = [faults(watched(tmp_path, maker, feed)) for _ in range(4)]
    assert [len(lines) for lines in told] == [1, 1, 1, 0]
    assert "3 times" in told[2][0]
    assert maker.made == ["/artikel/2"]


def test_an_entry_that_failed_once_is_made_later(server, tmp_path: Path) -> None:
    feed = server.feed(1)
    watched(tmp_path, Maker("/artikel/1"), feed)
    maker = Maker()
    assert not faults(watched(tmp_path, maker, feed))
    assert maker.made == ["/artikel/1"]


def test_entries_lose_no_try_while_their_feed_does_not_answer(server, tmp_path: Path) -> None:
    feed = server.feed(1)
    watched(tmp_path, Maker("/artikel/1"), feed)
    server.set("/feed", status=500)
    for _ in range(3):
        assert len(faults(watched(tmp_path, Maker("/artikel/1"), feed))) == 1
    server.feed(1)
    maker = Maker()
    watched(tmp_path, maker, feed)
    assert maker.made == ["/artikel/1"]


def test_a_fault_of_the_settings_counts_as_no_try(server, tmp_path: Path) -> None:
    def full(_source: Source) -> Never:
        raise OutputError("the disk is full")

    feed = server.feed(1)
    for _ in range(4):
        with pytest.raises(OutputError):
            watched(tmp_path, full, feed)
    maker = Maker()
    watched(tmp_path, maker, feed)
    assert maker.made == ["/artikel/1"]


def test_what_a_killed_process_had_not_noted_is_made_again(server, tmp_path: Path) -> None:
    class Killed(BaseException):
        pass

    def killed(_source: Source) -> Never:
        raise Killed

    feed = server.feed(2, ETag='"a"')
    with pytest.raises(Killed):
        watched(tmp_path, killed, feed)
    maker = Maker()
    watched(tmp_path, maker, feed)
    assert maker.made == ["/artikel/2", "/artikel/1"]


BROKEN = {
    "html": b"<!DOCTYPE html><html><body><p>Wartung</p></body></html>",
    "cut": rss("http://example.org/a")[:-30],
    "empty": b"",
    "bomb": b'<!DOCTYPE r [<!ENTITY a "x"><!ENTITY b "&a;&a;">]>' + rss("http://example.org/a"),
    "bomb16": '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE r [<!ENTITY a "x">]><rss/>'.encode(
        "utf-16"
    ),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_feed_is_told_and_keeps_no_other_from_being_read(
    server, tmp_path: Path, kind: str
) -> None:
    maker = Maker()
    broken = server.set("/broken", BROKEN[kind])
    outcomes = watched(tmp_path, maker, broken, server.feed(1))
    assert [type(outcome.fault) for outcome in outcomes] == [SourceError, type(None)]
    assert broken in str(outcomes[0].fault)
    assert maker.made == ["/artikel/1"]


def test_a_feed_that_is_gone_is_told_once(server, tmp_path: Path) -> None:
    feed = server.set("/feed", status=410)
    assert "gone for good" in faults(watched(tmp_path, Maker(), feed))[0]
    assert watched(tmp_path, Maker(), feed) == []
    assert len(server.asked) == 1


@pytest.mark.parametrize(("status", "asked"), [(301, "/new"), (308, "/new"), (302, "/feed")])
def test_the_new_address_is_kept_where_a_feed_has_moved_for_good(
    server, tmp_path: Path, status: int, asked: str
) -> None:
    feed = server.set("/feed", status=status, Location="/new")
    server.feed(1, path="/new")
    maker = Maker()
    watched(tmp_path, maker, feed)
    server.asked.clear()
    watched(tmp_path, maker, feed)
    assert server.asked[0] == asked
    assert maker.made == ["/artikel/1"]


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_asks_for_time_gets_it(server, tmp_path: Path, status: int) -> None:
    feed = server.set("/feed", status=status, Retry_After="3600")
    assert str(status) in faults(watched(tmp_path, Maker(), feed))[0]
    assert state(tmp_path)["feeds"][feed]["not_before"] == pytest.approx(time.time() + 3600, abs=60)
    assert watched(tmp_path, Maker(), feed) == []
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("text", "rest"),
    [("nonsense", 0), ("-5", 0), ("9" * 400, LONGEST_WAIT), ("in two hours", 7200)],
    ids=["word", "negative", "huge", "date"],
)
def test_odd_times_to_wait_are_borne(server, tmp_path: Path, text: str, rest: float) -> None:
    if text == "in two hours":
        text = format_datetime(datetime.now(UTC) + timedelta(seconds=rest), usegmt=True)
    feed = server.set("/feed", status=503, Retry_After=text)
    watched(tmp_path, Maker(), feed)
    not_before = state(tmp_path)["feeds"][feed]["not_before"]
    assert not_before == pytest.approx(time.time() + rest, abs=60)


def test_a_private_address_is_refused(server, tmp_path: Path) -> None:
    with noted(tmp_path) as notes:
        outcomes = list(
            run([server.feed(1)], notes, Maker(), Pace(), Rules(limit=5, allow_private=False))
        )
    assert isinstance(outcomes[0].fault, AddressError)
    assert server.asked == []


def test_entries_that_lead_to_files_are_passed_over() -> None:
    feed = rss("file:///etc/passwd", "/etc/passwd", "javascript:alert(1)", "https://x.example/a")
    entries = read_entries(feed, address="https://x.example/feed", charset=None)
    assert {entry.link for entry in entries} <= {
        "https://x.example/a", "https://x.example/etc/passwd",
    }  # fmt: skip


def test_atom_is_read_with_links_that_are_relative() -> None:
    feed = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>F</title><id>f</id>
    <entry><id>tag:1</id><title>A</title><link href="/a"/><updated>2026-11-20T08:00:00Z</updated>
    </entry></feed>"""
    (entry,) = read_entries(feed, address="https://x.example/feeds/all", charset="utf-8")
    assert (entry.identity, entry.link) == ("tag:1", "https://x.example/a")


def test_a_host_is_given_a_pause_and_another_is_not() -> None:
    rests: list[float] = []
    pace = Pace(rests.append)
    pace.asked("http://a.example/1")
    pace.wait("http://b.example/1")
    pace.wait("http://a.example/2")
    assert rests == [pytest.approx(PAUSE, abs=0.2)]


@pytest.mark.skipif(sys.platform == "win32", reason="no such locks there")
def test_two_watchers_of_one_folder_do_not_collide(tmp_path: Path) -> None:
    with noted(tmp_path), pytest.raises(OutputError, match="another"), noted(tmp_path):
        pass


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'{"version": 9}',
        b'{"version": 1, "unpublished": false, "feeds": {"a": {"odd": 1}}}',
    ],
)
def test_damaged_notes_are_told_and_left(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / ".audiobrief-watch.json"
    path.write_bytes(content)
    with pytest.raises(SourceError, match="damaged"), noted(tmp_path):
        pass
    assert path.read_bytes() == content


ARTICLE = """<!DOCTYPE html><html lang="de"><head><title>{title}</title></head><body><article>
<h1>{title}</h1><p>Die Stadt baut am Hafen einen neuen Radweg, der im kommenden Frühjahr
fertig werden soll.</p><p>Der Rat hat dem Plan am Montag mit großer Mehrheit zugestimmt. Die
Arbeiten beginnen im Januar und kosten nach Angaben der Verwaltung zwei Millionen Euro.</p>
<p>Anwohner hatten den Weg seit Jahren gefordert. Nun wird er mit Geld des Landes gebaut, wie
die Bürgermeisterin sagte.</p></article></body></html>"""


def article(server: Server, number: int) -> None:
    page = ARTICLE.format(title=f"Hafen bekommt Radweg Nummer {number}").encode()
    server.set(f"/artikel/{number}", page, Content_Type="text/html; charset=utf-8")


def options(folder: Path) -> tuple[str, ...]:
    return ("--once", "--allow-private", "-v", "silent", "-o", str(folder))


def test_the_command_makes_briefs_once_and_the_podcast_feed(audiobrief, server, tmp_path) -> None:
    folder = tmp_path / "briefs"
    feed = server.feed(2)
    article(server, 1)
    article(server, 2)
    show = ("--base-url", "https://fjordblatt.example/hoeren/", "--title", "Fjord zum Hören")
    done = audiobrief("watch", feed, *options(folder), *show)
    assert done.returncode == 0, done.stderr
    assert len(list(folder.glob("*.mp3"))) == 2
    podcast = feedparser.parse((folder / "feed.xml").read_bytes())
    assert (podcast.feed.title, len(podcast.entries)) == ("Fjord zum Hören", 2)
    again = audiobrief("watch", feed, *options(folder), *show)
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
    # Killed before it had noted the brief: it is made again, into the same file.
    path = folder / ".audiobrief-watch.json"
    notes = json.loads(path.read_bytes())
    known = notes["feeds"][feed]
    link = f"{server.url}/artikel/1"
    known["waiting"] = {link: {"link": known["seen"].pop(link), "tries": 0}}
    path.write_text(json.dumps(notes))
    assert audiobrief("watch", feed, *options(folder)).returncode == 0
    assert len(list(folder.glob("*.mp3"))) == 2


def test_the_command_ends_with_the_code_of_the_first_failure(audiobrief, server, tmp_path) -> None:
    broken = server.set("/broken", BROKEN["html"])
    done = audiobrief("watch", broken, server.feed(1), *options(tmp_path), "--json")
    assert done.returncode == SourceError.exit_code
    assert [json.loads(line)["exit_code"] for line in done.stdout.splitlines()] == [3, 4]
    assert len(done.stderr.splitlines()) == 2
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "odd",
    [("--every", "30s"), ("--every", "soon"), ("--limit", "-1"), ("--title", "T"), ("-o", "a.mp3")],
)
def test_odd_options_are_named(audiobrief, odd: tuple[str, ...]) -> None:
    done = audiobrief("watch", "http://127.0.0.1:9/feed", "--once", *odd)
    assert done.returncode == ConfigError.exit_code
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="has no such signals")
def test_an_interrupt_ends_the_loop(server, tmp_path: Path) -> None:
    import signal

    feed = server.set("/feed", status=410)
    command = [sys.executable, "-m", "audiobrief", "watch", feed, "--allow-private"]
    with subprocess.Popen(
        [*command, "-v", "silent", "-o", str(tmp_path)], stderr=subprocess.PIPE, env={**os.environ}
    ) as process:
        assert process.stderr is not None
        assert b"gone for good" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 130
