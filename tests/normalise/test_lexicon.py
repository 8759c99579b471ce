"""Pronunciation lexicons: what an entry finds, what layers do, what is a mistake."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from audiobrief.errors import ConfigError
from audiobrief.normalise.lexicon import (
    Entry,
    Lexicon,
    added,
    check,
    layered,
    read_lexicon,
    shipped,
)
from audiobrief.normalise.pls import entries_of, to_pls

_SHIPPED = files("audiobrief.normalise") / "lexicon.toml"


def _said(text: str, *entries: Entry) -> str:
    return Lexicon(entries=entries).apply(text)[0]


@pytest.mark.parametrize(
    ("printed", "spoken"),
    [
        ("Macron reist.", "Makrong reist."),
        ("Macrons Reise beginnt.", "Makrongs Reise beginnt."),
        ("Der Macron-Besuch endet.", "Der Makrong-Besuch endet."),
        ("Die Macronisten jubeln.", "Die Macronisten jubeln."),
        ("MACRON reist.", "MACRON reist."),
        ("", ""),
    ],
)
def test_an_entry_is_found_as_a_word_with_its_genitive(printed: str, spoken: str) -> None:
    assert _said(printed, Entry(printed="Macron", spoken="Makrong")) == spoken


def test_the_longest_of_several_names_is_taken() -> None:
    short = Entry(printed="New", spoken="Nju")
    long = Entry(printed="New York", spoken="Nju Jork")
    assert _said("In New York und New Delhi", short, long) == "In Nju Jork und Nju Delhi"


def test_capitals_count_unless_the_entry_says_otherwise() -> None:
    assert _said("UPDATE und Update", Entry(printed="update", spoken="Appdejt", any_case=True)) == (
        "Appdejt und Appdejt"
    )


def test_a_later_layer_counts_more() -> None:
    first = Lexicon(entries=(Entry(printed="Leeds", spoken="Liets"),))
    second = Lexicon(entries=(Entry(printed="Leeds", spoken="Lieds"),))
    assert layered(first, second).apply("Leeds")[0] == "Lieds"


def test_an_entry_with_ipa_alone_leaves_the_text_and_can_be_found() -> None:
    lexicon = Lexicon(entries=(Entry(printed="Leeds", ipa="liːdz"),))
    entry = lexicon.find("Leeds")
    assert lexicon.apply("Leeds") == ("Leeds", ())
    assert entry is not None
    assert entry.ipa == "liːdz"


def test_the_shipped_lexicon_is_large_and_without_mistakes() -> None:
    assert len(shipped().entries) >= 400
    assert check(_SHIPPED.read_text(encoding="utf-8")) == ()


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ('[own]\n"A" = ', "no TOML"),
        ('[own]\n"Nr. 5" = "Nummer fünf"', "no word or name"),
        ('[own]\n"Rio" = "R10"', "digit or a sign"),
        ('[own]\n"Rio" = ""', "neither spoken nor ipa"),
        ('[own]\n"Rio" = { language = "Portugiesisch" }', "no tag"),
        ('[own]\n"Rio" = { spoken = "Rio", tone = 3 }', "knows nothing of tone"),
        ('[own]\n"Rio" = { ipa = "R1o" }', "IPA has not"),
        ('[own]\n"Rio" = { spoken = "Rio", case = "all" }', "neither exact nor any"),
        ('[own]\n"Rio" = 3', "neither a spoken form nor a table"),
        ('[own]\n"Rio" = "Rio"\n[more]\n"Rio" = "Rijo"', "stands in [own] too"),
    ],
)
def test_a_mistake_is_named(text: str, mistake: str) -> None:
    assert any(mistake in fault for fault in check(text))


def test_a_file_with_a_mistake_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text('[own]\n"Rio" = ""\n', encoding="utf-8")
    with pytest.raises(ConfigError, match="neither spoken nor ipa"):
        read_lexicon(path)
    with pytest.raises(ConfigError, match="cannot be read"):
        read_lexicon(tmp_path / "missing.toml")


def test_an_entry_is_added_at_the_end_of_its_group() -> None:
    text = '# ours\n[own]\n"Leeds" = "Lieds"\n\n[more]\n"Rio" = "Rijo"\n'
    longer = added(text, Entry(printed="Yale", spoken="Jejl"))
    assert longer == (
        '# ours\n[own]\n"Leeds" = "Lieds"\n"Yale" = "Jejl"\n\n[more]\n"Rio" = "Rijo"\n'
    )
    assert added("", Entry(printed="Yale", spoken="Jejl")) == '\n[own]\n"Yale" = "Jejl"\n'
    assert check(longer) == ()


@pytest.mark.parametrize(
    ("entry", "line"),
    [
        (
            Entry(printed="York", spoken="Jork", ipa="jɔːk"),
            '"York" = { spoken = "Jork", ipa = "jɔːk" }',
        ),
        (Entry(printed="Yale", language="en"), '"Yale" = { language = "en" }'),
        (Entry(printed="York", spoken='J"o\\rk\n\x7f'), r'"York" = "J\"o\\rk\n\u007f"'),
    ],
)
def test_an_entry_is_written_as_it_is_read(entry: Entry, line: str, tmp_path: Path) -> None:
    text = added("", entry)
    assert text == f"\n[own]\n{line}\n"
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    assert read_lexicon(path).entries == (entry,)


def test_a_lexicon_goes_out_as_pls_and_comes_back() -> None:
    lexicon = Lexicon(
        entries=(
            Entry(printed="Leeds", spoken="Lieds", ipa="liːdz", inflected=False),
            Entry(printed="A & B", spoken="A und B", inflected=False),
        )
    )
    assert entries_of(to_pls(lexicon), "own.pls") == lexicon.entries


def test_pls_that_is_none_is_refused() -> None:
    with pytest.raises(ConfigError, match="no XML"):
        entries_of("<lexicon>", "own.pls")
    with pytest.raises(ConfigError, match="document type"):
        entries_of('<!DOCTYPE a [<!ENTITY b "c">]><a/>', "own.pls")


def test_a_pls_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "own.pls"
    lexicon = Lexicon(entries=(Entry(printed="Leeds", spoken="Lieds", inflected=False),))
    path.write_text(to_pls(lexicon), encoding="utf-8")
    assert read_lexicon(path).apply("In Leeds")[0] == "In Lieds"
