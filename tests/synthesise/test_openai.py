"""Speech servers of OpenAI's kind: a real server on this machine that can misbehave."""

from __future__ import annotations

import io
import json
import traceback
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

import numpy as np
import pytest
import soundfile

from audiobrief.choices import EngineName
from audiobrief.errors import OfflineError, SpeechError, VoiceError
from audiobrief.model import Voice
from audiobrief.synthesise import cached, find_voice, load_engine, needs, synthesise
from audiobrief.synthesise.address import endpoint, fault_of, on_this_machine
from audiobrief.synthesise.openai import OpenAI
from audiobrief.synthesise.patience import Patience

RATE = 24_000
SHORT = "Der Landtag tagt heute in Mainz."
KEY = "sk-very-secret-0123456789"
Answer = Callable[["Handler", str], None]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Server

    def do_POST(self) -> None:
        question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((self.path, question, self.headers.get("Authorization")))
        answers = self.server.answers
        (answers.pop(0) if answers else sound("WAV"))(self, question["input"])

    def reply(self, content: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Length", headers.pop("length", str(len(content))))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: list[Answer] = []
        self.asked: list[tuple[str, dict[str, object], str | None]] = []
        self.end = Event()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


@cache
def encoded(seconds: float, form: str) -> bytes:
    clock = np.arange(round(seconds * RATE)) / RATE
    kinds = {"OPUS": ("OGG", "OPUS"), "VORBIS": ("OGG", "VORBIS")}
    kind, coding = kinds.get(form, (form, None))
    buffer = io.BytesIO()
    wave = 0.5 * np.cos(2 * np.pi * 440 * clock)
    soundfile.write(buffer, wave, RATE, format=kind, subtype=coding)
    return buffer.getvalue()


def sound(form: str) -> Answer:
    return lambda handler, text: handler.reply(encoded(len(text) / 14, form))


def reply(content: bytes, status: int = 200, **headers: str) -> Answer:
    return lambda handler, _text: handler.reply(content, status, **headers)


def told(message: str, status: int) -> Answer:
    return reply(json.dumps({"error": {"message": message}}).encode(), status)


def streamed(handler: Handler, text: str) -> None:
    """As services do: in chunks, with a header that does not know the length."""
    content = bytearray(encoded(len(text) / 14, "WAV"))
    content[4:8] = content[40:44] = b"\xff\xff\xff\xff"
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    for start in range(0, len(content), 10_000):
        piece = bytes(content[start : start + 10_000])
        handler.wfile.write(b"%x\r\n%b\r\n" % (len(piece), piece))
    handler.wfile.write(b"0\r\n\r\n")


def dropped(handler: Handler, text: str) -> None:
    whole = encoded(len(text) / 14, "WAV")
    handler.reply(whole[: len(whole) // 2], length=str(len(whole)))
    handler.close_connection = True


def hung_up(handler: Handler, _text: str) -> None:
    handler.close_connection = True


def slow(handler: Handler, _text: str) -> None:
    handler.server.end.wait(5)
    handler.close_connection = True


FAULTS: dict[str, tuple[Answer, str]] = {
    "429": (reply(b"", 429), "answered 429 Too Many Requests"),
    "500": (told("CUDA out of memory", 500), r"500 Internal Server Error \(CUDA out of memory\)"),
    "503": (reply(b"<html>loading", 503), "answered 503 Service Unavailable$"),
    "empty": (reply(b""), "answered with nothing"),
    "JSON": (
        reply(b'{"error": "model is loading"}'),
        r"JSON \(model is loading\) instead of sound",
    ),
    "HTML": (reply(b"<!DOCTYPE html><title>Portal"), "answered with a web page instead of sound"),
    "other bytes": (reply(b"\x00\x01\x02" * 50), "150 bytes of another kind instead of sound"),
    "deep JSON": (reply(b"[" * 100_000), "answered with JSON instead of sound"),
    "short sound": (reply(encoded(0.1, "WAV")), "not the text: 0.1 s of sound are too short"),
    "silence": (reply(encoded(0.0, "WAV")), "instead of sound"),
    "dropped": (dropped, "cannot be reached: the connection failed or broke off"),
    "hung up": (hung_up, "cannot be reached: the connection failed or broke off"),
}


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield server
    server.end.set()
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def voice(server: Server) -> Voice:
    return Voice(
        name="house",
        engine=EngineName.OPENAI,
        model="kokoro",
        speaker="af_sky",
        address=server.address,
    )


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def engine(waits: list[float]) -> OpenAI:
    patience = Patience(sleep=waits.append, chance=lambda: 0.0)
    return OpenAI({"SPEECH_KEY": KEY}.get, local=True, patience=patience)


def test_a_sentence_is_asked_for_as_the_api_says(server, engine, voice) -> None:
    audio = engine.speak(SHORT, voice)
    ((path, question, key),) = server.asked
    assert path == "/v1/audio/speech"
    assert question == {
        "model": "kokoro",
        "voice": "af_sky",
        "input": SHORT,
        "response_format": "wav",
        "speed": 1.0,
    }
    assert key is None
    assert audio.sample_rate == RATE


@pytest.mark.parametrize("form", ["WAV", "MP3", "FLAC", "OPUS", "VORBIS"])
def test_whatever_form_comes_is_heard(server, engine, voice, form: str) -> None:
    server.answers += [sound(form)]
    audio = engine.speak(SHORT, voice)
    assert audio.duration == pytest.approx(len(SHORT) / 14, abs=0.1)
    assert np.abs(audio.samples).max() > 0.3


def test_a_streamed_answer_is_heard_whole(server, engine, voice) -> None:
    server.answers += [streamed]
    assert engine.speak(SHORT, voice).duration == pytest.approx(len(SHORT) / 14, abs=0.01)


def test_the_pace_is_the_speed(server, engine, voice) -> None:
    for rate in (0.5, 1.0, 4.0):
        server.answers += [reply(encoded(len(SHORT) / 14 / rate, "WAV"))]
        engine.speak(SHORT, replace(voice, rate=rate))
    assert [question["speed"] for _, question, _ in server.asked] == [0.5, 1.0, 4.0]
    with pytest.raises(VoiceError, match=r"at rate 4\.5: choose one from 0\.25 to 4\.00"):
        engine.speak(SHORT, replace(voice, rate=4.5))


@pytest.mark.parametrize(("fault", "message"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_that_passes_leaves_no_trace(server, engine, voice, waits, fault, message) -> None:
    server.answers += [fault, fault]
    assert message
    assert engine.speak(SHORT, voice).duration > 2
    assert waits == [1.0, 2.0]


@pytest.mark.parametrize(("fault", "message"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_that_stays_is_told(server, voice, fault, message) -> None:
    engine = OpenAI(local=True, patience=Patience(waits=(0.0,), sleep=lambda _: None))
    server.answers += [fault, fault]
    with pytest.raises(SpeechError, match=message) as caught:
        engine.speak(SHORT, voice)
    assert "\n" not in str(caught.value)
    assert len(server.asked) == 2


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (told("no such model: kokoro9", 404), r"404 Not Found \(no such model: kokoro9\)"),
        (reply(b'{"detail": "input too long"}', 422), r"422 .* \(input too long\)"),
        (reply(b'{"detail": [{"loc": []}]}', 400), "answered 400 Bad Request$"),
        (reply(b"", 302, Location="http://127.0.0.1:9/"), "answered 302 Found"),
        (told(f"Incorrect key: {KEY[:8]}***", 401), r"refuses a request without key_env \(401\)"),
    ],
)
def test_a_refusal_for_good_is_not_asked_again(
    server, engine, voice, waits, answer, message
) -> None:
    server.answers += [answer]
    with pytest.raises(SpeechError, match=message):
        engine.speak(SHORT, voice)
    assert (waits, len(server.asked)) == ([], 1)


def test_the_wait_that_the_server_asks_for_is_kept(server, engine, voice, waits) -> None:
    server.answers += [reply(b"", 429, Retry_After="7")]
    engine.speak(SHORT, voice)
    assert waits == [7.0]


def test_a_slow_server_costs_no_more_than_the_profile_allows(server, voice) -> None:
    engine = OpenAI(local=True, patience=Patience(read=0.2, waits=()))
    server.answers += [slow]
    with pytest.raises(SpeechError, match="no answer in time"):
        engine.speak(SHORT, voice)


def test_a_server_that_is_not_there_is_named(voice) -> None:
    engine = OpenAI(local=True, patience=Patience(waits=()))
    with pytest.raises(SpeechError, match=r"speech server http://127\.0\.0\.1:9 cannot be reached"):
        engine.speak(SHORT, replace(voice, address="http://127.0.0.1:9"))


def test_the_key_goes_to_the_server_and_nowhere_else(
    server, engine, voice, utter, tmp_path: Path, capfd, caplog
) -> None:
    caplog.set_level(0)
    voice = replace(voice, key_env="SPEECH_KEY")
    kept = cached(engine, tmp_path / "kept")
    kept.speak(SHORT, voice)
    assert server.asked[0][2] == f"Bearer {KEY}"
    server.answers += [told(f"Incorrect API key provided: {KEY}", 401)]
    with pytest.raises(SpeechError, match=r"refuses the key in SPEECH_KEY \(401\)") as caught:
        list(synthesise([utter("Am Abend wird gewählt.")], kept, voice))
    told_of_it = [
        "".join(traceback.format_exception(caught.value)),
        repr(vars(engine)),
        caplog.text,
        *capfd.readouterr(),
        *(path.name + path.read_bytes().decode("latin-1") for path in tmp_path.rglob("*.clip")),
    ]
    assert not [text for text in told_of_it if KEY in text]


def test_a_name_in_netrc_does_not_take_the_place_of_the_key(
    server, voice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login anna password geheim\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    engine = OpenAI({"SPEECH_KEY": KEY}.get)
    engine.speak(SHORT, replace(voice, key_env="SPEECH_KEY"))
    assert server.asked[0][2] == f"Bearer {KEY}"


@pytest.mark.parametrize(
    ("key", "message"),
    [
        (None, r"needs a key: set SPEECH_KEY in the environment, .*keyring set audiobrief SPEECH"),
        ("  ", "needs a key"),
        ("abc\ndef", "SPEECH_KEY holds signs that no key has"),
        ("Schlüssel", "SPEECH_KEY holds signs that no key has"),
    ],
)
def test_a_key_that_is_not_there_is_asked_for_by_its_name(server, voice, key, message) -> None:
    engine = OpenAI({"SPEECH_KEY": key}.get, local=True)
    with pytest.raises(VoiceError, match=message) as caught:
        engine.speak(SHORT, replace(voice, key_env="SPEECH_KEY"))
    assert not key or key.strip() not in str(caught.value) or not key.strip()
    assert server.asked == []


def test_a_server_on_this_machine_may_speak_offline() -> None:
    here, there = "http://127.0.0.1:8880", "https://speech.example.org"
    assert load_engine(EngineName.OPENAI, offline=True, address=here).local
    assert not load_engine(EngineName.OPENAI, address=there).local
    with pytest.raises(OfflineError, match="openai sends the text over the network"):
        load_engine(EngineName.OPENAI, offline=True, address=there)


def test_a_server_is_what_the_voice_needs(voice) -> None:
    assert needs(voice) == f"a server at {voice.address}"
    assert needs(replace(voice, address="https://speech.example.org")) == "network"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("http://127.0.0.1:8880", True),
        ("http://127.9.9.9", True),
        ("http://[::1]:8880/v1", True),
        ("http://localhost:8880", True),
        ("http://localhost.example.org", False),
        ("http://127.0.0.1.example.org", False),
        ("http://127.0.0.1@example.org", False),
        ("http://192.168.0.9:8880", False),
        ("https://speech.example.org", False),
    ],
)
def test_what_is_this_machine_is_known(address: str, expected: bool) -> None:
    assert on_this_machine(address) is expected


@pytest.mark.parametrize(
    "address", ["http://h", "http://h/", "http://h/v1", "http://h/v1/", "http://h//"]
)
def test_an_address_may_end_in_its_version_or_not(address: str) -> None:
    assert endpoint(address, "/audio/speech") == "http://h/v1/audio/speech"
    assert endpoint("http://h/api/tts", "/x") == "http://h/api/tts/v1/x"


PROFILE = 'name = "house"\nengine = "openai"\nmodel = "tts-1"\n'


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("", "address is missing: every voice of the engine openai needs name, engine, model, add"),
        ('address = "speech.example.org"', "“speech.example.org”: allowed is a web address"),
        ('address = "ftp://speech.example.org"', "allowed is a web address"),
        ('address = "http://:80"', "allowed is a web address"),
        ('address = "http://h:99999"', "is no valid web address"),
        ('address = "http://[h"', "is no valid web address"),
        ('address = "https://h/?key=1"', "must end before any"),
        ('address = "http://h"\nkey_env = "KEY"', "must begin with https:// where key_env"),
        ('address = "https://h"\nkey_env = "sk-123"', "key_env is no variable's name"),
        ('address = "https://h"\nkey = "sk-123"', "key is not known for the engine openai"),
        ('address = "https://h"\nspeaker = 3', "speaker is 3: allowed is a text"),
    ],
)
def test_a_fault_in_the_profile_of_a_server_is_told(tmp_path: Path, lines, message) -> None:
    (tmp_path / "house.toml").write_text(PROFILE + lines, encoding="utf-8")
    with pytest.raises(VoiceError, match=message) as caught:
        find_voice("house", tmp_path)
    assert "house.toml" in str(caught.value)
    assert "sk-123" not in str(caught.value)


def test_a_password_in_an_address_is_refused_and_not_repeated(tmp_path: Path) -> None:
    (tmp_path / "house.toml").write_text(PROFILE + 'address = "https://anna:geheim@h"\n')
    with pytest.raises(VoiceError, match="must not hold a name or a password") as caught:
        find_voice("house", tmp_path)
    assert "geheim" not in str(caught.value)


def test_a_key_may_go_to_this_machine_in_the_clear() -> None:
    assert fault_of("http://127.0.0.1:8880", with_key=True) is None
    assert fault_of("https://speech.example.org", with_key=True) is None
