"""The speech service behind Google Translate, asked with gTTS's own requests.

gTTS makes the bodies; they are sent from here, because gTTS itself switches TLS verification
off, waits for ever, never asks twice, and takes an answer without sound for a good one.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from gtts import gTTS

from audiobrief.synthesise.connection import Connection, Request, Session
from audiobrief.synthesise.patience import Patience, RefusedError

if TYPE_CHECKING:
    from audiobrief.model import Audio

URL = "https://translate.google.com/_/TranslateWebserverUi/data/batchexecute"
LARGEST_CHUNK = gTTS.GOOGLE_TTS_MAX_CHARS
LARGEST_ANSWER = 4_000_000
"""Bytes; a hundred characters are about 60,000."""
OK = 200


class Translate:
    """The service, asked for one chunk at a time."""

    def __init__(self, session: Session | None = None, patience: Patience | None = None) -> None:
        self._connection = Connection("Google", session, patience)

    def fetch(self, chunk: str, language: str, read: Callable[[bytes], Audio]) -> Audio:
        """The chunk as sound; asked again where the answer is none that `read` accepts.

        `read` raises SpeechError for bytes that are not the chunk. Raises SpeechError when
        patience is at an end.
        """
        return self._connection.persist(lambda: read(self._ask(chunk, language)))

    def _ask(self, chunk: str, language: str) -> bytes:
        """The MP3 of one answer."""
        (body,) = gTTS(
            chunk, lang=language, lang_check=False, pre_processor_funcs=[], tokenizer_func=_whole
        ).get_bodies()
        request = Request(url=URL, body=body, headers=gTTS.GOOGLE_TTS_HEADERS)
        with self._connection.ask(request) as answer:
            if answer.status != OK:
                raise RefusedError(
                    f"Google answered {answer.status} {answer.reason}",
                    passing=answer.passing,
                    after=answer.after,
                )
            content = answer.content(LARGEST_ANSWER)
        if content is None:
            raise RefusedError("Google answered with far more than the sound asked for")
        return _sound(content)


def _whole(text: str) -> list[str]:
    return [text]


def _sound(content: bytes) -> bytes:
    """The MP3 within the framing of `batchexecute`: lines of JSON between lines of lengths."""
    for payload in _payloads(content):
        try:
            return base64.b64decode(json.loads(payload)[0], validate=True)
        except (ValueError, TypeError, LookupError, RecursionError, binascii.Error) as error:
            raise RefusedError("Google answered without sound") from error
    raise RefusedError("Google answered without sound (a page of consent, or a block)")


def _payloads(content: bytes) -> Iterator[str]:
    """What the speech call returned, if it returned."""
    for line in content.splitlines():
        if gTTS.GOOGLE_TTS_RPC.encode() in line:
            try:
                frames = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise RefusedError("Google's answer broke off") from error
            for frame in frames if isinstance(frames, list) else ():
                match frame:
                    case ["wrb.fr", gTTS.GOOGLE_TTS_RPC, payload, *_]:
                        yield payload
