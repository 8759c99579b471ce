"""What a user can choose of a brief: closed sets, and what belongs together in a setting."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from audiobrief.model import Boundary, Role, Seconds, Sentence

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

CLOSING = "\"'”’»«›‹“‘)]} "
"""What may stand behind the mark that ends a sentence."""


class EngineName(StrEnum):
    """The engines that a voice profile can name."""

    PICO = "pico"
    ESPEAK = "espeak"
    GTTS = "gtts"
    KOKORO = "kokoro"
    PIPER = "piper"
    EDGE = "edge"
    OPENAI = "openai"
    COMMAND = "command"
    SILENT = "silent"


class GenderReading(StrEnum):
    """How `Bürger*innen` is read."""

    BOTH = "both"
    """Bürgerinnen und Bürger"""
    GAP = "gap"
    """Bürger innen: with the short stop that the mark stands for"""
    FEMININE = "feminine"
    """Bürgerinnen"""


class Extra(StrEnum):
    """What can be made beside an MP3."""

    PAGE = "page"
    """A player page that plays the MP3 beside it."""
    SINGLE_FILE = "single-file"
    """A player page with the MP3 inside."""
    CAPTIONS = "captions"
    """WebVTT and SRT."""
    TRANSCRIPT = "transcript"
    """Plain text, HTML and JSON, and the chapters as JSON."""
    EPUB = "epub"
    """A talking book."""


class Labels(StrEnum):
    """The language of everything on a page that is not the article."""

    GERMAN = "de"
    ENGLISH = "en"


class PaceUnit(StrEnum):
    """What a pace is counted in."""

    SYLLABLES = "syl"
    WORDS = "wpm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How fast is spoken, in a unit that any voice can be measured by."""

    amount: float
    """Syllables a second, or words a minute, of speech without the pauses around sentences."""
    unit: PaceUnit


@dataclass(frozen=True, slots=True, kw_only=True)
class Pauses:
    """The silence between the speech of two sentences, by what ends there."""

    comma: Seconds = 0.2
    """Inside a sentence so long that it is spoken in parts."""
    clause: Seconds = 0.3
    """The same, at a semicolon, a colon or a dash."""
    sentence: Seconds = 0.5
    question: Seconds = 0.65
    """Behind a question inside a paragraph, and behind one that an interview asks."""
    paragraph: Seconds = 0.9
    kicker: Seconds = 0.45
    headline: Seconds = 0.9
    lead: Seconds = 0.9
    crosshead: Seconds = 0.7
    change: Seconds = 1.8
    """Before another article in the same brief."""
    article: Seconds = 0.5
    """Behind the last word, so that a player does not cut it."""

    def after(self, boundary: Boundary) -> Seconds:
        """The pause that follows a boundary."""
        return float(getattr(self, boundary))

    def behind(self, sentence: Sentence, *, last: bool) -> Seconds:
        """The pause that follows a sentence, which may be the last of all."""
        asks = sentence.text.rstrip(CLOSING).endswith("?")
        match sentence.boundary:
            case Boundary.ARTICLE if not last:
                return self.change
            case Boundary.SENTENCE if asks:
                return self.question
            case Boundary.PARAGRAPH if sentence.role is Role.QUESTION:
                return self.question
            case boundary:
                return self.after(boundary)


class Cover(StrEnum):
    """The pictures that need no file."""

    DRAWN = "drawn"
    """A card with headline and outlet."""
    PAGE = "page"
    """The one that the article's page names as its own."""


class Origin(StrEnum):
    """How a voice comes about, by IPTC's names for digital sources."""

    ALGORITHMIC = "algorithmicMedia"
    """By rules or from recordings that were cut up."""
    TRAINED = "trainedAlgorithmicMedia"
    """By a network that was trained on recordings."""

    @property
    def address(self) -> str:
        """Its name for machines."""
        return f"http://cv.iptc.org/newscodes/digitalsourcetype/{self}"


class Format(StrEnum):
    """The formats of sound files that are made, by what their names end in."""

    MP3 = "mp3"
    WAV = "wav"
    FLAC = "flac"
    OPUS = "opus"
    OGG = "ogg"
    M4A = "m4a"
    M4B = "m4b"


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoding:
    """How the sound is put into a file."""

    format: Format | None = None
    """None is what the file's name says, MP3 where it says nothing."""
    bit_rate: int | None = None
    """kbit/s; None is what speech needs. WAV and FLAC take what the sound takes."""
    variable: bool = False
    """The bit rate follows the sound (MP3)."""
    sample_rate: int | None = None
    """Hz; None is the voice's own."""
    channels: int = 1
    """Two are alike, and 3 dB louder together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Who reads the passages of a role, and how."""

    voice: str | None = None
    """A profile's name; None is the voice that reads all else."""
    rate: float = 1.0
    """A factor on the rate of all else."""
    level: float = 0.0
    """dB by which it is louder than all else."""


Texts = tuple[str, ...]
"""Templates that take turns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """What is said around the articles of a briefing; None is what is shipped."""

    intro: Texts | None = None
    """Behind the title."""
    overview: Texts | None = None
    """Before the headlines, where there are several articles."""
    topic: Texts | None = None
    """A headline among them."""
    last_topic: Texts | None = None
    first: Texts | None = None
    """Before the first article."""
    next: Texts | None = None
    last: Texts | None = None
    outro: Texts | None = None
    """Behind the last article."""
    end: Texts | None = None
    """The name of that part in lists of chapters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What a briefing is to be."""

    title: str
    published: date
    """A `datetime` where its time counts."""
    keep_duplicates: bool = False
    """Several reports of one event are all read."""
    strict: bool = False
    """A source without an article is an error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicons:
    """Pronunciation lexicons in layers, the last counts most: files, or `shipped`."""

    user: tuple[str, ...] = ()
    run: tuple[str, ...] = ()
    """Those of this run alone, which count more than the voice's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What is heard around an article."""

    intro: str = ""
    """Said before it; `{outlet}`, `{headline}`, `{date}` and `{source}` are filled in."""
    outro: str = ""
    """Said behind it, the same."""
    opening: Path | None = None
    """A sound file heard first."""
    closing: Path | None = None
    """A sound file heard last."""
    bed: Path | None = None
    """Music below the speech."""
