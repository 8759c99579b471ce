"""The values that pass between stages: frozen, and each holds the one it came from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # numpy costs 0.1 s, and cleaning needs none of it
    from datetime import date, datetime
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

Seconds = float

SECONDS_PER_HOUR = 3600


class Role(StrEnum):
    """What a passage is in its article, and so how it is read."""

    KICKER = "kicker"
    HEADLINE = "headline"
    LEAD = "lead"
    PARAGRAPH = "paragraph"
    CROSSHEAD = "crosshead"
    QUOTE = "quote"
    QUESTION = "question"
    ANSWER = "answer"
    ITEM = "item"
    LINK = "link"
    """What a presenter says before, between and behind articles."""


class Boundary(StrEnum):
    """What ends where a sentence ends; the pause that follows depends on it."""

    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"
    KICKER = "kicker"
    HEADLINE = "headline"
    LEAD = "lead"
    CROSSHEAD = "crosshead"
    ARTICLE = "article"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where an article comes from."""

    name: str
    """A path, an http(s) address, or `-` where the content was read from standard input."""
    content: bytes | None = None
    """What was read already; None where it is still to be read or fetched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A block of the body."""

    role: Role
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """A piece of the source that will not be read."""

    text: str
    why: str
    """The kind of furniture it is: `caption`, `player`, `read-also` ..."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Embargo:
    """That a text is not to be published before a time."""

    notice: str
    """As printed: `Sperrfrist: 24.12.2026, 10 Uhr`."""
    until: datetime | None
    """With its zone; None where the notice names no time, but the end of a speech, say."""

    def stands(self, now: datetime) -> bool:
        """Whether it is not over yet; one without a time is not known to be."""
        return self.until is None or now < self.until


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A news article without the furniture around it."""

    source: str
    headline: str
    body: tuple[Passage, ...]
    """Everything below the lead, in reading order."""
    kicker: str | None = None
    lead: str | None = None
    published: date | None = None
    """A `datetime` where the source gives the time too, with its zone if it names one."""
    outlet: str | None = None
    byline: str | None = None
    """The authors' line as printed."""
    authors: tuple[str, ...] = ()
    """Names of people; of the agency or desk that stands in their place where nobody is named."""
    credit: str | None = None
    """The agencies and desks as printed under an article: `ntv.de, lar/AFP`."""
    url: str | None = None
    image: str | None = None
    """The address of the picture that its page names as its own."""
    dropped: tuple[Dropped, ...] = ()
    cut_short: str | None = None
    """What shows that the text breaks off before its end: what the source says there, such as
    `Weiterlesen mit Plus`, or `paywall` where its markup does; None where it is whole."""
    embargo: Embargo | None = None
    articles: tuple[Article, ...] = ()
    """Those that it brings together, as far as each is read, where it is a briefing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence, as printed."""

    article: Article
    role: Role
    text: str
    boundary: Boundary
    """What ends with this sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pronunciation:
    """How a stretch of a spoken text is pronounced, for engines that can be told."""

    start: int
    """Of its first letter, in the text."""
    end: int
    """Behind its last letter."""
    ipa: str = ""
    """Its sounds in the International Phonetic Alphabet; empty where the language says enough."""
    language: str = ""
    """BCP 47 tag of the language to say it in; empty for the text's own."""
    words: str = ""
    """The stretch as that language spells it; empty where the text does so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """One sentence, as spoken."""

    sentence: Sentence
    text: str
    """The words for the voice: no digits, symbols or abbreviations. Enough for an engine that
    cannot be told pronunciations."""
    pronunciations: tuple[Pronunciation, ...] = ()
    """Of words that are not said as German spells them, in the order of the text."""


TIME_LIMIT: Seconds = 60.0
"""What a program or a server may take for one sentence, unless its profile says otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who speaks, and how fast: one TOML profile."""

    name: str
    engine: str
    """An `EngineName`, or the name under which another package offers an engine."""
    model: str
    """The voice as its engine calls it."""
    speaker: str = ""
    """Who of those that the model has, where it has several."""
    language: str = "de"
    """BCP 47 tag."""
    pace: float = 1.0
    """What the engine must be told to read at a newsreader's pace, in the engine's own unit:
    words a minute for eSpeak, a factor for Pico."""
    rate: float = 1.0
    """A factor on the newsreader's pace: 2.0 is twice as fast."""
    command: tuple[str, ...] = ()
    """The program that speaks, with its arguments."""
    address: str = ""
    """Where the server is that speaks."""
    key_env: str = ""
    """The name of the environment variable, or of the keyring's entry, that holds its key."""
    time_limit: Seconds = TIME_LIMIT
    lexicon: tuple[str, ...] = ()
    """Pronunciation lexicons that it needs, the last counts most: files, or `shipped`."""
    licence: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """When a word of a spoken text is heard."""

    start: Seconds
    """From the beginning of the sound that it belongs to."""
    end: Seconds
    first: int
    """The place of its first letter in the text."""
    behind: int
    """The place behind its last letter."""

    def moved(self, later: Seconds = 0.0, *, factor: float = 1.0, letters: int = 0) -> Word:
        """The word in a sound `factor` times as long that begins earlier, of a text likewise."""
        return Word(
            start=self.start * factor + later,
            end=self.end * factor + later,
            first=self.first + letters,
            behind=self.behind + letters,
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Audio:
    """Sound in one channel."""

    samples: NDArray[np.float32]
    """Amplitudes from -1 to 1."""
    sample_rate: int
    """Hz."""
    words: tuple[Word, ...] = ()
    """Those of the spoken text in their order, where the engine tells when each is heard."""

    @property
    def duration(self) -> Seconds:
        """The length in seconds, from the sample count."""
        return len(self.samples) / self.sample_rate


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Clip:
    """The sound of one utterance."""

    utterance: Utterance
    audio: Audio
    voice: str = ""
    """Who speaks, by the profile's name."""
    level: float = 0.0
    """dB by which it is to be louder than the voices are side by side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """When a sentence is heard in a track."""

    start: Seconds
    end: Seconds
    utterance: Utterance
    voice: str = ""
    """Who speaks, by the profile's name."""
    words: tuple[Word, ...] = ()
    """When each word of the utterance is heard in the track; none where the engine did not tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A part of a track that players can jump to; each begins where the one before ends."""

    start: Seconds
    end: Seconds
    title: str
    """As printed: the article's headline, or a crosshead."""
    url: str | None = None
    """Where the article stands on the web, if it is one of several."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Track:
    """The whole sound of a brief, and what is heard when."""

    article: Article
    audio: Audio
    cues: tuple[Cue, ...]
    loudness: float
    """Integrated loudness in LUFS."""
    chapters: tuple[Chapter, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A finished brief on disk."""

    article: Article
    mp3: Path
    """The sound file, of whatever format."""
    duration: Seconds
    cues: tuple[Cue, ...]
    loudness: float
    """Integrated loudness in LUFS."""
    chapters: tuple[Chapter, ...] = ()
    beside: tuple[Path, ...] = ()
    """The files made beside the MP3: page, captions, transcripts, book."""

    @property
    def marker(self) -> str:
        """The player's text before it starts: `00:00 / 02:18`."""
        return marker(self.duration)


def marker(duration: Seconds, position: Seconds = 0.0) -> str:
    """Position and duration as a player shows them: `00:00 / 02:18`, with hours from one hour on.

    Fractions are cut, as media players do: 137.9 s reads 02:17.
    """
    hours = duration >= SECONDS_PER_HOUR
    return f"{clock(position, hours=hours)} / {clock(duration, hours=hours)}"


def clock(seconds: Seconds, *, hours: bool = False) -> str:
    """Minutes and seconds as a player shows them: `02:18`; with hours if asked or needed."""
    minutes, rest = divmod(int(seconds), 60)
    if not hours and seconds < SECONDS_PER_HOUR:
        return f"{minutes:02}:{rest:02}"
    whole_hours, minutes = divmod(minutes, 60)
    return f"{whole_hours:02}:{minutes:02}:{rest:02}"
