"""Pico and eSpeak, as installed."""

import os
import random
import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from time import sleep

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings, strategies

from audiobrief.errors import SpeechError, VoiceError
from audiobrief.model import Voice
from audiobrief.synthesise import Engine, find_voice, load_engine, needs, synthesise
from audiobrief.synthesise.espeak import LISTED
from audiobrief.synthesise.espeak_library import MNEMONICS, OURS, sounds_of
from audiobrief.synthesise.mispronounced import put_right

SENTENCES = (
    "Der Landtag in Mainz hat den Haushalt am Mittwoch verabschiedet.",
    "Die Bahn rechnet mit Verspätungen, sagte eine Sprecherin.",
    "Warum kommt der Bericht erst jetzt?",
)
HOSTILE = {
    "markup": '<speak><break time="9s"/></speak> Der Abend bleibt ruhig.',
    "unclosed markup": "<speak <voice name= Der Abend bleibt ruhig.",
    "entities": "Der Abend &lt;break time=&quot;9s&quot;/&gt; bleibt ruhig.",
    "phoneme codes": "[[p'a:]] Der Abend bleibt [[ ruhig.",
    "controls": "Der Abend\x00 bleibt\x01 30p \x1b ruhig\x7f.",
    "quotes": "„Der Abend“, hieß es, »bleibt« ‚ruhig‘ \\ ` | ~ ^.",
    "lone surrogate": "Der Abend \ud800 bleibt ruhig.",
    "no spaces": "Donaudampfschiff" * 313,
    "one letter": "a" * 2_000,
    "consonants": "x" * 1_000,
    "right to left": "שלום עולם",
    "emoji": "😀😀😀",
    "punctuation": "… – ! ?",
    "mixed": "Der Präsident sagte Привет und ging.",
}


@pytest.fixture(params=["pico", "espeak"])
def voice(request: pytest.FixtureRequest) -> Voice:
    voice = find_voice(request.param)
    if missing := needs(voice):
        pytest.skip(missing)
    return voice


@pytest.fixture
def engine(voice: Voice) -> Engine:
    return load_engine(voice.engine)


def test_a_sentence_is_heard_at_a_plausible_pace(voice, engine, news) -> None:
    audio = engine.speak(news, voice)
    assert audio.samples.dtype == np.float32
    assert audio.samples.ndim == 1
    assert 0.1 < np.abs(audio.samples).max() < 1.0
    assert 4.0 < audio.duration < 7.0


def test_no_sample_is_cut_off_at_full_scale(voice, engine) -> None:
    loudest = max(np.abs(engine.speak(text, voice).samples).max() for text in SENTENCES)
    assert loudest < 0.99


def test_the_sound_depends_on_nothing_said_before(voice, engine) -> None:
    chance = random.Random(7)  # noqa: S311 - nothing secret here
    first = {text: engine.speak(text, voice).samples for text in SENTENCES}
    for _ in range(12):
        _leave_dirty_memory(chance)
        text = chance.choice(SENTENCES)
        engine.speak("Ein anderer Satz.", replace(voice, rate=chance.choice((0.8, 1.4))))
        assert np.array_equal(engine.speak(text, voice).samples, first[text])


def _leave_dirty_memory(chance) -> None:
    for _ in range(3):
        os.urandom(chance.randrange(1, 4_000_000))


def test_threads_get_what_one_alone_would_get(voice, engine) -> None:
    alone = [engine.speak(text, voice).samples for text in SENTENCES]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda text: engine.speak(text, voice), SENTENCES * 4))
    for number, audio in enumerate(together):
        assert np.array_equal(audio.samples, alone[number % len(SENTENCES)])


def test_twice_the_rate_takes_about_half_the_time(voice, engine) -> None:
    text = " ".join(SENTENCES * 2)
    normal = engine.speak(text, voice).duration
    fast = engine.speak(text, replace(voice, rate=2.0)).duration
    assert normal / fast == pytest.approx(2.0, abs=0.35)


def test_a_rate_out_of_bounds_names_those_that_are_allowed(voice, engine, news) -> None:
    with pytest.raises(VoiceError, match=r"at rate 0\.01: choose one from 0\.\d+ to \d"):
        engine.speak(news, replace(voice, rate=0.01))


def test_an_unknown_model_is_named(voice, engine, news) -> None:
    with pytest.raises(VoiceError, match="no voice “xx-none”"):
        engine.speak(news, replace(voice, model="xx-none"))


@pytest.mark.parametrize("text", ["Er sagte Привет und ging.", "Das Zeichen 東 steht dort."])
def test_letters_that_pico_would_leave_out_are_told(text) -> None:
    voice = find_voice("pico")
    if missing := needs(voice):
        pytest.skip(missing)
    with pytest.raises(SpeechError, match=r"does not know the letters “(Привет|東)”"):
        load_engine(voice.engine).speak(text, voice)


def test_an_engine_speaks_on_after_a_failure(voice, engine, news) -> None:
    before = engine.speak(news, voice).samples
    with pytest.raises(VoiceError):
        engine.speak(news, replace(voice, model="xx-none"))
    assert np.array_equal(engine.speak(news, voice).samples, before)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_read_or_refused_but_never_obeyed(voice, engine, utter, text) -> None:
    try:
        (clip,) = synthesise([utter(text)], engine, voice)
    except SpeechError as error:
        assert "could not say “" in str(error)  # noqa: PT017 - both ends are right
    else:
        assert clip.audio.duration > 0.2


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ('Der Abend <break time="9s"/> bleibt ruhig.', 'Der Abend break time="9s"/ bleibt ruhig.'),
        ("Der Abend [[_:_:]] bleibt ruhig.", "Der Abend (( : :)) bleibt ruhig."),
        ("Der Abend\x01 30p bleibt ruhig.", "Der Abend 30p bleibt ruhig."),
        ("Der Abend\x00 bleibt ruhig.", "Der Abend bleibt ruhig."),
    ],
)
def test_commands_sound_like_the_words_in_them(voice, engine, markup, words) -> None:
    assert np.array_equal(engine.speak(markup, voice).samples, engine.speak(words, voice).samples)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(text=strategies.text(max_size=80))
def test_any_text_ends_in_sound_or_in_an_error_of_ours(voice, engine, utter, text) -> None:
    with suppress(SpeechError):
        (clip,) = synthesise([utter(text)], engine, replace(voice, rate=3.0))
        assert np.abs(clip.audio.samples).max() <= 1.0


def test_a_very_long_sentence_is_said_whole(voice, engine, utter) -> None:
    clause = "der Ausschuss berät am Montag, "
    fast = replace(voice, rate=3.0)
    (clip,) = synthesise([utter(clause * 120)], engine, fast)
    (short,) = synthesise([utter(clause * 9)], engine, fast)
    assert clip.audio.duration / short.audio.duration == pytest.approx(120 / 9, rel=0.1)


def test_a_name_with_foreign_letters_keeps_its_length(voice, engine) -> None:
    plain = engine.speak("Der Präsident heißt Erdogan.", voice).duration
    assert engine.speak("Der Präsident heißt Erdoğan.", voice).duration == (
        pytest.approx(plain, abs=0.15)
    )


def test_the_parts_of_a_long_number_are_said_apart() -> None:
    voice = find_voice("pico")
    engine = load_engine(voice.engine)
    one = engine.speak("Seit neunzehnhundertvierundachtzig.", voice)
    apart = engine.speak("Seit neunzehnhundert vierundachtzig.", voice)
    assert np.array_equal(one.samples, apart.samples)


def test_a_word_that_espeak_says_wrongly_is_said_by_its_sounds() -> None:
    voice = find_voice("espeak")
    engine = load_engine(voice.engine)
    ours = engine.speak("Der Hersteller.", voice)
    english = engine.speak("Der Hersteller.", replace(voice, language="en"))
    assert not np.array_equal(ours.samples, english.samples)


def test_espeak_rolls_r_and_hisses_s_in_a_voice_of_our_own() -> None:
    assert sounds_of("Die rote Rose", "de-clear", MNEMONICS) == "di: R'o:t@ R'o:s@"
    assert sounds_of("Die rote Rose", "de", MNEMONICS) == "di: r'o:t@ r'o:z@"


@pytest.mark.parametrize("open_files", ["/dev/fd", "/nowhere"])
def test_a_voice_of_our_own_speaks_from_any_folder(
    open_files: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, news: str
) -> None:
    voice = find_voice("espeak")
    engine = load_engine(voice.engine)
    here = engine.speak(news, voice)
    folder = tmp_path / "Lib" / "c++" / ("site-packages" * 12)
    folder.mkdir(parents=True)
    there = shutil.copy(OURS["de-clear"], folder / "Espeak Clear.txt")
    monkeypatch.setitem(OURS, "de-clear", there)
    monkeypatch.setattr("audiobrief.synthesise.espeak_library.OPEN_FILES", Path(open_files))
    monkeypatch.setattr("tempfile.tempdir", "/tmp")  # noqa: S108 - the tests' own has a long path
    assert np.array_equal(engine.speak(news, voice).samples, here.samples)


def test_the_breath_in_a_voice_does_not_ask_the_clock(news) -> None:
    voice = find_voice("espeak")
    engine = load_engine(voice.engine)
    before = engine.speak(news, voice)
    sleep(1.1)  # the library would take the seconds
    assert np.array_equal(engine.speak(news, voice).samples, before.samples)


def test_espeak_says_the_same_when_it_was_warmed() -> None:
    voice = find_voice("espeak")
    engine = load_engine(voice.engine)
    cold = engine.speak("Der Hersteller.", voice)
    engine.warm(voice)
    assert np.array_equal(engine.speak("Der Hersteller.", voice).samples, cold.samples)
    assert put_right(LISTED), "the word no longer loads the list"


def test_a_library_of_espeak_that_is_damaged_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    damaged = tmp_path / "libespeak-ng.so"
    damaged.write_bytes(b"no library")
    monkeypatch.setattr("espeakng_loader.get_library_path", lambda: str(damaged))
    voice = find_voice("espeak")
    with pytest.raises(VoiceError, match=r"cannot be loaded .*: install it again"):
        load_engine(voice.engine).speak("Ja.", voice)


def test_a_voice_that_espeak_lacks_is_refused() -> None:
    voice = replace(find_voice("espeak"), model="de-unclear")
    with pytest.raises(VoiceError, match="no voice “de-unclear”"):
        load_engine(voice.engine).speak("Guten Abend.", voice)
