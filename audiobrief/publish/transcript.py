"""Transcripts of a brief: plain text, HTML and JSON; and its chapters as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import escape
from itertools import groupby

from audiobrief.model import Brief, Chapter, Cue, Role
from audiobrief.publish.address import web_address
from audiobrief.publish.captions import CONTROLS, numbered

TAGS = {
    Role.KICKER: '<p class="kicker">{}</p>',
    Role.HEADLINE: "<h1>{}</h1>",
    Role.LEAD: '<p class="lead">{}</p>',
    Role.PARAGRAPH: "<p>{}</p>",
    Role.CROSSHEAD: "<h2>{}</h2>",
    Role.QUOTE: "<blockquote><p>{}</p></blockquote>",
    Role.QUESTION: '<p class="question">{}</p>',
    Role.ANSWER: '<p class="answer">{}</p>',
    Role.ITEM: "<li>{}</li>",
    Role.LINK: '<p class="link">{}</p>',
}
BELOW = {Role.HEADLINE: '<h2 class="headline">{}</h2>', Role.CROSSHEAD: "<h3>{}</h3>"}
"""Instead of the above where several articles make up the text, and have one heading over all."""
Block = tuple[Role, tuple[Cue, ...]]


def plain_text(cues: Iterable[Cue]) -> str:
    """What is printed, one paragraph a line, with an empty line between them."""
    return "\n\n".join(" ".join(map(printed, block)) for _, block in blocks(cues)) + "\n"


def html_transcript(brief: Brief, language: str = "de") -> str:
    """A page of the text alone, with its language, for `podcast:transcript` and archives."""
    title = escaped(brief.article.headline)
    return (
        f'<!doctype html>\n<html lang="{escaped(language)}">\n<meta charset="utf-8">\n'
        f"<title>{title}</title>\n<main>\n{html_blocks(brief.cues)}\n</main>\n</html>\n"
    )


def timed(cue: Cue) -> str:
    """A sentence as a span that knows its times in seconds."""
    times = f'data-start="{cue.start:.3f}" data-end="{cue.end:.3f}"'
    return f"<span {times}>{escaped(printed(cue))}</span>"


def html_blocks(cues: Iterable[Cue], span: Callable[[Cue], str] = timed) -> str:
    """The blocks as HTML, every sentence as `span` makes it, in their order."""
    rows = tuple(blocks(cues))
    several = sum(role is Role.HEADLINE for role, _ in rows) > 1
    return "\n".join(
        f"<ul>\n{lines}\n</ul>" if role is Role.ITEM else lines
        for role, lines in _runs(rows, TAGS | BELOW if several else TAGS, span)
    )


def json_transcript(brief: Brief, language: str = "de") -> str:
    """The times of every sentence, and what is known of the article.

    The shape is that of Podcasting 2.0 (version 1.0.0), with more beside it: its readers take
    `startTime`, `endTime` and `body` of each segment and pass over the rest.
    """
    article = brief.article
    about = {
        "version": "1.0.0",
        "language": language,
        "duration": round(brief.duration, 3),
        "marker": brief.marker,
        "kicker": article.kicker,
        "headline": article.headline,
        "lead": article.lead,
        "published": article.published.isoformat() if article.published else None,
        "outlet": article.outlet,
        "byline": article.byline,
        "authors": article.authors,
        "credit": article.credit,
        "url": article.url,
        "segments": [_segment(cue, block) for cue, block, _ in numbered(brief.cues)],
    }
    return _json(about)


def json_chapters(chapters: Iterable[Chapter]) -> str:
    """The chapters in the shape of Podcasting 2.0, version 1.2.0."""
    rows = [
        {"startTime": round(c.start, 3), "endTime": round(c.end, 3), "title": c.title}
        | ({"url": url} if (url := web_address(c.url)) else {})
        for c in chapters
    ]
    return _json({"version": "1.2.0", "chapters": rows})


def blocks(cues: Iterable[Cue]) -> Iterator[Block]:
    """Paragraphs, headings and the like, each with its role and its cues."""
    for _, members in groupby(numbered(cues), key=lambda row: row[1]):
        block = tuple(cue for cue, _, _ in members)
        yield block[0].utterance.sentence.role, block


def printed(cue: Cue) -> str:
    """A cue's sentence on one line."""
    return " ".join(CONTROLS.sub(" ", cue.utterance.sentence.text).split())


def escaped(text: str) -> str:
    """Text for between tags or in quotes, without the characters that HTML forbids."""
    return escape(CONTROLS.sub(" ", text))


def _runs(
    rows: Iterable[Block], tags: Mapping[Role, str], span: Callable[[Cue], str]
) -> Iterator[tuple[Role, str]]:
    """Neighbours of one role as lines of HTML."""
    for role, run in groupby(rows, key=lambda row: row[0]):
        yield role, "\n".join(tags[role].format(" ".join(map(span, block))) for _, block in run)


def _json(value: dict[str, object]) -> str:
    return CONTROLS.sub(" ", json.dumps(value, ensure_ascii=False, indent=1)) + "\n"


def _segment(cue: Cue, block: int) -> dict[str, object]:
    sentence = cue.utterance.sentence
    return {
        "startTime": round(cue.start, 3),
        "endTime": round(cue.end, 3),
        "body": printed(cue),
        "spoken": cue.utterance.text,
        "role": sentence.role,
        "block": block,
    }
