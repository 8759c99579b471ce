"""The speech service behind Google Translate, asked with gTTS's own requests.

gTTS makes the bodies; they are sent from here, because gTTS itself switches TLS verification
off, waits for ever, never asks twice, and takes an answer without sound for a good one.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Iterator
from threading import Lock
from typing import TYPE_CHECKING

import requests
from gtts import gTTS

from audiobrief.errors import SpeechError
from audiobrief.model import Seconds
from audiobrief.synthesise.patience import Patience, retry_after

if TYPE_CHECKING:
    from audiobrief.model import Audio

URL = "https://translate.google.com/_/TranslateWebserverUi/data/batchexecute"
LARGEST_CHUNK = gTTS.GOOGLE_TTS_MAX_CHARS
LARGEST_ANSWER = 4_000_000
"""Bytes; a hundred characters are about 60,000."""
PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Status codes of faults that may be gone the next time."""


class RefusedError(SpeechError):
    """An answer without the sound asked for."""

    def __init__(self, message: str, *, passing: bool = True, after: Seconds | None = None) -> None:
        super().__init__(message)
        self.passing = passing
        self.after = after


class Translate:
    """One kept-alive connection to the service, used by one thread at a time."""

    def __init__(
        self, session: requests.Session | None = None, patience: Patience | None = None
    ) -> None:
        self._session = session or requests.Session()
        self._patience = patience or Patience()
        self._lock = Lock()
        self._next: Seconds = float("-inf")

    def fetch(self, chunk: str, language: str, read: Callable[[bytes], Audio]) -> Audio:
        """The chunk as sound; asked again where the answer is none that `read` accepts.

        `read` raises SpeechError for bytes that are not the chunk. Raises SpeechError when
        patience is at an end.
        """
        attempt = 0
        while True:
            try:
                return read(self._ask(chunk, language))
            except SpeechError as error:
                self._wait(attempt, error)
            attempt += 1

    def _wait(self, attempt: int, error: SpeechError) -> None:
        """A while before the next attempt; raises the error where there should be none."""
        patience = self._patience
        after = error.after if isinstance(error, RefusedError) else None
        hopeless = isinstance(error, RefusedError) and not error.passing
        if hopeless or attempt == len(patience.waits):
            raise error
        if after is not None and after > patience.longest:
            raise SpeechError(f"{error}, and asks to wait {after:.0f} s") from error
        patience.sleep(max(patience.wait(attempt), after or 0.0))

    def _ask(self, chunk: str, language: str) -> bytes:
        """The MP3 of one answer."""
        (body,) = gTTS(
            chunk, lang=language, lang_check=False, pre_processor_funcs=[], tokenizer_func=_whole
        ).get_bodies()
        with self._lock:
            self._keep_distance()
            try:
                content = self._post(body)
            except requests.RequestException as error:
                raise RefusedError(
                    f"Google cannot be reached: {_reason(error)}",
                    passing=not isinstance(error, requests.exceptions.SSLError),
                ) from error
        return _sound(content)

    def _keep_distance(self) -> None:
        now = self._patience.clock()
        if now < self._next:
            self._patience.sleep(self._next - now)
        self._next = max(now, self._next) + self._patience.interval

    def _post(self, body: str) -> bytes:
        with self._session.post(
            URL,
            data=body,
            headers=gTTS.GOOGLE_TTS_HEADERS,
            timeout=(self._patience.connect, self._patience.read),
            allow_redirects=False,
            stream=True,
        ) as response:
            if response.status_code != requests.codes.ok:
                raise RefusedError(
                    f"Google answered {response.status_code} {response.reason}",
                    passing=response.status_code in PASSING,
                    after=retry_after(response.headers.get("Retry-After")),
                )
            return _limited(response)


def _whole(text: str) -> list[str]:
    return [text]


def _limited(response: requests.Response) -> bytes:
    content = bytearray()
    for piece in response.iter_content(chunk_size=65_536):
        content += piece
        if len(content) > LARGEST_ANSWER:
            raise RefusedError("Google answered with far more than the sound asked for")
    return bytes(content)


def _sound(content: bytes) -> bytes:
    """The MP3 within the framing of `batchexecute`: lines of JSON between lines of lengths."""
    for payload in _payloads(content):
        try:
            return base64.b64decode(json.loads(payload)[0], validate=True)
        except (ValueError, TypeError, LookupError, binascii.Error) as error:
            raise RefusedError("Google answered without sound") from error
    raise RefusedError("Google answered without sound (a page of consent, or a block)")


def _payloads(content: bytes) -> Iterator[str]:
    """What the speech call returned, if it returned."""
    for line in content.splitlines():
        if gTTS.GOOGLE_TTS_RPC.encode() in line:
            try:
                frames = json.loads(line)
            except ValueError as error:
                raise RefusedError("Google's answer broke off") from error
            for frame in frames:
                if frame[:2] == ["wrb.fr", gTTS.GOOGLE_TTS_RPC]:
                    yield frame[2]


def _reason(error: requests.RequestException) -> str:
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
