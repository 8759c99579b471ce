"""Any server that speaks OpenAI's speech API: local neural servers, and services on the network."""

from __future__ import annotations

import json
from dataclasses import replace

from audiobrief.errors import AudioFileError, SpeechError, VoiceError
from audiobrief.model import Audio, Voice
from audiobrief.sound.files import decode
from audiobrief.synthesise.address import endpoint
from audiobrief.synthesise.checks import fault
from audiobrief.synthesise.connection import (
    Answer,
    Connection,
    Request,
    Session,
    local_session,
)
from audiobrief.synthesise.engine import Secrets, no_secrets
from audiobrief.synthesise.patience import Patience, RefusedError
from audiobrief.synthesise.plain import plain
from audiobrief.synthesise.speed import told_speed

SLOWEST, FASTEST = 0.25, 4.0
"""The API's bounds of speed."""
LARGEST_ANSWER = 100_000_000
"""Bytes; half an hour of 16-bit sound at 24 kHz."""
LARGEST_EXCUSE = 20_000
"""Bytes of an answer that is no sound."""
SHOWN = 160
"""Characters of it in a message."""
OK = 200
KEY_REFUSED = frozenset({401, 403})


class OpenAI:
    """The engine; a voice's profile has the address, the model, the speaker and the key's name."""

    name = "openai"
    version = "1"
    audible = True
    speeds = (SLOWEST, FASTEST)

    def __init__(
        self,
        secrets: Secrets = no_secrets,
        *,
        local: bool = False,
        session: Session | None = None,
        patience: Patience | None = None,
    ) -> None:
        self.local = local
        self._secrets = secrets
        self._session = session or (local_session() if local else Session())
        self._patience = patience
        self._connections: dict[str, Connection] = {}

    def speak(self, text: str, voice: Voice) -> Audio:
        """The text at the server's sample rate, decoded from whatever form it answers in."""
        request = Request(
            url=endpoint(voice.address, "/audio/speech"),
            body=json.dumps(_question(plain(text), voice)),
            headers={"Content-Type": "application/json", **self._credentials(voice)},
        )
        connection = self._connection(voice)

        def attempt() -> Audio:
            with connection.ask(request) as answer:
                content = _sound(answer, voice)
            return self._read(content, text, voice)

        return connection.persist(attempt)

    def _connection(self, voice: Voice) -> Connection:
        if voice.address not in self._connections:
            patience = self._patience or Patience(read=voice.time_limit)
            if self.local:
                patience = replace(patience, interval=0.0)
            self._connections[voice.address] = Connection(
                f"the speech server {voice.address}", self._session, patience
            )
        return self._connections[voice.address]

    def _credentials(self, voice: Voice) -> dict[str, str]:
        """The header with the key, if the profile names one."""
        if not voice.key_env:
            return {}
        key = (self._secrets(voice.key_env) or "").strip()
        if not key:
            raise VoiceError(
                f"the voice {voice.name} needs a key: set {voice.key_env} in the environment, "
                f"or keep it in the keyring (keyring set audiobrief {voice.key_env})"
            )
        if not (key.isascii() and key.isprintable()):
            raise VoiceError(f"{voice.key_env} holds signs that no key has: copy it again")
        return {"Authorization": f"Bearer {key}"}

    def _read(self, content: bytes, text: str, voice: Voice) -> Audio:
        if not content:
            raise RefusedError("the speech server answered with nothing")
        try:
            audio = decode(content)
        except AudioFileError as error:
            raise RefusedError(
                f"the speech server answered with {_kind(content)} instead of sound"
            ) from error
        if wrong := fault(audio, text, self, voice.rate):
            raise SpeechError(f"the speech server's answer is not the text: {wrong}")
        return audio


def _question(text: str, voice: Voice) -> dict[str, str | float]:
    speed = told_speed(voice, "a speech server", SLOWEST, FASTEST)
    question: dict[str, str | float] = {
        "model": voice.model,
        "input": text,
        "response_format": "wav",
        "speed": speed,
    }
    return question | ({"voice": voice.speaker} if voice.speaker else {})


def _sound(answer: Answer, voice: Voice) -> bytes:
    """The content of a good answer; raises RefusedError, with the server's reason, for another."""
    if answer.status in KEY_REFUSED:  # such an answer may hold a part of the key: it is not shown
        what = f"the key in {voice.key_env}" if voice.key_env else "a request without key_env"
        raise RefusedError(f"the speech server refuses {what} ({answer.status})", passing=False)
    if answer.status != OK:
        excuse = _excuse(answer.content(LARGEST_EXCUSE) or b"")
        raise RefusedError(
            f"the speech server answered {answer.status} {answer.reason}{excuse}".strip(),
            passing=answer.passing,
            after=answer.after,
        )
    content = answer.content(LARGEST_ANSWER)
    if content is None:
        raise RefusedError("the speech server answered with far more than a sentence")
    return content


def _excuse(content: bytes) -> str:
    """What the server says in its own words, where it says it as the API does."""
    try:
        told = json.loads(content)
    except (ValueError, RecursionError):
        return ""
    error = told.get("error", told.get("detail")) if isinstance(told, dict) else None
    message = error.get("message") if isinstance(error, dict) else error
    if not isinstance(message, str):
        return ""
    line = " ".join("".join(c if c.isprintable() else " " for c in message).split())
    return f" ({line[:SHOWN]})" if line else ""


def _kind(content: bytes) -> str:
    """What such bytes are called."""
    start = content[:200].lstrip().lower()
    if start.startswith((b"{", b"[")):
        return f"JSON{_excuse(content)}"
    if start.startswith((b"<!doctype", b"<html")):
        return "a web page"
    return f"{len(content)} bytes of another kind"
