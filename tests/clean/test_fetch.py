"""Pages are fetched from real servers on the loopback, well-behaved and not."""

import gzip
import socket
import time
import zlib
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import brotli
import pytest

from audiobrief.clean import clean
from audiobrief.clean.read import fetch as fetching
from audiobrief.clean.read.fetch import fetch
from audiobrief.errors import AddressError, NoArticleError, SourceError
from audiobrief.model import Source

Answer = Callable[[BaseHTTPRequestHandler], None]
PAGE = "<html><body><p>Grüße aus Köln</p></body></html>"


class Server:
    """A server on the loopback whose answers a test sets by path."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.seen: list[dict[str, str]] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.seen.append({name.lower(): value for name, value in self.headers.items()})
                server.answers[self.path](self)

            def log_message(self, *_: object) -> None:
                """Keep quiet."""

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.port = self.http.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"

    def set(self, path: str, answer: Answer) -> str:
        self.answers[path] = answer
        return self.url + path


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    thread = Thread(target=server.http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield server
    server.http.shutdown()
    server.http.server_close()
    thread.join()


def page(content: bytes = PAGE.encode(), status: int = 200, **headers: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in ({"Content_Type": "text/html"} | headers).items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)

    return answer


def moved(target: str, status: int = 301) -> Answer:
    return page(b"", status, Location=target)


def test_a_page_is_fetched_with_its_charset(server: Server) -> None:
    address = server.set("/a", page(Content_Type="text/html; charset=iso-8859-1"))
    fetched = fetch(address, allow_private=True)
    assert fetched.content.decode() == PAGE
    assert fetched.charset == "iso-8859-1"
    assert fetched.url.endswith("/a")


def test_a_request_says_who_asks_and_for_what(server: Server) -> None:
    fetch(server.set("/a", page()), allow_private=True)
    seen = server.seen[0]
    assert seen["user-agent"].startswith("audiobrief/")
    assert seen["host"] == f"127.0.0.1:{server.port}"
    assert seen["accept-language"].startswith("de")


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        ("gzip", gzip.compress),
        ("br", brotli.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda data: zlib.compress(data)[2:-4]),
    ],
    ids=["gzip", "brotli", "zlib", "bare deflate"],
)
def test_compressed_pages_are_unpacked(
    server: Server, encoding: str, pack: Callable[[bytes], bytes]
) -> None:
    address = server.set("/a", page(pack(PAGE.encode()), Content_Encoding=encoding))
    assert fetch(address, allow_private=True).content.decode() == PAGE


@pytest.mark.parametrize("encoding", ["gzip", "br", "geheim"])
def test_content_that_is_not_what_its_encoding_says_is_an_error(
    server: Server, encoding: str
) -> None:
    address = server.set("/a", page(b"<html>kein Archiv</html>" * 9, Content_Encoding=encoding))
    with pytest.raises(AddressError, match="content"):
        fetch(address, allow_private=True)


@pytest.mark.parametrize("encoding", ["gzip", "br"])
def test_a_small_answer_cannot_unpack_to_a_huge_one(server: Server, encoding: str) -> None:
    pack = {"gzip": gzip.compress, "br": lambda data: brotli.compress(data, quality=5)}[encoding]
    address = server.set("/a", page(pack(b"x" * 60_000_000), Content_Encoding=encoding))
    with pytest.raises(AddressError, match="over 20 MB"):
        fetch(address, allow_private=True)


def test_redirects_are_followed(server: Server) -> None:
    server.set("/c", page())
    server.set("/b", moved("/c", 302))
    fetched = fetch(server.set("/a", moved(server.url + "/b")), allow_private=True)
    assert fetched.content.decode() == PAGE
    assert fetched.url == server.url + "/c"


def test_a_page_that_asks_for_its_cookie_gets_it(server: Server) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        known = handler.headers.get("Cookie") == "besuch=1"
        (page() if known else page(b"", 302, Location="/a", Set_Cookie="besuch=1"))(handler)

    assert fetch(server.set("/a", answer), allow_private=True).content.decode() == PAGE


def test_a_redirect_loop_ends(server: Server) -> None:
    with pytest.raises(AddressError, match="over 5 redirects"):
        fetch(server.set("/a", moved("/a")), allow_private=True)


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "gopher://127.0.0.1/", "http://[", "http:///x"]
)
def test_redirects_lead_only_to_web_addresses(server: Server, target: str) -> None:
    with pytest.raises(AddressError):
        fetch(server.set("/a", moved(target)), allow_private=True)


@pytest.mark.parametrize(("status", "said"), [(404, "404 Not Found"), (500, "500"), (403, "403")])
def test_an_error_status_is_told(server: Server, status: int, said: str) -> None:
    with pytest.raises(AddressError, match=said):
        fetch(server.set("/a", page(b"weg", status)), allow_private=True)


@pytest.mark.parametrize("kind", ["application/zip", "image/png", "audio/mpeg"])
def test_content_that_is_no_page_is_refused(server: Server, kind: str) -> None:
    with pytest.raises(SourceError, match=kind):
        fetch(server.set("/a", page(b"...", Content_Type=kind)), allow_private=True)


def test_an_endless_answer_is_cut_off(server: Server) -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        try:
            while True:
                handler.wfile.write(b"<p>noch ein Absatz</p>" * 10_000)
        except OSError:
            handler.close_connection = True

    with pytest.raises(AddressError, match="over 20 MB"):
        fetch(server.set("/a", endless), allow_private=True)


def test_an_answer_that_drips_is_cut_off(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    def dripping(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        try:
            while True:
                handler.wfile.write(b"x")
                handler.wfile.flush()
                time.sleep(0.01)
        except OSError:
            handler.close_connection = True

    monkeypatch.setattr(fetching, "DEADLINE", 0.2)
    with pytest.raises(AddressError, match="took over"):
        fetch(server.set("/a", dripping), allow_private=True)


def test_a_silent_server_is_given_up(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "TIMEOUT", 0.1)
    with pytest.raises(AddressError, match="does not answer in time"):
        fetch(server.set("/a", lambda _: time.sleep(0.3)), allow_private=True)


def test_a_connection_that_drops_is_an_error(server: Server) -> None:
    def dropping(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b"<html>")
        handler.wfile.flush()
        handler.connection.shutdown(socket.SHUT_RDWR)
        handler.close_connection = True

    with pytest.raises(AddressError, match="broke off"):
        fetch(server.set("/a", dropping), allow_private=True)


def test_a_refused_port_is_an_error() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        with pytest.raises(AddressError, match="no connection"):
            fetch(f"http://127.0.0.1:{port}/", allow_private=True)


def test_an_unknown_host_is_an_error() -> None:
    with pytest.raises(AddressError, match="no such host"):
        fetch("http://nirgends.invalid/", allow_private=True)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "10.0.0.7",
        "192.168.1.1",
        "172.16.5.4",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104 - an address to refuse, nothing listens
        "224.0.0.1",
        "[::1]",
        "[fe80::1]",
        "[fd00::1]",
        "[::ffff:127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "2130706433",
        "0x7f.1",
    ],
)
def test_private_addresses_are_refused(host: str) -> None:
    with pytest.raises(AddressError, match=r"private network|no such host"):
        fetch(f"http://{host}/")


def test_a_redirect_into_a_private_network_is_refused(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first host passes for a public one; the one it points to does not."""
    address = server.set("/a", moved("http://127.0.0.2/geheim"))
    monkeypatch.setattr(fetching, "_is_public", lambda host: host == "127.0.0.1")
    with pytest.raises(AddressError, match=r"127\.0\.0\.2 is on a private network"):
        fetch(address)


def test_the_connection_goes_to_the_address_that_was_checked(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that points elsewhere a moment after the check gains nothing: it is asked once."""
    names: list[str] = []
    resolve = socket.getaddrinfo

    def changing(host: str, port: int, *rest: int, **more: int) -> list[tuple[object, ...]]:
        if host != "wechselt.example":
            return list(resolve(host, port, *rest, **more))
        names.append(host)
        target = "127.0.0.1" if len(names) == 1 else "127.0.0.99"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (target, port))]

    server.set("/a", page())
    monkeypatch.setattr(socket, "getaddrinfo", changing)
    monkeypatch.setattr(fetching, "_is_public", lambda host: host == "127.0.0.1")
    address = f"http://wechselt.example:{server.port}/a"
    assert fetch(address).content.decode() == PAGE
    assert server.seen[0]["host"] == f"wechselt.example:{server.port}"
    assert names == ["wechselt.example"]
    with pytest.raises(AddressError, match="private network"):
        fetch(address)


LINE = "<p>Der Hafen von Norderhaven verkauft seine drei ältesten Kräne an eine Werft in Polen.</p>"


def article(lines: int, head: str = "") -> Answer:
    told = "".join(LINE.replace("drei", str(number)) for number in range(lines))
    text = f"<html><head>{head}</head><body><h1>Kräne</h1><article>{told}</article></body></html>"
    return page(text.encode())


def test_a_web_address_becomes_an_article(server: Server) -> None:
    server.set("/neu", article(4))
    found = clean(Source(name=server.set("/alt", moved("/neu"))), allow_private=True)
    assert found.source == server.url + "/alt"
    assert found.url == server.url + "/neu"
    assert len(found.body) == 4


def test_an_amp_page_leads_to_the_full_article(server: Server) -> None:
    link = '<link rel="canonical" href="/voll">'
    server.set("/voll", article(6, link))
    found = clean(Source(name=server.set("/amp", article(3, link))), allow_private=True)
    assert len(found.body) == 6
    assert found.url == server.url + "/voll"


def test_a_stub_leads_to_the_full_article(server: Server) -> None:
    stub = (
        b'<html><head><link rel="canonical" href="/voll"></head><body><h1>Kurz</h1></body></html>'
    )
    server.set("/voll", article(6))
    assert len(clean(Source(name=server.set("/amp", page(stub))), allow_private=True).body) == 6


@pytest.mark.parametrize(
    "target", [page(b"weg", 404), page(b"<html><body>Startseite</body></html>"), None]
)
def test_a_canonical_address_without_the_article_is_no_error(
    server: Server, target: Answer | None
) -> None:
    if target:
        server.set("/voll", target)
    link = f'<link rel="canonical" href="{"/voll" if target else "/"}">'
    found = clean(Source(name=server.set("/amp", article(3, link))), allow_private=True)
    assert len(found.body) == 3


def test_a_canonical_address_in_a_private_network_is_not_followed(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = '<link rel="canonical" href="http://127.0.0.2/geheim">'
    address = server.set("/a", article(3, link))
    monkeypatch.setattr(fetching, "_is_public", lambda host: host == "127.0.0.1")
    assert len(clean(Source(name=address)).body) == 3


def test_text_from_the_web_is_read_as_text(server: Server) -> None:
    text = "Hafen verkauft Kräne\n\n" + LINE[3:-4] + "\n\n" + LINE[3:-4].replace("drei", "zwei")
    address = server.set("/t", page(text.encode("cp1252"), Content_Type="text/plain"))
    assert "ältesten" in clean(Source(name=address), allow_private=True).body[-1].text


def test_a_page_without_an_article_names_its_address(server: Server) -> None:
    address = server.set("/leer", page(b"<html><body><p>Nichts.</p></body></html>"))
    with pytest.raises(NoArticleError, match=address):
        clean(Source(name=address), allow_private=True)
