"""What files without ID3 tags tell of a brief."""

from __future__ import annotations

from pathlib import Path

from audiobrief.model import Seconds, Track
from audiobrief.publish.finish import SAID, Finish
from audiobrief.publish.identity import identity, outlet_of
from audiobrief.publish.transcript import plain_text
from audiobrief.sound.files import comment_of

GENRE = "Speech"
LANGUAGE = "de"
MOST_CHAPTERS = 999
"""Their numbers have three digits."""


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
    """What Vorbis comments can say of a track beyond them: its text, its chapters, its voice.

    Chapters are told as by the Chapter Extension of Vorbis comments.
    """
    comments = {"LANGUAGE": LANGUAGE, "LYRICS": _encodable(plain_text(track.cues))}
    if finish.origin:
        comments |= {"DIGITALSOURCETYPE": finish.origin.address, "SYNTHETICVOICE": SAID}
    if len(track.chapters) > 1:
        for number, chapter in enumerate(track.chapters[:MOST_CHAPTERS], start=1):
            comments[f"CHAPTER{number:03}"] = _time(chapter.start)
            comments[f"CHAPTER{number:03}NAME"] = _encodable(" ".join(chapter.title.split()))
    return {name: text.replace("\0", " ") for name, text in comments.items() if text.strip()}


def is_marked(path: Path, own: str) -> bool:
    """Whether a file's comment says that it is a brief of the article with that identity."""
    return _mark(own) in comment_of(path)


def _time(seconds: Seconds) -> str:
    minutes, rest = divmod(round(seconds * 1000), 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"


def _mark(own: str) -> str:
    return f"[audiobrief {own}]"


def _encodable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
