"""What tells one article from another."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from audiobrief.model import Article


def identity(article: Article) -> str:
    """The same text for the same article, even when it is corrected at its address.

    A file is known by its name and by when the article was published, or else by its headline:
    the same from any folder and on any machine, and another once `artikel.txt` holds another
    day's article. From standard input the words alone make the difference. A briefing is known
    by its title and day. Only a digest is given, for a name on somebody's disk is nobody else's
    business.
    """
    if article.articles:
        day = article.published.isoformat()[:10] if article.published else ""
        known = f"briefing\n{day}\n{article.headline}"
    elif article.url or "://" in article.source:
        known = article.url or article.source
    elif article.source == "-":
        known = "\n".join([article.headline, article.lead or "", *(p.text for p in article.body)])
    else:
        known = f"{Path(article.source).name}\n{article.published or article.headline}"
    # A file name that is no text in the system's encoding comes as lone surrogates.
    return sha256(known.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def outlet_of(article: Article) -> str | None:
    """Who published an article: its outlet, else the host it stands on."""
    try:
        return article.outlet or urlsplit(article.url or "").hostname
    except ValueError:  # a page may call anything its address: `https://[x/`
        return None
