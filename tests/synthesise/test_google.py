"""gTTS against a stand-in that speaks Google's protocol over TLS, behind a CONNECT proxy."""

from __future__ import annotations

import importlib.util
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import numpy as np
import pytest
import requests
import trustme

from audiobrief.errors import SpeechError, VoiceError
from audiobrief.model import Audio, Utterance, Voice
from audiobrief.synthesise import cached, find_voice, synthesise
from audiobrief.synthesise.google import Google
from audiobrief.synthesise.patience import Patience, retry_after
from audiobrief.synthesise.translate import Translate

_spec = importlib.util.spec_from_file_location(
    "translate_stand_in", Path(__file__).with_name("translate_stand_in.py")
)
assert _spec
assert _spec.loader
stand = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(stand)

SHORT = "Der Landtag tagt heute in Mainz."
LONG = (
    "Die Landesregierung will, sagte der Minister am Montag in Mainz, noch vor dem Sommer einen "
    "Entwurf vorlegen, der die Städte entlastet, und dafür drei Milliarden Euro ausgeben; am "
    "Freitag berät der Ausschuss darüber."
)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def google(authority: trustme.CA) -> Iterator[stand.StandIn]:
    with stand.serving(authority) as server:
        yield server


@pytest.fixture
def session(google: stand.StandIn, authority: trustme.CA, tmp_path) -> Iterator[requests.Session]:
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    with requests.Session() as session:
        session.trust_env = False
        session.proxies = {"https": f"http://127.0.0.1:{google.server_address[1]}"}
        session.verify = str(tmp_path / "ca.pem")
        yield session


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def patience(waits: list[float]) -> Patience:
    return Patience(interval=0.0, sleep=waits.append, chance=lambda: 0.0)


@pytest.fixture
def engine(session: requests.Session, patience: Patience) -> Google:
    return Google(Translate(session, patience))


@pytest.fixture
def voice() -> Voice:
    return find_voice("gtts")


def heard(audio: Audio) -> float:
    return float(np.count_nonzero(np.abs(audio.samples) > 0.05) / audio.sample_rate)


def gaps(audio: Audio) -> list[float]:
    """The lengths of the silences inside the sound, in seconds."""
    places = np.flatnonzero(np.abs(audio.samples) > 0.05)
    steps = np.diff(places) / audio.sample_rate
    return [float(step) for step in steps if step > 0.03]


def test_a_sentence_is_asked_for_once_and_heard_whole(google, engine, voice) -> None:
    audio = engine.speak(SHORT, voice)
    assert google.asked == [SHORT]
    assert audio.sample_rate == stand.RATE
    assert audio.duration == pytest.approx(0.1 + len(SHORT) / 14 + 0.4, abs=0.15)


def test_a_long_sentence_goes_in_chunks_with_every_word_and_mark(google, engine, voice) -> None:
    engine.speak(LONG, voice)
    assert " ".join(google.asked) == LONG
    assert all(len(chunk) <= 100 for chunk in google.asked)


def test_german_dates_and_abbreviations_make_no_chunks(google, engine, voice) -> None:
    text = "Am 3. Oktober feiert z. B. Bonn. Der Herbst. Dann"
    engine.speak(text, voice)
    assert google.asked == [text]


def test_a_border_between_chunks_is_not_heard_as_the_end_of_a_sentence(
    google, engine, voice
) -> None:
    audio = engine.speak(LONG, voice)
    assert len(gaps(audio)) == len(google.asked) - 1
    assert max(gaps(audio)) < 0.4
    assert heard(audio) > 0.9 * len(LONG) / 14 * 0.9


def test_one_connection_serves_a_whole_brief(google, engine, voice) -> None:
    for _ in range(5):
        engine.speak(SHORT, voice)
    assert (len(google.asked), len(google.connections)) == (5, 1)


@pytest.mark.parametrize("fault", stand.FAULTS.values(), ids=stand.FAULTS.keys())
def test_a_fault_that_passes_leaves_no_trace(google, engine, voice, waits, fault) -> None:
    faultless = engine.speak(SHORT, voice)
    google.answers += [fault, fault]
    assert np.array_equal(engine.speak(SHORT, voice).samples, faultless.samples)
    assert waits == [1.0, 2.0]


@pytest.mark.parametrize("fault", stand.FAULTS.values(), ids=stand.FAULTS.keys())
def test_a_fault_that_stays_is_an_error_that_names_the_sentence(
    google, session, voice, utter: Callable[..., Utterance], fault
) -> None:
    patience = Patience(interval=0.0, waits=(0.0,), sleep=lambda _: None)
    google.answers += [stand.sound, fault, fault]
    clips = synthesise(
        [utter(SHORT), utter("Am Abend stimmen die Abgeordneten über den Haushalt ab.")],
        Google(Translate(session, patience)),
        voice,
    )
    next(clips)
    with pytest.raises(
        SpeechError, match=r"could not say “Am Abend stimmen .*”: Google.*; try again later"
    ) as caught:
        next(clips)
    assert "\n" not in str(caught.value)
    assert google.asked == [SHORT, *["Am Abend stimmen die Abgeordneten über den Haushalt ab."] * 2]


@pytest.mark.parametrize("code", [400, 403, 404, 302])
def test_a_refusal_for_good_is_not_asked_again(google, engine, voice, waits, code) -> None:
    google.answers += [stand.status(code)]
    with pytest.raises(SpeechError, match=f"Google answered {code}"):
        engine.speak(SHORT, voice)
    assert waits == []


def test_waits_double_and_chance_lengthens_them(google, session, voice, patience, waits) -> None:
    google.answers += [stand.status(500)] * 4
    patience = replace(patience, chance=lambda: 0.5)
    Google(Translate(session, patience)).speak(SHORT, voice)
    assert waits == [1.25, 2.5, 5.0, 10.0]


def test_patience_has_an_end(google, engine, voice, waits) -> None:
    google.answers += [stand.status(503)] * 9
    with pytest.raises(SpeechError, match="503"):
        engine.speak(SHORT, voice)
    assert waits == [1.0, 2.0, 4.0, 8.0]


def test_the_wait_that_the_service_asks_for_is_kept(google, engine, voice, waits) -> None:
    google.answers += [stand.status(429, Retry_After="7")]
    engine.speak(SHORT, voice)
    assert waits == [7.0]


def test_a_service_that_asks_for_an_hour_is_given_up(google, engine, voice, waits) -> None:
    google.answers += [stand.status(429, Retry_After="3600")]
    with pytest.raises(SpeechError, match="429 Too Many Requests, and asks to wait 3600 s"):
        engine.speak(SHORT, voice)
    assert waits == []


def test_requests_keep_their_distance(session, voice, patience, waits) -> None:
    now = iter((0.0, 0.1, 5.0))
    patience = replace(patience, interval=0.25, clock=lambda: next(now))
    engine = Google(Translate(session, patience))
    for _ in range(3):
        engine.speak(SHORT, voice)
    assert waits == [pytest.approx(0.15)]


def test_a_certificate_of_an_unknown_authority_is_refused(google, session, voice, waits) -> None:
    session.verify = True
    engine = Google(Translate(session, Patience(sleep=waits.append)))
    with pytest.raises(SpeechError, match="its certificate is not trusted"):
        engine.speak(SHORT, voice)
    assert (google.asked, waits) == ([], [])


def test_a_certificate_for_another_host_is_refused(google, authority, engine, voice) -> None:
    authority.issue_cert("translate.example.org").configure_cert(google.tls)
    with pytest.raises(SpeechError, match="certificate"):
        engine.speak(SHORT, voice)
    assert google.asked == []


def test_a_service_that_is_not_there_is_an_error(session, voice) -> None:
    session.proxies = {"https": "http://127.0.0.1:9"}
    patience = Patience(waits=(), interval=0.0)
    with pytest.raises(SpeechError, match="Google cannot be reached"):
        Google(Translate(session, patience)).speak(SHORT, voice)


def test_a_slow_answer_is_asked_for_again(google, session, voice, patience, waits) -> None:
    google.answers += [stand.slow]
    audio = Google(Translate(session, replace(patience, read=1.0))).speak(SHORT, voice)
    assert (waits, google.asked) == ([1.0], [SHORT, SHORT])
    assert audio.duration > 1.0


def test_a_slow_service_costs_no_more_than_the_time_limit(google, session, voice) -> None:
    google.answers += [stand.slow]
    start = time.monotonic()
    with pytest.raises(SpeechError, match="no answer in time"):
        Google(Translate(session, Patience(read=0.2, waits=()))).speak(SHORT, voice)
    assert time.monotonic() - start < 2


def test_another_pace_than_the_services_own_is_refused(engine, voice) -> None:
    with pytest.raises(VoiceError, match=r"rate 1\.5 is not to be had"):
        engine.speak(SHORT, replace(voice, rate=1.5))


@pytest.mark.parametrize("text", ["", "😀😀", "… – !"])
def test_a_text_without_letters_is_not_sent(google, engine, voice, text) -> None:
    with pytest.raises(SpeechError, match="not one letter"):
        engine.speak(text, voice)
    assert google.asked == []


def test_a_long_text_without_a_mark_is_said_whole(google, engine, voice) -> None:
    text = " ".join(["Milliardenhilfe"] * 60)
    engine.speak(text, voice)
    assert " ".join(google.asked) == text


def test_what_google_said_is_kept_and_exact(google, engine, voice, tmp_path) -> None:
    first = cached(engine, tmp_path).speak(SHORT, voice)
    second = cached(engine, tmp_path).speak(SHORT, voice)
    assert google.asked == [SHORT]
    assert np.array_equal(first.samples, second.samples)


@pytest.mark.parametrize(
    ("header", "expected"),
    [(None, None), ("120", 120.0), (" 3 ", 3.0), ("soon", None), ("", None), ("-5", None)],
)
def test_a_wait_is_read_from_its_header(header, expected) -> None:
    assert retry_after(header) == expected


def test_a_wait_until_a_date_is_counted_from_now() -> None:
    until = datetime.now(UTC) + timedelta(seconds=90)
    assert retry_after(format_datetime(until, usegmt=True)) == pytest.approx(90, abs=2)
    assert retry_after("Wed, 21 Oct 2015 07:28:00 GMT") == 0.0
