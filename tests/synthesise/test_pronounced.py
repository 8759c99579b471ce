"""Pronunciations on their way to an engine."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from audiobrief.model import Audio, Pronunciation, Utterance, Voice
from audiobrief.synthesise import at_any_rate, cached, plugins, synthesise
from audiobrief.synthesise.pronounced import Part, Stretch, is_phonetic, pieces, say, stretches

TEXT = "Die Zeitung The Times lobt Lieds."
TIMES = Pronunciation(start=12, end=21, language="en")
LEEDS = Pronunciation(start=27, end=32, ipa="liːdz", language="en", words="Leeds")


@dataclass
class Told:
    """A phonetic engine that remembers what it is told."""

    spoken: Callable[[str, Voice], Audio]
    name: str = "told"
    version: str = "1"
    local: bool = True
    audible: bool = True
    phonetic: bool = True
    told: list[tuple[str, tuple[Pronunciation, ...]]] = field(default_factory=list)

    def speak(self, text: str, voice: Voice, pronunciations: Sequence[Pronunciation] = ()) -> Audio:
        self.told.append((text, tuple(pronunciations)))
        return self.spoken(text, voice)


@pytest.fixture
def engine(spoken: Callable[[str, Voice], Audio]) -> Told:
    return Told(spoken)


@pytest.fixture
def voice() -> Voice:
    return Voice(name="anna", engine="told", model="a")


def test_a_text_is_cut_where_a_pronunciation_begins_or_ends() -> None:
    assert tuple(stretches(TEXT, (LEEDS, TIMES))) == (
        Stretch(text="Die Zeitung "),
        Stretch(text="The Times", language="en", words="The Times"),
        Stretch(text=" lobt "),
        Stretch(text="Lieds", ipa="liːdz", language="en", words="Leeds"),
        Stretch(text="."),
    )
    assert tuple(stretches(TEXT)) == (Stretch(text=TEXT),)
    assert tuple(stretches("")) == ()


@pytest.mark.parametrize(("start", "end"), [(15, 30), (20, 20), (-1, 3), (30, 99)])
def test_a_pronunciation_that_overlaps_or_lies_outside_is_not_used(start: int, end: int) -> None:
    wrong = Pronunciation(start=start, end=end, ipa="a")
    right = tuple(stretches(TEXT, (TIMES,)))
    assert tuple(stretches(TEXT, (TIMES, wrong))) == right


def test_each_part_of_a_text_has_its_own_pronunciations() -> None:
    parts = ("Die Zeitung The Times", "lobt Lieds.")
    assert tuple(pieces(TEXT, parts, (TIMES, LEEDS))) == (
        Part(text=parts[0], place=0, pronunciations=(TIMES,)),
        Part(
            text=parts[1],
            place=22,
            pronunciations=(replace(LEEDS, start=5, end=10),),
        ),
    )


def test_a_pronunciation_that_two_parts_share_is_left_out() -> None:
    parts = ("Die Zeitung The", "Times lobt Lieds.")
    told = [part.pronunciations for part in pieces(TEXT, parts, (TIMES, LEEDS))]
    assert told == [(), (replace(LEEDS, start=11, end=16),)]


def test_a_part_that_is_not_in_the_text_as_it_stands_has_none() -> None:
    assert tuple(pieces("Die\u00a0Times", ("Die Times",), (TIMES,))) == (
        Part(text="Die Times", place=None),
    )


def test_a_phonetic_engine_is_told_through_every_layer(
    engine: Told, utter: Callable[[str], Utterance], voice: Voice, tmp_path: Path
) -> None:
    whole = at_any_rate(cached(plugins._Guarded(engine), tmp_path), (0.5, 2.0))  # noqa: SLF001
    utterance = replace(utter(TEXT), pronunciations=(TIMES, LEEDS))
    list(synthesise([utterance], whole, voice))
    list(synthesise([utterance], whole, replace(voice, rate=3.0)))
    assert engine.told == [(TEXT, (TIMES, LEEDS))] * 2


def test_a_long_sentence_keeps_its_pronunciations(
    engine: Told, utter: Callable[[str], Utterance], voice: Voice
) -> None:
    text = f"{'Der Rat tagt heute, und alle warten auf das Ergebnis, ' * 8}{TEXT}"
    at = text.index("The Times")
    said = Pronunciation(start=at, end=at + 9, language="en")
    list(synthesise([replace(utter(text), pronunciations=(said,))], engine, voice))
    assert len(engine.told) == 2
    (last, (moved,)) = engine.told[-1]
    assert last[moved.start : moved.end] == "The Times"


def test_another_engine_is_told_the_text_alone(fake_engine: type, voice: Voice) -> None:
    engine = fake_engine()
    assert not is_phonetic(engine)
    say(engine, TEXT, voice, (TIMES,))
    assert engine.asked == [TEXT]


def test_the_cache_knows_a_text_by_its_pronunciations(
    engine: Told, voice: Voice, tmp_path: Path
) -> None:
    kept = cached(engine, tmp_path)
    for said in ((), (TIMES,), (LEEDS,), (TIMES,), ()):
        say(kept, TEXT, voice, said)
    assert [said for _, said in engine.told] == [(), (TIMES,), (LEEDS,)]


def test_the_cache_of_another_engine_knows_a_text_by_itself(
    fake_engine: type, voice: Voice, tmp_path: Path
) -> None:
    engine = fake_engine()
    kept = cached(engine, tmp_path)
    say(kept, TEXT, voice)
    say(kept, TEXT, voice, (TIMES,))
    assert engine.asked == [TEXT]
