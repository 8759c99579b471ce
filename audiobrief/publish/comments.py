"""What files without ID3 tags tell of a brief: Vorbis comments, by whose names MP4 goes too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import count, takewhile

from audiobrief.model import Chapter, Seconds, Track
from audiobrief.publish.finish import SAID, Finish
from audiobrief.publish.identity import identity, outlet_of
from audiobrief.publish.lines import Line, even
from audiobrief.publish.tags import Tags
from audiobrief.publish.transcript import plain_text

GENRE = "Speech"
LANGUAGE = "de"
MOST_CHAPTERS = 999
"""Their numbers have three digits."""
NOTICE, SOURCE_TYPE = "SYNTHETICVOICE", "DIGITALSOURCETYPE"
TIMED = "SYNCEDLYRICS"
"""The sentences with their times, as players of songs read them (LRC)."""
TIMED_LINE = re.compile(r"\[(\d+):(\d\d\.\d{2,3})\](.*)")
MARK = re.compile(r" ?\[audiobrief ([0-9a-f]{32})\]")
TIME = re.compile(r"(?:(\d+):)?(?:(\d+):)?(\d+(?:\.\d*)?)")


def texts_of(track: Track) -> dict[str, str]:
    """The texts of a track's file, by their names in Vorbis comments."""
    article = track.article
    outlet = outlet_of(article) or ""
    origin = article.url or article.credit or ""
    texts = {
        "title": article.headline,
        "artist": outlet,
        "album": outlet,
        "date": article.published.isoformat()[:10] if article.published else "",
        "genre": GENRE,
        "comment": f"{origin} {_mark(identity(article))}",
    }
    lines = {name: " ".join(text.replace("\0", " ").split()) for name, text in texts.items()}
    return {name: _encodable(line) for name, line in lines.items() if line}


def more_of(track: Track, finish: Finish) -> dict[str, str]:
    """What can be said of a track beyond them: its text, its sentences' times, its voice."""
    timed = "\n".join(
        f"[{_minutes(cue.start)}]{even(cue.utterance.sentence.text)}" for cue in track.cues
    )
    comments = {"LANGUAGE": LANGUAGE, "LYRICS": plain_text(track.cues), TIMED: timed}
    if finish.origin:
        comments |= {SOURCE_TYPE: finish.origin.address, NOTICE: SAID}
    comments = {name: _encodable(text.replace("\0", " ")) for name, text in comments.items()}
    return {name: text for name, text in comments.items() if text.strip()}


def chapters_in(track: Track) -> dict[str, str]:
    """A track's chapters as told by the Chapter Extension of Vorbis comments."""
    comments: dict[str, str] = {}
    if len(track.chapters) > 1:
        for number, chapter in enumerate(track.chapters[:MOST_CHAPTERS], start=1):
            comments[f"CHAPTER{number:03}"] = _hours(chapter.start)
            comments[f"CHAPTER{number:03}NAME"] = even(chapter.title)
    return comments


def tags_of(comments: Mapping[str, str]) -> Tags:
    """What a file's comments say, as tags say it."""
    said = comments.get("COMMENT", "")
    mark = MARK.search(said)
    return Tags(
        title=comments.get("TITLE"),
        artist=comments.get("ARTIST"),
        album=comments.get("ALBUM"),
        date=comments.get("DATE"),
        language=comments.get("LANGUAGE"),
        genre=comments.get("GENRE"),
        comment=MARK.sub("", said) or None,
        identity=mark[1] if mark else None,
        notice=comments.get(NOTICE),
        source_type=comments.get(SOURCE_TYPE),
    )


def chapters_of(comments: Mapping[str, str], duration: Seconds) -> tuple[Chapter, ...]:
    """The chapters that a file's comments tell, up to its end."""
    names = takewhile(lambda name: name in comments, (f"CHAPTER{n:03}" for n in count(1)))
    found = [(_seconds(comments[name]), comments.get(f"{name}NAME", "")) for name in names]
    ends = [*(start for start, _ in found[1:]), duration]
    return tuple(
        Chapter(start=start, end=end, title=title)
        for (start, title), end in zip(found, ends, strict=bool(found))
    )


def lines_of(comments: Mapping[str, str]) -> tuple[Line, ...]:
    """The timed sentences that a file's comments tell."""
    return tuple(_lines(comments.get(TIMED, "")))


def _lines(text: str) -> Iterator[Line]:
    for row in text.splitlines():
        if found := TIMED_LINE.fullmatch(row):
            start = 60 * int(found[1]) + float(found[2])
            yield Line(start=start, text=even(found[3]))


def _seconds(time: str) -> Seconds:
    found = TIME.fullmatch(time.strip())
    parts = [part for part in found.groups() if part] if found else []
    seconds = 0.0
    for part in parts:
        seconds = 60 * seconds + float(part)
    return seconds


def _hours(seconds: Seconds) -> str:
    minutes, rest = divmod(round(seconds * 1000), 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"


def _minutes(seconds: Seconds) -> str:
    minutes, rest = divmod(round(seconds * 1000), 60_000)
    return f"{minutes:02}:{rest // 1000:02}.{rest % 1000:03}"


def _mark(own: str) -> str:
    return f"[audiobrief {own}]"


def _encodable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
