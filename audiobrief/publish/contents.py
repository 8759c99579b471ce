"""The chapters in the tags of an MP3: ID3v2 Chapter Frame Addendum, version 1.0."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from audiobrief.model import Chapter, Seconds
from audiobrief.publish.address import web_address
from audiobrief.publish.containers import (
    CHAP,
    CTOC,
    TIT2,
    WXXX,
    CTOCFlags,
    Encoding,
    Frame,
    load_id3,
)

NO_OFFSET = 0xFFFFFFFF
"""A chapter's place is told by its time and not in bytes."""
MOST_CHAPTERS = 255
"""A table of contents counts its entries in one byte."""
LINK = "chapter url"
"""What players of podcasts call the frame that a chapter's link stands in."""


def chapter_frames(chapters: Sequence[Chapter]) -> Iterator[Frame]:
    """A table of contents and the chapters in their order; nothing where there is but one."""
    if len(chapters) < 2:  # noqa: PLR2004 - one chapter is the whole
        return
    chapters = chapters[:MOST_CHAPTERS]
    names = [f"chapter{number}" for number in range(1, len(chapters) + 1)]
    top_and_ordered = CTOCFlags.TOP_LEVEL | CTOCFlags.ORDERED
    yield CTOC(element_id="contents", flags=top_and_ordered, child_element_ids=names)
    for name, chapter in zip(names, chapters, strict=True):
        yield CHAP(
            element_id=name,
            start_time=milliseconds(chapter.start),
            end_time=milliseconds(chapter.end),
            start_offset=NO_OFFSET,
            end_offset=NO_OFFSET,
            sub_frames=list(_within(chapter)),
        )


def read_chapters(path: Path) -> tuple[Chapter, ...]:
    """A file's chapters, in the order of its table of contents."""
    tags = load_id3(path)
    names = (name for contents in tags.getall("CTOC") for name in contents.child_element_ids)
    frames = [tags[f"CHAP:{name}"] for name in names if f"CHAP:{name}" in tags]
    return tuple(
        Chapter(
            start=frame.start_time / 1000,
            end=frame.end_time / 1000,
            title=str(frame.sub_frames.get("TIT2", "")),
            url=next((link.url for link in frame.sub_frames.getall("WXXX")), None),
        )
        for frame in frames
    )


def milliseconds(time: Seconds) -> int:
    """A time as tags have it."""
    return round(time * 1000)


def line(text: str) -> str:
    """A text on one line."""
    return " ".join(encodable(text).split())


def encodable(text: str) -> str:
    """The text without what no encoding takes, and without zeros, which end a text in ID3."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode()


def _within(chapter: Chapter) -> Iterator[Frame]:
    yield TIT2(encoding=Encoding.UTF16, text=line(chapter.title))
    if url := web_address(chapter.url):
        yield WXXX(encoding=Encoding.LATIN1, desc=LINK, url=url)
