"""Damaged pages and garbled texts through every stage, for as long as wanted.

    python tests/benchmarks/fuzz.py --minutes 10 --seed 7 [--more FOLDER]

Every input is known by its seed and number; one that breaks a rule is printed with both, saved,
and ends in exit code 1. The rules: an article or one of our errors in one line, within a time;
no visible character lost between paragraph and sentences; no word lost by the normaliser; no
empty passage, and nothing but words for the voice. One in eight goes all the way: a brief with its
files beside it, whose MP3 is as long as it says and holds its words, and a stream as long as it.
"""

from __future__ import annotations

import argparse
import gzip
import random
import re
import signal
import sys
import tempfile
import time
import traceback
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from audiobrief import Settings, make_brief, stream_brief
from audiobrief.choices import Extra, GenderReading
from audiobrief.clean import clean
from audiobrief.errors import AudiobriefError
from audiobrief.german.clauses import split_clauses
from audiobrief.model import Source
from audiobrief.normalise import explain, spell
from audiobrief.pipeline import make_utterances
from audiobrief.publish.contents import encodable
from audiobrief.publish.report import examine
from audiobrief.publish.transcript import plain_text
from audiobrief.segment.sentences import split_sentences

GOLDEN = Path(__file__).parent.parent / "golden"
LIMIT = 40.0
"""CPU seconds for one input, 400 kB at most, of which all is normalised seven times."""
LONGEST, SHORT = 40_000, 4_000
"""Bytes of a source that goes all the way, and of one that is heard."""
LEAST_RATE = 7_900
"""Bytes a second, of 64 kbit/s."""
LETTERS = re.compile(r"[A-Za-zÄÖÜäöüß]+")
WORDS = (
    "3. 31. 12. 2028 1946 0 00 1,5 1.000 10.000,50 -5 +3 ± 1/2 ½ 3:1 20.15 20:15:30 3./4. 5-10 "
    "5–10 II. XIV. IV I V. § §§ Abs. Art. Nr. S. ff. f. z. B. u. a. d. h. bzw. ca. Dr. Prof. St. "
    "Mio. Mrd. Tsd. € $ £ % ‰ ° °C km km/h m² kWh kg l ml Uhr Okt. Jan. Mo. Di. Fr. CDU/CSU "
    "SPD G7 A7 Ö1 Bürger*innen Schüler:innen Lehrer_innen Kolleg/-innen der die das am im vom zum "
    "Ludwig Heinrich Oktober Januar Montag Euro Cent Dollar Prozent Grad Meter sagte kommt ist "
    "und oder https://example.org/a?b=1&c=2 a@b.example @name #tag +49 030/1234-56 DE89 3704 0044 "
    "0532 0130 00 „Ja“ »Nein« ‚so‘ ( ) [ ] - – — … ... ! ? : ; , . ' ’ / \\ * _ | < > & # ^ ~ ` "
    "& 😀 👩‍👩‍👧 ﷽ ß ẞ ſ ﬁ é e\u0301 \u00ad \u200b \u200d \u202e \ufeff \u0000 \u0007 ② Ⅻ ٣ ५ ２ "
    "a.b.c a-b-c 1a a1 1.FC 1.-3. 24/7 90+4 1e9 0x1F ÜBER-60-Jährige 5-jährige"
)
TOKENS = tuple(WORDS.split())
Damage = Callable[[bytes, random.Random, Sequence[bytes]], bytes]


class SlowError(Exception):
    """An input took far too long."""


class BrokenRuleError(Exception):
    """An input came to an end, but to none that is right."""


def cut(page: bytes, chance: random.Random, _pages: Sequence[bytes]) -> bytes:
    start = chance.randrange(len(page))
    return page[start : chance.randrange(start, len(page)) + 1]


def flip(page: bytes, chance: random.Random, _pages: Sequence[bytes]) -> bytes:
    damaged = bytearray(page)
    for _ in range(chance.choice((1, 10, 300))):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    return bytes(damaged)


def drop(page: bytes, chance: random.Random, _pages: Sequence[bytes]) -> bytes:
    mark = chance.choice((b"<", b">", b"\n", b" ", b'"'))
    return mark.join(part for part in page.split(mark) if chance.random() > 0.15)


def repeat(page: bytes, chance: random.Random, _pages: Sequence[bytes]) -> bytes:
    start = chance.randrange(len(page))
    piece = page[start : start + chance.randrange(1, 600)]
    return page[:start] + piece * chance.choice((2, 50, 1000)) + page[start:]


def shuffle(page: bytes, chance: random.Random, _pages: Sequence[bytes]) -> bytes:
    mark = chance.choice((b">", b"\n", b". ", b"</p>"))
    parts = page.split(mark)
    chance.shuffle(parts)
    return mark.join(parts)


def splice(page: bytes, chance: random.Random, pages: Sequence[bytes]) -> bytes:
    other = chance.choice(pages)
    return page[: chance.randrange(len(page))] + other[chance.randrange(len(other)) :]


def sprinkle(page: bytes, chance: random.Random, _pages: Sequence[bytes]) -> bytes:
    places = sorted(chance.randrange(len(page)) for _ in range(chance.choice((1, 20, 200))))
    parts = [page[a:b] for a, b in zip([0, *places], [*places, len(page)], strict=True)]
    return b"".join(part + garble(chance, 6).encode("utf-8", "replace") for part in parts)


def nest(page: bytes, chance: random.Random, _pages: Sequence[bytes]) -> bytes:
    place = page.find(b"<", chance.randrange(len(page)))
    tag = chance.choice((b"div", b"p", b"b", b"table", b"article", b"svg", b"ul", b"script"))
    return page[:place] + b"<" + tag + b">" * 1 + (b"<" + tag + b">") * 3000 + page[place:]


def recode(page: bytes, chance: random.Random, _pages: Sequence[bytes]) -> bytes:
    codec = chance.choice(("utf-16", "utf-16-be", "utf-32", "cp1252", "cp437", "utf-7"))
    return page.decode("utf-8", "replace").encode(codec, "replace")


DAMAGES: tuple[Damage, ...] = (cut, flip, drop, repeat, shuffle, splice, sprinkle, nest, recode)


def garble(chance: random.Random, most: int) -> str:
    """Some tokens that rules look at, and now and then any characters, glued or spaced."""
    pieces = []
    for _ in range(chance.randrange(1, most + 1)):
        if chance.random() < 0.1:
            pieces.append("".join(chr(chance.randrange(0x110000)) for _ in range(3)))
        else:
            pieces.append(chance.choice(TOKENS))
        pieces.append(chance.choice(("", " ", " ", " ", "\u00a0", "\u202f", "\n")))
    return "".join(pieces)


def check_page(content: bytes) -> None:
    """A source becomes an article that can be read, or an error in one line."""
    try:
        article = clean(Source(name="source", content=content), offline=True)
    except AudiobriefError as error:
        if "\n" in str(error):
            raise BrokenRuleError(f"an error in several lines: {error}") from error
        return
    if not article.headline or not all(passage.text.strip() for passage in article.body):
        raise BrokenRuleError("an empty headline or passage")
    for passage in article.body:
        check_text(passage.text)
    for utterance in make_utterances(article):
        if not any(map(str.isalpha, utterance.text)) or any(map(str.isdecimal, utterance.text)):
            raise BrokenRuleError(f"no words for the voice: {utterance.text!r}")


def check_brief(content: bytes) -> None:
    """All that is made of a source: by eSpeak where it is short, else by the silent voice."""
    source = Source(name="source", content=content)
    voice = "espeak" if len(content) < SHORT else "silent"
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            output=Path(folder) / "o", voice=voice, extras=frozenset(Extra), offline=True
        )
        try:
            brief = make_brief(source, settings)
        except AudiobriefError as error:
            if "\n" in str(error):
                raise BrokenRuleError(f"an error in several lines: {error}") from error
            return
        report = examine(brief.mp3)
        if not report.info or not report.info.intact or report.duration != brief.duration:
            raise BrokenRuleError(f"an MP3 of {report.duration} s for a brief of {brief.duration}")
        if {path.parent for path in (brief.mp3, *brief.beside)} != {settings.output}:
            raise BrokenRuleError(f"files elsewhere: {brief.beside}")
        if visible(report.told.text or "") != visible(encodable(plain_text(brief.cues))):
            raise BrokenRuleError("other words in the tags than in the brief")
        frames = sum(map(len, stream_brief(source, settings)))
        if frames < brief.duration * LEAST_RATE:
            raise BrokenRuleError(f"a stream of {frames} bytes for {brief.duration} s")


def check_text(text: str) -> None:
    """The rules for sentences, clauses and spoken words."""
    sentences = split_sentences(text)
    for name, pieces in (("sentence", sentences), ("clause", split_clauses(text, 100))):
        if (kept := visible(" ".join(pieces))) != visible(text):
            raise BrokenRuleError(f"{name}: {visible(text)!r} became {kept!r}")
    for sentence in sentences:
        for reading in GenderReading:
            if lost := lost_words(sentence, reading):
                raise BrokenRuleError(f"{reading}: {lost} lost from {sentence!r}")


def visible(text: str) -> str:
    """Every character that is no space."""
    return "".join(text.split())


def lost_words(sentence: str, reading: GenderReading) -> list[str]:
    """The words that are not said, though no rule put others in their place."""
    said = fold(spell(sentence, reading=reading))
    changes = explain(sentence, reading=reading)
    for change in changes:
        if LETTERS.search(change.before) and not LETTERS.search(change.after):
            return [change.before]
    replaced = [fold(word) for change in changes for word in LETTERS.findall(change.before)]
    return [
        word
        for word in LETTERS.findall(unicodedata.normalize("NFC", sentence))
        if fold(word) not in said
        and not any(fold(word) in each or each in fold(word) for each in replaced)
    ]


def fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def inputs(folder: Path | None) -> tuple[list[bytes], list[bytes]]:
    """Pages and texts to begin with."""
    folders = [GOLDEN, *([folder] if folder else [])]
    pages = [p.read_bytes() for f in folders for p in sorted(f.rglob("*.html"))]
    pages += [gzip.decompress(p.read_bytes()) for f in folders for p in f.rglob("*.html.gz")]
    texts = [p.read_bytes() for f in folders for p in sorted(f.rglob("*.txt"))]
    return pages, texts


def case(chance: random.Random, pages: list[bytes], texts: list[bytes]) -> bytes | str:
    """Some damaged source, or a sentence as text."""
    if chance.random() < 0.4:
        return garble(chance, 40)
    kind = chance.choice((pages, texts))
    content = chance.choice(kind)
    for _ in range(chance.choice((1, 1, 2, 4))):
        content = chance.choice(DAMAGES)(content or b" ", chance, kind)[:400_000]
    return content


def numbers(first: int, minutes: float) -> Iterator[int]:
    until = time.monotonic() + 60 * minutes
    number = first
    while time.monotonic() < until:
        yield number
        number += 1


def main() -> int:
    """Try inputs until the time is over; 1 if one broke a rule."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--first", type=int, default=0, help="the number to begin with")
    parser.add_argument("--more", type=Path, help="a folder with more pages and texts")
    parser.add_argument("--save", type=Path, default=Path("fuzz"), help="where failures go")
    wanted = parser.parse_args()
    pages, texts = inputs(wanted.more)
    print(f"seed {wanted.seed}: {len(pages)} pages, {len(texts)} texts to begin with")
    signal.signal(signal.SIGPROF, too_slow)
    kinds: dict[str, int] = {}
    number = wanted.first
    for number in numbers(wanted.first, wanted.minutes):
        content = case(random.Random(f"{wanted.seed} {number}"), pages, texts)  # noqa: S311
        if fault := failed(content):
            kinds[fault] = kinds.get(fault, 0) + 1
            if kinds[fault] == 1:
                report(number, content, fault, wanted.save)
    print(
        f"{number + 1 - wanted.first} inputs, {sum(kinds.values())} failures of {len(kinds)} kinds"
    )
    return 1 if kinds else 0


def failed(content: bytes | str) -> str | None:
    """Which rule the input broke, and where."""
    signal.setitimer(signal.ITIMER_PROF, LIMIT)
    try:
        if isinstance(content, str):
            check_text(content)
        elif len(content) % 8 or len(content) > LONGEST:
            check_page(content)
        else:
            check_brief(content)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what we look for
        place = traceback.extract_tb(error.__traceback__)[-1]
        kind = str(error)[:400] if isinstance(error, BrokenRuleError) else f"{error!r}"[:200]
        return f"{type(error).__name__} {Path(place.filename).name}:{place.lineno} {kind}"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return None


def too_slow(*_: object) -> None:
    raise SlowError


def report(number: int, content: bytes | str, fault: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    data = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    (folder / f"{number}.bin").write_bytes(data)
    print(f"{number}: {fault} ({len(data)} bytes in {folder / f'{number}.bin'})", flush=True)


if __name__ == "__main__":
    sys.exit(main())
