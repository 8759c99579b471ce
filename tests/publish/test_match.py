"""A brief beside its article."""

import json
from pathlib import Path

import pytest

from audiobrief.errors import AudioFileError
from audiobrief.publish.lines import Wording, read_transcript
from audiobrief.publish.match import Kind, matched


def wording(*sentences: str, headline: str | None = "Kai wird erneuert") -> Wording:
    return Wording(headline=headline, sentences=sentences)


def found(before: Wording, after: Wording) -> list[tuple[str, str | None, str | None]]:
    return [(d.kind.value, d.before, d.after) for d in matched(before, after).differences]


def test_the_same_words_match_whatever_the_spaces() -> None:
    match = matched(wording("Der Kai ist gesperrt."), wording("Der  Kai\nist gesperrt."))
    assert match.whole
    assert match.count(Kind.NEW) == 0


def test_a_sentence_is_new_gone_or_changed() -> None:
    before = wording("Eins bleibt.", "Der Bau kostet zwölf Millionen Euro.", "Fähren fahren.")
    after = wording("Eins bleibt.", "Der Bau kostet achtzehn Millionen Euro.", "Busse stehen.")
    assert found(before, after) == [
        (
            "changed",
            "Der Bau kostet zwölf Millionen Euro.",
            "Der Bau kostet achtzehn Millionen Euro.",
        ),
        ("gone", "Fähren fahren.", None),
        ("new", None, "Busse stehen."),
    ]


def test_differences_are_in_reading_order_around_a_changed_sentence() -> None:
    before = wording("Alt am Anfang.", "Der Rat berät im Dezember über das Geld.")
    after = wording("Der Rat berät im Januar über das Geld.", "Und danach entscheidet er.")
    assert [kind for kind, _, _ in found(before, after)] == ["gone", "changed", "new"]


def test_another_headline_is_told_and_a_missing_one_is_not() -> None:
    old, new = wording("Eins."), wording("Eins.", headline="Kai wird teurer")
    assert matched(old, new).headline is not None
    assert not matched(old, new).whole
    assert matched(wording("Eins.", headline=None), new).whole


def test_a_transcript_is_read(tmp_path: Path) -> None:
    path = tmp_path / "kai.json"
    path.write_text(json.dumps({"headline": "Kai", "segments": [{"body": "Eins."}]}))
    assert read_transcript(path) == Wording(headline="Kai", sentences=("Eins.",))


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"segments": 1}', "[" * 100_000])
def test_what_is_no_transcript_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.json").write_text(text)
    with pytest.raises(AudioFileError, match="no transcript"):
        read_transcript(tmp_path / "x.json")
