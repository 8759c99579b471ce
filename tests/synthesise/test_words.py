"""When words are heard: what engines tell, and what is kept of it on the way to a clip."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from audiobrief.choices import EngineName, Pauses
from audiobrief.model import Audio, Pronunciation, Utterance, Voice, Word
from audiobrief.synthesise import at_any_rate, cached, find_voice, load_engine, synthesise
from audiobrief.synthesise.record import pack, unpack
from audiobrief.synthesise.words import Told, placed

NEWS = "Der Häuserkampf, sagte er, gehe im CDU-Stammland weiter; das Öl sei aus. Und nun?"
HISSES = (
    "Sie haben eine Schule.",
    "Da war eine Schafherde im Tal.",
    "Sie kannte jede Schiene.",
    "Im Norden regne Schauer und in der Mitte scheine Sonne.",
)
"""Each with a word that begins with a hiss behind a vowel: it can be seen where that begins."""


@pytest.fixture(scope="module")
def espeak() -> Voice:
    return find_voice("espeak")


def speak(text: str, voice: Voice, *said: Pronunciation) -> Audio:
    return load_engine(voice.engine).speak(text, voice, said)


def spelled(text: str, words: Sequence[Word]) -> list[str]:
    return [text[word.first : word.behind] for word in words]


def test_words_are_found_in_their_order_and_as_a_whole() -> None:
    text = "Der Erfinder, er schwieg."
    told = [Told(word, at, at + 1) for at, word in enumerate(["Der", "Erfinder", "er", "schwieg"])]
    words = placed(told, text)
    assert spelled(text, words) == ["Der", "Erfinder", "er", "schwieg"]
    assert [word.start for word in words] == [0, 1, 2, 3]


def test_a_word_that_is_not_in_the_text_is_passed_over() -> None:
    text = "Der Rat tagt."
    told = [Told("Der", 0, 1), Told("Saal", 1, 2), Told("", 2, 3), Told("tagt", 3, 4)]
    assert spelled(text, placed(told, text)) == ["Der", "tagt"]


def test_a_word_that_stands_far_ahead_is_another_one() -> None:
    text = "Der Rat " + "sehr " * 9 + "tagt."
    assert placed([Told("tagt", 0, 1)], text) == ()


def test_espeak_tells_of_every_word_and_none_overlap(espeak) -> None:
    words = speak(NEWS, espeak).words
    assert spelled(NEWS, words) == [
        "Der", "Häuserkampf", "sagte", "er", "gehe", "im", "CDU-Stammland", "weiter", "das", "Öl",
        "sei", "aus", "Und", "nun",
    ]  # fmt: skip
    assert all(word.start < word.end for word in words)
    assert all(word.end <= after.start for word, after in pairwise(words))


def test_a_stretch_with_a_pronunciation_of_its_own_is_one_word(espeak) -> None:
    text = "Auch The Times lobt Leeds, hieß es."
    times = Pronunciation(start=5, end=14, language="en")
    leeds = Pronunciation(start=20, end=25, ipa="liːds")
    words = speak(text, espeak, times, leeds).words
    assert spelled(text, words) == ["Auch", "The Times", "lobt", "Leeds", "hieß", "es"]


@pytest.mark.parametrize("rate", [0.8, 1.0, 2.0])
def test_words_at_a_pause_begin_and_end_with_the_sound(espeak, rate) -> None:
    audio = speak(NEWS, replace(espeak, rate=rate))
    pauses = [(one.end, two.start) for one, two in pairwise(audio.words) if two.start > one.end]
    assert len(pauses) == 4
    loud = np.flatnonzero(np.abs(audio.samples) > 0.005) / audio.sample_rate
    for start, end in pauses:
        assert loud[loud < end].max() == pytest.approx(start, abs=0.01)
        assert loud[loud > start].min() == pytest.approx(end, abs=0.03)


@pytest.mark.parametrize("rate", [1.0, 1.5, 2.4])
def test_words_within_a_phrase_begin_where_their_first_sound_does(espeak, rate) -> None:
    for text in HISSES:
        audio = speak(text, replace(espeak, rate=rate))
        word = next(w for w in audio.words if text.startswith(("Sch", "sch"), w.first))
        rises = list(_rises(audio))
        assert min(abs(rise - word.start) for rise in rises) < 0.02


def _rises(audio: Audio) -> Iterator[float]:
    """The times at which more than half of the sound comes to lie above 2 kHz."""
    hop = round(0.004 * audio.sample_rate)
    high = 0.0
    for start in range(0, len(audio.samples) - 4 * hop, hop):
        window = audio.samples[start : start + 4 * hop] * np.hanning(4 * hop)
        power = np.abs(np.fft.rfft(window)) ** 2
        before, high = high, power[round(2000 * 4 * hop / audio.sample_rate) :].sum()
        high /= power.sum() + 1e-6
        if before < 0.5 <= high:
            yield (start + 2 * hop) / audio.sample_rate


def test_words_are_kept_with_the_sound(tmp_path, espeak) -> None:
    engine = cached(load_engine(EngineName.ESPEAK), tmp_path)
    first, second = (engine.speak(NEWS, espeak) for _ in range(2))
    assert first.words
    assert second.words == first.words
    assert np.array_equal(second.samples, first.samples)


def test_a_record_without_words_has_the_older_form_and_is_read(tone) -> None:
    content = pack(tone(0.5))
    assert content.startswith(b"ABCLIP2\n")
    assert unpack(content).words == ()


def test_words_are_stretched_with_the_sound(fake_engine, tone, silent_voice) -> None:
    word = Word(start=0.2, end=0.6, first=0, behind=3)
    engine = fake_engine([lambda *_: replace(tone(1.0), words=(word,))])
    slow = at_any_rate(engine, (1.0, 2.0)).speak("Der", replace(silent_voice, rate=0.5))
    (slower,) = slow.words
    assert (slower.start, slower.end) == pytest.approx((0.4, 1.2))


def test_the_words_of_a_long_sentence_stand_in_the_whole_of_it(espeak, utter) -> None:
    clause = "der Rat beriet am Abend lange über die neue Brücke und ihre Kosten, "
    utterance: Utterance = utter(f"Es hieß, {clause * 6}und dann war Schluss.")
    (clip,) = synthesise([utterance], load_engine(espeak.engine), espeak, Pauses())
    words = clip.audio.words
    assert spelled(utterance.text, words) == utterance.text.replace(",", "").strip(".").split()
    assert all(word.end <= after.start for word, after in pairwise(words))
    assert words[-1].end <= clip.audio.duration
