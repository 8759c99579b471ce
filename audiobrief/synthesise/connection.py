"""A server asked for bytes: within limits, patiently, and over one connection. Hides requests."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import TypeVar

import requests

from audiobrief.model import Seconds
from audiobrief.synthesise.patience import Patience, RefusedError, retry_after
from audiobrief.synthesise.service import service

PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Status codes of faults that may be gone the next time."""
PIECE = 65_536

Session = requests.Session
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a server is asked; its headers, which may hold a key, are never shown."""

    url: str
    body: bytes | str | None = None
    """None for a request that only fetches."""
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    redirects: bool = False
    """Whether the server may send us elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer whose content is still to come."""

    status: int
    reason: str
    headers: Mapping[str, str]
    """By names in any case."""
    pieces: Iterator[bytes]

    def content(self, largest: int) -> bytes | None:
        """All of it, None for more than `largest` bytes."""
        content = bytearray()
        for piece in self.pieces:
            content += piece
            if len(content) > largest:
                return None
        return bytes(content)

    @property
    def passing(self) -> bool:
        """Whether the same request may be answered better in a while."""
        return self.status in PASSING

    @property
    def after(self) -> Seconds | None:
        """How long the server asks us to wait."""
        return retry_after(self.headers.get("Retry-After"))


class Connection:
    """A kept-alive connection to one service, used by one thread at a time."""

    def __init__(
        self, name: str, session: Session | None = None, patience: Patience | None = None
    ) -> None:
        self._service = service(name)
        self._session = session or Session()
        self.patience = patience or Patience()
        self._lock = Lock()

    def persist(self, attempt: Callable[[], T]) -> T:
        """What the attempt gives, with the patience of this connection."""
        return self._service.persist(self.patience, attempt)

    @contextmanager
    def ask(self, request: Request) -> Iterator[Answer]:
        """One answer, its content to be read within; raises RefusedError where none comes."""
        with self._lock:
            try:
                with self._sent(request) as response:
                    yield Answer(
                        status=response.status_code,
                        reason=response.reason or "",
                        headers=_headers(response),
                        pieces=response.iter_content(chunk_size=PIECE),
                    )
            except (requests.RequestException, UnicodeError) as error:
                raise RefusedError(
                    f"{self._service.name} cannot be reached: {_reason(error)}",
                    passing=not isinstance(error, requests.exceptions.SSLError),
                ) from error

    def _sent(self, request: Request) -> requests.Response:
        return self._session.request(
            "GET" if request.body is None else "POST",
            request.url,
            data=request.body,
            headers=request.headers,
            timeout=(self.patience.connect, self.patience.read),
            allow_redirects=request.redirects,
            stream=True,
            auth=_as_given,
        )


def local_session() -> Session:
    """A session for servers on this machine: through no proxy, whatever the environment says."""
    session = Session()
    session.trust_env = False
    return session


def _headers(response: requests.Response) -> Mapping[str, str]:
    """Those of the answer, and what was said on the way to it and not again."""
    headers = requests.structures.CaseInsensitiveDict[str]()
    for step in (*response.history, response):
        headers.update(step.headers)
    return headers


def _as_given(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """The request with the headers that it has: no name or password of a .netrc file joins it."""
    return request


def _reason(error: Exception) -> str:
    """A word for what is wrong, instead of the library's line of nested objects."""
    match error:
        case requests.exceptions.SSLError():
            return "its certificate is not trusted"
        case requests.exceptions.ProxyError():
            return "the proxy does not let us through"
        case requests.Timeout():
            return "no answer in time"
        case _:
            return "the connection failed or broke off"
