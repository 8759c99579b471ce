"""What files without ID3 tags tell of a brief."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from audiobrief.model import Track
from audiobrief.publish.identity import identity
from audiobrief.sound.files import comment_of

GENRE = "Speech"


def texts_of(track: Track) -> dict[str, str]:
    """The texts of a track's file, by their names in Vorbis comments."""
    article = track.article
    host = urlsplit(article.url).hostname if article.url else None
    outlet = article.outlet or host or ""
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


def is_marked(path: Path, own: str) -> bool:
    """Whether a file's comment says that it is a brief of the article with that identity."""
    return _mark(own) in comment_of(path)


def _mark(own: str) -> str:
    return f"[audiobrief {own}]"


def _encodable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
