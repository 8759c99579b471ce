"""Pronunciation lexicons: printed words and how a voice is to say them, in layers.

A lexicon is a TOML file of groups; `"Macron" = "Makrong"` gives a spoken form, a table gives more:
`"Leeds" = { spoken = "Lieds", ipa = "liːdz", language = "en", case = "any", inflected = false }`.

An entry is found as a whole word or a whole part between hyphens (`Macron-Besuch`). Capitals count
unless `case = "any"`. With `inflected`, the default, it is found with a genitive -s too, which is
said as well. Of two entries for the same word, the one of the later layer counts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

from audiobrief.errors import ConfigError
from audiobrief.normalise.change import Change

_WORD = r"[^\W\d_][\w’']*"
_MOST_WORDS = 5  # in one entry
_KEYS = frozenset({"spoken", "ipa", "language", "case", "inflected"})
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]{2,4})?")
_UNSPEAKABLE = re.compile(r"[\d%€$£§&*/+=<>@#_°²³]")
# The letters and marks of the International Phonetic Alphabet, as far as German news needs them.
_IPA = re.compile(
    r"[a-zæçðøħŋœɐɑɒɓɔɕɖɗəɘɚɛɜɞɟɡɢɣɤɥɦɧɨɪɫɬɭɮɯɰɱɲɳɴɵɶɹɺɻɽɾʀʁʂʃʈʉʊʋʌʍʎʏʐʑʒʔβθχˈˌːˑ̩̯̃͜͡ ʰʲʷ.‿|]+"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One word or name, and how it is said."""

    printed: str
    spoken: str | None = None
    """The word as German spelling would have it."""
    ipa: str | None = None
    language: str | None = None
    """BCP 47 tag of the language that the printed form is written in."""
    any_case: bool = False
    inflected: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A word of a text that a lexicon knows."""

    start: int
    end: int
    printed: str
    entry: Entry

    @property
    def spoken(self) -> str:
        """What to write for a voice that reads German, with its genitive -s."""
        return (self.entry.spoken or self.entry.printed) + self._ending

    @property
    def ipa(self) -> str:
        """Its sounds, with the genitive's; empty where the lexicon has none."""
        return self.entry.ipa + self._ending if self.entry.ipa else ""

    @property
    def _ending(self) -> str:
        return "s" if len(self.printed) > len(self.entry.printed) else ""


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    """Entries of one or more layers, the first layer first."""

    entries: tuple[Entry, ...]

    @cached_property
    def _known(self) -> Mapping[str, Entry]:
        known = {}
        for entry in self.entries:
            for form in _forms(entry):
                known[form.casefold() if entry.any_case else form] = entry
        return known

    def find(self, printed: str) -> Entry | None:
        """The entry for a word as it stands in a text."""
        return self._known.get(printed) or self._any_case(printed)

    def _any_case(self, printed: str) -> Entry | None:
        entry = self._known.get(printed.casefold())
        return entry if entry is not None and entry.any_case else None

    def search(self, text: str) -> Iterator[Found]:
        """The words that it knows, in the order of the text; of several names the longest."""
        place = 0
        spans = [found.span() for found in re.finditer(_WORD, text)]
        for number, (start, _) in enumerate(spans):
            if start < place:
                continue
            for _, end in reversed(spans[number : number + _MOST_WORDS]):
                if entry := self.find(text[start:end]):
                    yield Found(start=start, end=end, printed=text[start:end], entry=entry)
                    place = end
                    break

    def apply(self, text: str) -> tuple[str, tuple[Change, ...]]:
        """The text with the spoken forms in place, and what was changed."""
        said, changes, place = [], [], 0
        for found in self.search(text):
            if found.spoken != found.printed:
                said += [text[place : found.start], found.spoken]
                changes.append(Change(found.printed, found.spoken, "lexicon"))
                place = found.end
        return "".join([*said, text[place:]]), tuple(changes)


@cache
def shipped() -> Lexicon:
    """The names and foreign words of the news that come with the package."""
    text = (files(__package__) / "lexicon.toml").read_text(encoding="utf-8")
    return Lexicon(entries=tuple(_entries(_parsed(text, "lexicon.toml"))))


def read_lexicon(path: Path) -> Lexicon:
    """A user's lexicon, TOML or W3C PLS by its suffix; raises ConfigError."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read: give a lexicon in UTF-8") from error
    if path.suffix == ".pls":
        from audiobrief.normalise.pls import entries_of

        return Lexicon(entries=entries_of(text, str(path)))
    if faults := check(text):
        raise ConfigError(f"{path}: {faults[0]}")
    return Lexicon(entries=tuple(_entries(_parsed(text, str(path)))))


def layered(*lexicons: Lexicon) -> Lexicon:
    """All of them as one; for a word that stands in several, the last counts."""
    return Lexicon(entries=tuple(entry for each in lexicons for entry in each.entries))


def check(text: str) -> tuple[str, ...]:
    """What is wrong with a lexicon in TOML, one line for each mistake; empty if nothing is."""
    from audiobrief.tables import read_table  # a text without a lexicon need not pay for it

    try:
        table = read_table(text)
    except (ValueError, RecursionError) as error:
        return (f"no TOML: {error}",)
    faults, seen = [], dict[str, str]()
    for group, printed, value in _rows(table):
        faults += [f"[{group}] {printed!r}: {fault}" for fault in _faults(printed, value)]
        if printed in seen:
            faults.append(f"[{group}] {printed!r}: stands in [{seen[printed]}] too")
        seen[printed] = group
    return tuple(faults)


def added(text: str, entry: Entry, group: str = "own") -> str:
    """The text of a lexicon with one more entry at the end of its group."""
    line = f"{_quoted(entry.printed)} = {_value(entry)}\n"
    head = re.search(rf"^\[{re.escape(group)}\][^\n]*\n", text, re.MULTILINE)
    if head is None:
        gap = "\n" if text and not text.endswith("\n") else ""
        return f"{text}{gap}\n[{group}]\n{line}"
    following = re.search(r"^\[", text[head.end() :], re.MULTILINE)
    end = head.end() + following.start() if following else len(text)
    body = text[head.end() : end].rstrip("\n") + "\n"
    rest = f"\n{text[end:]}" if text[end:] else ""
    return f"{text[: head.end()]}{body.lstrip(chr(10))}{line}{rest}"


def _value(entry: Entry) -> str:
    """What stands behind the sign of equality: the spoken form alone, or a table."""
    if entry.spoken is not None and entry.ipa is None and entry.language is None:
        return _quoted(entry.spoken)
    fields = {"spoken": entry.spoken, "ipa": entry.ipa, "language": entry.language}
    given = (f"{key} = {_quoted(text)}" for key, text in fields.items() if text is not None)
    return f"{{ {', '.join(given)} }}" if any(fields.values()) else "{}"


def _quoted(text: str) -> str:
    r"""The text as TOML writes it: `\` and `"` marked, as are the characters that end a line."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _forms(entry: Entry) -> tuple[str, ...]:
    if not entry.inflected or entry.printed[-1] in "sxzß":
        return (entry.printed,)
    return entry.printed, f"{entry.printed}s"


def _parsed(text: str, name: str) -> Mapping[str, Any]:
    from audiobrief.tables import read_table

    try:
        return read_table(text)
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"{name}: no TOML: {error}") from error


def _rows(table: Mapping[str, Any]) -> Iterable[tuple[str, str, Any]]:
    for group, below in table.items():
        rows = below.items() if isinstance(below, dict) else [(group, below)]
        yield from ((group, printed, value) for printed, value in rows)


def _entries(table: Mapping[str, Any]) -> Iterable[Entry]:
    for _, printed, value in _rows(table):
        if isinstance(value, str):
            yield Entry(printed=printed, spoken=value)
        else:
            yield Entry(
                printed=printed,
                spoken=value.get("spoken"),
                ipa=value.get("ipa"),
                language=value.get("language"),
                any_case=value.get("case") == "any",
                inflected=value.get("inflected", True),
            )


def _faults(printed: str, value: object) -> Iterable[str]:
    table = {"spoken": value} if isinstance(value, str) else value
    if not isinstance(table, dict):
        yield "neither a spoken form nor a table"
        return
    if not re.fullmatch(rf"{_WORD}(?:[ -]{_WORD}){{0,{_MOST_WORDS - 1}}}", printed):
        yield f"no word or name of up to {_MOST_WORDS} words"
    if unknown := table.keys() - _KEYS:
        yield f"knows nothing of {', '.join(sorted(unknown))}"
    if not (table.get("spoken") or table.get("ipa") or table.get("language")):
        yield "has neither spoken nor ipa nor language"
    if _UNSPEAKABLE.search(str(table.get("spoken", ""))):
        yield "the spoken form holds a digit or a sign"
    if not _IPA.fullmatch(str(table.get("ipa", "a"))):
        yield "the ipa form holds a letter that IPA has not"
    if not _LANGUAGE.fullmatch(str(table.get("language", "en"))):
        yield "the language is no tag such as en or fr"
    if table.get("case", "exact") not in {"any", "exact"}:
        yield "case is neither exact nor any"
