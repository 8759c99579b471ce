"""A page from the web: fetched politely, within limits, and never from a private network."""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpx

from audiobrief.clean.read.inflate import ACCEPTED, unpack
from audiobrief.clean.read.source import LARGEST
from audiobrief.errors import AddressError, SourceError

MOST_REDIRECTS = 5
TIMEOUT = httpx.Timeout(15.0, connect=10.0)
DEADLINE = 40.0
"""Seconds for all of a fetch: a server that drips bytes never runs into a time-out."""

_HEADERS = {
    "User-Agent": "audiobrief/1 (reads single articles aloud for one person)",
    "Accept": "text/html,application/xhtml+xml,text/plain;q=0.8,*/*;q=0.1",
    "Accept-Language": "de,en;q=0.3",
    "Accept-Encoding": ACCEPTED,
}
TEXT = ("text/", "application/xhtml", "application/xml", "application/octet-stream", "message/")
IMAGE = ("image/jpeg", "image/png", "image/webp")
FEED = (
    "text/", "application/rss", "application/atom", "application/rdf", "application/xml",
    "application/octet-stream",
)  # fmt: skip
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_MOST_ADDRESSES = 4
_ERROR = 400
_LASTING = (301, 308)
_WANTED = {IMAGE: "a picture", FEED: "a feed; give the address of one"}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a web address answered."""

    content: bytes
    charset: str | None
    """As the server says, if it does."""
    url: str
    """Where it was found after all redirects."""
    moved: str = ""
    """Where it is from now on, by redirects that say so; the address asked for without any."""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    """By their names in small letters."""


def fetch(
    address: str,
    *,
    allow_private: bool = False,
    kinds: tuple[str, ...] = TEXT,
    headers: Mapping[str, str] | None = None,
    statuses: frozenset[int] = frozenset(),
) -> Fetched:
    """The content behind a web address.

    `headers` are sent too; an answer of one of the `statuses` is one as well, without content.

    Every host on the way is resolved once, checked, and the connection goes to the address that
    was checked, so that a name cannot point elsewhere a moment later. Raises AddressError where
    nothing usable answers, SourceError where what answers is of none of the kinds.
    """
    until = time.monotonic() + DEADLINE
    url = moved = _parse(address)
    lasting = True
    with httpx.Client(timeout=TIMEOUT, trust_env=False) as client:
        for _ in range(MOST_REDIRECTS + 1):
            hosts = _resolve(url, address, allow_private=allow_private)
            with _answer(client, url, hosts, address, headers or {}) as response:
                if response.status_code in statuses:
                    return _fetched(b"", response, url, moved)
                if not response.has_redirect_location:
                    content = _read(response, address, until, kinds)
                    return _fetched(content, response, url, moved)
                target = _next(url, response, address)
                lasting = lasting and response.status_code in _LASTING
            moved = target if lasting else moved
            if target.host != url.host:
                client.cookies.clear()  # they are kept by address, which two hosts may share
            url = target
    raise AddressError(f"{address}: over {MOST_REDIRECTS} redirects; open it in a browser first")


def _parse(address: str) -> httpx.URL:
    try:
        url = httpx.URL(address.strip())
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise AddressError(f"{address}: not a valid web address; check its spelling") from error
    if url.scheme not in ("http", "https"):
        raise AddressError(f"{address}: leads to {url.scheme or 'nowhere'}; only http and https do")
    if not url.host:
        raise AddressError(f"{address}: names no host; check its spelling")
    return url.copy_with(fragment=None, username=None, password=None)


def _next(url: httpx.URL, response: httpx.Response, address: str) -> httpx.URL:
    try:
        return _parse(str(url.join(response.headers["location"])))
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise AddressError(
            f"{address}: redirects to an invalid address; try again later"
        ) from error


@contextmanager
def _answer(
    client: httpx.Client,
    url: httpx.URL,
    hosts: list[str],
    address: str,
    headers: Mapping[str, str],
) -> Iterator[httpx.Response]:
    """An answer whose body is still to be read, from the first of a host's addresses to answer."""
    try:
        response = _send(client, url, hosts, headers)
        try:
            yield response
        finally:
            response.close()
    except httpx.HTTPError as error:
        hint = "check the address or try again later"
        raise AddressError(f"{address}: {_reason(error)}; {hint}") from error


def _send(
    client: httpx.Client, url: httpx.URL, hosts: list[str], headers: Mapping[str, str]
) -> httpx.Response:
    for place, host in enumerate(hosts, start=1):
        request = client.build_request(
            "GET",
            url.copy_with(host=host),
            headers={**_HEADERS, **headers, "Host": url.netloc.decode("ascii")},
            extensions={"sni_hostname": url.raw_host.decode("ascii")},
        )
        try:
            return client.send(request, stream=True)
        except (httpx.ConnectError, httpx.ConnectTimeout):
            if place == len(hosts):
                raise
    raise AssertionError("a host was resolved to no address")


def _resolve(url: httpx.URL, address: str, *, allow_private: bool) -> list[str]:
    port = url.port or (443 if url.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(
            url.raw_host.decode("ascii").strip("[]"), port, type=socket.SOCK_STREAM
        )
    except (OSError, UnicodeError) as error:
        raise AddressError(f"{address}: no such host {url.host}; check the address") from error
    hosts = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not allow_private:
        hosts = [host for host in hosts if _is_public(host)]
    if not hosts:
        raise AddressError(
            f"{address}: {url.host} is on a private network; if that is meant, give --allow-private"
        )
    return hosts[:_MOST_ADDRESSES]


def _is_public(host: str) -> bool:
    """Whether everybody can reach an address, or the IPv4 address that it wraps."""
    ip = ipaddress.ip_address(host.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        ip = inner or ip
    return ip.is_global and not ip.is_multicast


def _fetched(content: bytes, response: httpx.Response, url: httpx.URL, moved: httpx.URL) -> Fetched:
    return Fetched(
        content,
        response.charset_encoding,
        str(url),
        str(moved),
        response.status_code,
        dict(response.headers),
    )


def _read(response: httpx.Response, address: str, until: float, kinds: tuple[str, ...]) -> bytes:
    if response.status_code >= _ERROR:
        status = f"{response.status_code} {response.reason_phrase}".strip()
        raise AddressError(f"{address}: the server answers {status}; check the address")
    kind = response.headers.get("content-type", "text/html").strip().lower()
    if not kind.startswith(kinds):
        wanted = _WANTED.get(kinds, "a page; give the page around it")
        raise SourceError(f"{address}: is {kind.partition(';')[0]}, not {wanted}")
    content = bytearray()
    try:
        for chunk in unpack(response.iter_raw(), response.headers.get("content-encoding", "")):
            content += chunk
            if len(content) > LARGEST:
                raise AddressError(
                    f"{address}: over {LARGEST // 1_000_000} MB; give the page of an article"
                )
            if time.monotonic() > until:
                raise AddressError(f"{address}: took over {DEADLINE:.0f} s; try again later")
    except ValueError as error:
        raise AddressError(f"{address}: {error}; try again later") from error
    return bytes(content)


def _reason(error: httpx.HTTPError) -> str:
    match error:
        case httpx.ConnectError() if "CERTIFICATE" in str(error):
            return "the server's certificate is not trusted"
        case httpx.ConnectTimeout() | httpx.ConnectError():
            return "no connection to the server"
        case httpx.TimeoutException():
            return "the server does not answer in time"
        case httpx.RemoteProtocolError() | httpx.ReadError():
            return "the server broke off"
    return f"the request failed ({type(error).__name__})"
