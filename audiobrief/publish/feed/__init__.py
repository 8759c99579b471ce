"""The podcast feed of a folder of briefs: RSS 2.0 with what podcast directories ask for."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import format_datetime
from urllib.parse import quote, urlsplit
from uuid import UUID, uuid5

from audiobrief.errors import ConfigError
from audiobrief.publish.captions import CONTROLS
from audiobrief.publish.episodes import Episode
from audiobrief.publish.sidecar import Sidecar, sidecar_path

ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
PODCAST = "https://podcastindex.org/namespace/1.0"
ATOM = "http://www.w3.org/2005/Atom"
NAMESPACES = {"itunes": ITUNES, "podcast": PODCAST, "atom": ATOM}
FEEDS = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
"""The namespace that Podcasting 2.0 derives `podcast:guid` from."""
LONGEST_TEXT = 4000
"""Characters that Apple shows of a description."""
TRANSCRIPTS = {
    Sidecar.VTT: "text/vtt",
    Sidecar.SRT: "application/x-subrip",
    Sidecar.JSON: "application/json",
    Sidecar.HTML: "text/html",
    Sidecar.TXT: "text/plain",
}
"""Media types, the one that most players show first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Show:
    """What a feed says of itself."""

    title: str
    base_url: str
    """Where the folder is on the web."""
    description: str
    author: str
    email: str | None = None
    """Whom directories write to."""
    website: str | None = None
    """The show's own page; the folder's address if there is none."""
    image: str | None = None
    """Artwork, a JPEG or PNG of 1400 to 3000 pixels a side: an address, or a file in the folder."""
    language: str = "de"
    category: tuple[str, ...] = ("News", "Daily News")
    """One of Apple's, and one below it."""
    explicit: bool = False
    file_name: str = "feed.xml"
    """What the feed itself is called in the folder."""


def feed(episodes: Sequence[Episode], show: Show) -> bytes:
    """The feed as XML in UTF-8, the same bytes for the same episodes.

    Raises ConfigError for a base address that is none.
    """
    base = _base(show.base_url)
    for prefix, name in NAMESPACES.items():
        ET.register_namespace(prefix, name)
    rss = ET.Element("rss", version="2.0")
    channel = ET.SubElement(rss, "channel")
    _describe(channel, show, base)
    if episodes:
        _add(channel, "lastBuildDate", format_datetime(max(e.published for e in episodes)))
    for episode in episodes:
        _item(ET.SubElement(channel, "item"), episode, show, base)
    ET.indent(rss)
    text: str = ET.tostring(rss, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _base(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise ConfigError(
            f"base URL '{address}' is no web address of a folder; "
            "give one like https://example.org/briefs/"
        )
    return f"{address.rstrip('/')}/"


def _describe(channel: ET.Element, show: Show, base: str) -> None:
    own = base + quote(show.file_name)
    _add(channel, "title", show.title)
    _add(channel, "link", show.website or base)
    _add(channel, "description", show.description[:LONGEST_TEXT])
    _add(channel, "language", show.language)
    _add(channel, f"{{{ATOM}}}link", href=own, rel="self", type="application/rss+xml")
    _add(channel, f"{{{ITUNES}}}author", show.author)
    _add(channel, f"{{{ITUNES}}}type", "episodic")
    _add(channel, f"{{{ITUNES}}}explicit", str(show.explicit).lower())
    outer = channel
    for name in show.category:
        outer = _add(outer, f"{{{ITUNES}}}category", text=name)
    if show.email:
        owner = _add(channel, f"{{{ITUNES}}}owner")
        _add(owner, f"{{{ITUNES}}}name", show.author)
        _add(owner, f"{{{ITUNES}}}email", show.email)
    if show.image:
        href = show.image if "://" in show.image else base + quote(show.image)
        _add(channel, f"{{{ITUNES}}}image", href=href)
    guid = uuid5(FEEDS, own.split("://", 1)[1].rstrip("/"))
    _add(channel, f"{{{PODCAST}}}guid", str(guid))
    _add(channel, f"{{{PODCAST}}}medium", "podcast")


def _item(item: ET.Element, episode: Episode, show: Show, base: str) -> None:
    _add(item, "title", episode.title)
    _add(item, "link", episode.link or base + quote(episode.mp3.name))
    _add(item, "description", episode.summary[:LONGEST_TEXT])
    _add(item, "guid", episode.guid, isPermaLink="false")
    _add(item, "pubDate", format_datetime(episode.published))
    enclosure = {"url": base + quote(episode.mp3.name), "length": str(episode.size)}
    _add(item, "enclosure", **enclosure, type="audio/mpeg")
    # Fractions are cut, as in the marker.
    _add(item, f"{{{ITUNES}}}duration", str(int(episode.duration)))
    _add(item, f"{{{ITUNES}}}author", episode.outlet or show.author)
    _add(item, f"{{{ITUNES}}}episodeType", "full")
    _add(item, f"{{{ITUNES}}}explicit", str(show.explicit).lower())
    for kind, media in TRANSCRIPTS.items():
        if kind in episode.sidecars:
            url = base + quote(sidecar_path(episode.mp3, kind).name)
            about = {"url": url, "type": media, "language": show.language}
            timed = {"rel": "captions"} if kind in {Sidecar.VTT, Sidecar.SRT} else {}
            _add(item, f"{{{PODCAST}}}transcript", **about, **timed)
    if Sidecar.CHAPTERS in episode.sidecars:
        url = base + quote(sidecar_path(episode.mp3, Sidecar.CHAPTERS).name)
        _add(item, f"{{{PODCAST}}}chapters", url=url, type="application/json+chapters")


def _add(
    parent: ET.Element, name: str, content: str | None = None, **attributes: str
) -> ET.Element:
    clean = {key: CONTROLS.sub(" ", value) for key, value in attributes.items()}
    element = ET.SubElement(parent, name, clean)
    if content is not None:
        element.text = " ".join(CONTROLS.sub(" ", content).split())
    return element
