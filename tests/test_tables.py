"""TOML of others: read like any, or refused before it costs anything."""

import tomllib
from time import process_time

import pytest

from audiobrief.tables import MOST_DOTS, read_table


def test_a_document_is_what_python_reads() -> None:
    text = '[a.b]\nc = 1.5\n"d.e" = ["f.toml", "g.toml"]\n'
    assert read_table(text) == tomllib.loads(text)


@pytest.mark.parametrize("text", ["a = ", "\0", "a = 1\na = 2"])
def test_what_is_no_toml_is_refused(text: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError):
        read_table(text)


@pytest.mark.parametrize("text", [".".join("a" * 20_000) + " = 1", f"x = {{{'a.' * 9000}a = 1}}"])
def test_a_key_without_end_is_refused_at_once(text: str) -> None:
    begun = process_time()
    with pytest.raises(ValueError, match="more than 200 dots"):
        read_table(text)
    assert process_time() - begun < 0.5


def test_many_keys_of_the_longest_kind_are_read_in_time() -> None:
    lines = (".".join(f"k{number}x{part}" for part in range(MOST_DOTS)) for number in range(20))
    begun = process_time()
    read_table("".join(f"{line} = 1\n" for line in lines))
    assert process_time() - begun < 2
