"""edge-tts against a stand-in that speaks the service's protocol over a web socket."""

from __future__ import annotations

import asyncio
import io
import json
import re
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from functools import cache
from threading import Thread

import numpy as np
import pytest
import soundfile

from audiobrief.choices import EngineName
from audiobrief.errors import OfflineError, SpeechError, VoiceError
from audiobrief.model import Voice
from audiobrief.synthesise import find_voice, load_engine, needs
from audiobrief.synthesise.patience import Patience

edge_tts = pytest.importorskip("edge_tts")
from aiohttp import web  # noqa: E402 - it comes with edge-tts

from audiobrief.synthesise.edge import Edge  # noqa: E402 - the same

RATE = 24_000
SHORT = "Der Landtag tagt heute in Mainz."
Answer = Callable[["StandIn", web.WebSocketResponse, bytes], Awaitable[None]]
TURN_END = "X-RequestId:1\r\nPath:turn.end\r\n\r\n{}"


@cache
def mp3(seconds: float) -> bytes:
    clock = np.arange(round(seconds * RATE)) / RATE
    buffer = io.BytesIO()
    soundfile.write(buffer, 0.5 * np.cos(2 * np.pi * 440 * clock), RATE, format="MP3")
    return buffer.getvalue()


def framed(data: bytes, kind: bytes = b"Content-Type:audio/mpeg\r\n") -> bytes:
    head = b"X-RequestId:1\r\n" + kind + b"Path:audio\r\n"
    return len(head).to_bytes(2, "big") + head + data


async def sound(_server: StandIn, socket: web.WebSocketResponse, content: bytes) -> None:
    await socket.send_str("X-RequestId:1\r\nPath:turn.start\r\n\r\n{}")
    for start in range(0, len(content), 5_000):
        await socket.send_bytes(framed(content[start : start + 5_000]))
    await socket.send_bytes(framed(b"", b""))
    await socket.send_str(TURN_END)


def boundary(word: str, start: float, seconds: float) -> str:
    """When a word is heard, as the service tells it."""
    text = {"Text": word, "Length": len(word), "BoundaryType": "WordBoundary"}
    data = {"Offset": round(start * 1e7), "Duration": round(seconds * 1e7), "text": text}
    metadata = json.dumps({"Metadata": [{"Type": "WordBoundary", "Data": data}]})
    return f"X-RequestId:1\r\nPath:audio.metadata\r\n\r\n{metadata}"


async def worded(_server: StandIn, socket: web.WebSocketResponse, content: bytes) -> None:
    await socket.send_str(boundary("Der", 0.1, 0.2))
    await socket.send_bytes(framed(content[:500]))
    await socket.send_str(boundary("Landtag", 0.3125, 0.5))
    await socket.send_bytes(framed(content[500:]))
    await socket.send_str(boundary("Mainz", 1.75, 0.5))
    await socket.send_bytes(framed(b"", b""))
    await socket.send_str(TURN_END)


async def dropped(_server: StandIn, socket: web.WebSocketResponse, content: bytes) -> None:
    await socket.send_bytes(framed(content[: len(content) // 2]))


async def empty(_server: StandIn, socket: web.WebSocketResponse, _content: bytes) -> None:
    await socket.send_str(TURN_END)


async def short(server: StandIn, socket: web.WebSocketResponse, _content: bytes) -> None:
    await sound(server, socket, mp3(0.2))


async def no_mp3(server: StandIn, socket: web.WebSocketResponse, _content: bytes) -> None:
    await sound(server, socket, b"no sound at all" * 100)


async def unknown(_server: StandIn, socket: web.WebSocketResponse, _content: bytes) -> None:
    await socket.send_str("Path:sign.in\r\n\r\n{}")


async def slow(server: StandIn, _socket: web.WebSocketResponse, _content: bytes) -> None:
    await server.end.wait()


FAULTS: dict[str, tuple[Answer | int, str]] = {
    "dropped": (dropped, "Microsoft's answer broke off"),
    "empty": (empty, "an empty answer"),
    "short": (short, "is not the text: 0.* s of sound are too short"),
    "no MP3": (no_mp3, "Microsoft's sound cannot be read"),
    "unknown": (unknown, "an answer of an unknown form"),
    "503": (503, "it answered 503"),
    "429": (429, "it answered 429"),
}


class StandIn:
    """Answers well, unless told otherwise for the next requests."""

    def __init__(self) -> None:
        self.answers: list[Answer | int] = []
        self.asked: list[str] = []
        self.wanted = ""
        self.port = 0
        self.loop = asyncio.new_event_loop()
        self.end = asyncio.Event()
        self.stop = self.loop.create_future()

    async def handle(self, request: web.Request) -> web.StreamResponse:
        answer = self.answers.pop(0) if self.answers else sound
        if isinstance(answer, int):
            self.asked.append("")
            return web.Response(status=answer)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.wanted = await socket.receive_str()
        ssml = await socket.receive_str()
        self.asked.append(ssml)
        words = re.sub(r"<[^>]*>", "", ssml.partition("\r\n\r\n")[2])
        await answer(self, socket, mp3(len(words) / 14))
        await socket.close()
        return socket

    async def serve(self, ready: Callable[[], None]) -> None:
        app = web.Application()
        app.router.add_get("/edge", self.handle)
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.port = runner.addresses[0][1]
        ready()
        await self.stop
        self.end.set()
        await runner.cleanup()


@pytest.fixture
def microsoft(monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    from threading import Event

    server, ready = StandIn(), Event()
    thread = Thread(target=server.loop.run_until_complete, args=[server.serve(ready.set)])
    thread.start()
    assert ready.wait(10)
    monkeypatch.setattr(edge_tts.communicate, "WSS_URL", f"ws://127.0.0.1:{server.port}/edge?a=b")
    yield server
    server.loop.call_soon_threadsafe(server.stop.set_result, None)
    thread.join()
    server.loop.close()


@pytest.fixture
def voice() -> Voice:
    return find_voice("edge-katja")


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def engine(waits: list[float]) -> Edge:
    return Edge(Patience(interval=0.0, sleep=waits.append, chance=lambda: 0.0))


def test_a_sentence_is_asked_for_once_and_heard_whole(microsoft, engine, voice) -> None:
    audio = engine.speak(SHORT, voice)
    (asked,) = microsoft.asked
    assert SHORT in asked
    assert "KatjaNeural" in asked
    assert (audio.sample_rate, audio.samples.dtype) == (RATE, np.float32)
    assert audio.duration == pytest.approx(len(SHORT) / 14, abs=0.15)


def test_the_times_of_its_words_are_asked_for_and_told(microsoft, engine, voice) -> None:
    microsoft.answers += [worded]
    words = engine.speak(SHORT, voice).words
    assert [SHORT[word.first : word.behind] for word in words] == ["Der", "Landtag", "Mainz"]
    assert [word.start for word in words] == [0.1, 0.3125, 1.75]
    assert [word.end for word in words] == pytest.approx([0.3, 0.8125, 2.25])
    assert '"wordBoundaryEnabled":"true"' in microsoft.wanted


@pytest.mark.parametrize(("rate", "told"), [(1.0, "+0%"), (1.25, "+25%"), (0.5, "-50%")])
def test_the_pace_is_told_in_percent(microsoft, engine, voice, rate, told) -> None:
    engine.speak(SHORT, replace(voice, rate=rate))
    assert f"rate='{told}'" in microsoft.asked[0]


def test_a_pace_beyond_the_services_is_refused(microsoft, engine, voice) -> None:
    with pytest.raises(VoiceError, match=r"at rate 2\.5: choose one from 0\.50 to 2\.00"):
        engine.speak(SHORT, replace(voice, rate=2.5))
    assert microsoft.asked == []


@pytest.mark.parametrize(("fault", "message"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_that_passes_leaves_no_trace(
    microsoft, engine, voice, waits, fault, message
) -> None:
    microsoft.answers += [fault, fault]
    assert message
    assert engine.speak(SHORT, voice).duration > 2
    assert waits == [1.0, 2.0]


@pytest.mark.parametrize(("fault", "message"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_that_stays_is_told(microsoft, voice, fault, message) -> None:
    microsoft.answers += [fault, fault]
    engine = Edge(Patience(waits=(0.0,), sleep=lambda _: None))
    with pytest.raises(SpeechError, match=message) as caught:
        engine.speak(SHORT, voice)
    assert "\n" not in str(caught.value)
    assert len(microsoft.asked) == 2


def test_a_refusal_for_good_is_not_asked_again(microsoft, engine, voice, waits) -> None:
    microsoft.answers += [404]
    with pytest.raises(SpeechError, match="it answered 404"):
        engine.speak(SHORT, voice)
    assert waits == []


def test_a_slow_service_costs_no_more_than_the_profile_allows(microsoft, voice) -> None:
    microsoft.answers += [slow]
    engine = Edge(Patience(waits=()))
    with pytest.raises(SpeechError, match="no answer in time"):
        engine.speak(SHORT, replace(voice, time_limit=1.0))


def test_a_service_that_is_not_there_is_told(voice, monkeypatch) -> None:
    monkeypatch.setattr(edge_tts.communicate, "WSS_URL", "ws://127.0.0.1:9/edge?a=b")
    with pytest.raises(SpeechError, match="the connection failed"):
        Edge(Patience(waits=())).speak(SHORT, voice)


@pytest.mark.parametrize("text", ["", "… – !"])
def test_a_text_without_letters_is_not_sent(microsoft, engine, voice, text) -> None:
    with pytest.raises(SpeechError, match="not one letter"):
        engine.speak(text, voice)
    assert microsoft.asked == []


def test_a_voice_that_none_has_is_told(microsoft, engine, voice) -> None:
    with pytest.raises(VoiceError, match="Microsoft has no voice “Katja”"):
        engine.speak(SHORT, replace(voice, model="Katja"))
    assert microsoft.asked == []


def test_markup_in_a_sentence_is_words(microsoft, engine, voice) -> None:
    engine.speak("Der <break time='9s'/> Landtag & der Rat tagen.", voice)
    assert "<break" not in microsoft.asked[0]


def test_the_text_leaves_the_machine_and_offline_it_does_not(voice) -> None:
    assert needs(voice) == "network"
    assert not load_engine(EngineName.EDGE).local
    with pytest.raises(OfflineError, match="edge sends the text over the network"):
        load_engine(EngineName.EDGE, offline=True)
