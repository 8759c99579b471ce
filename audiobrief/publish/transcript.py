"""Transcripts of a brief: plain text, HTML and JSON; and its chapters as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from html import escape
from itertools import groupby

from audiobrief.model import Article, Brief, Chapter, Cue, Role
from audiobrief.publish.address import web_address
from audiobrief.publish.bound import bound
from audiobrief.publish.captions import CONTROLS, numbered
from audiobrief.publish.identity import outlet_of
from audiobrief.publish.words import heard

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
"""Instead of the above in the articles of a briefing, which have one heading over all."""
Block = tuple[Role, tuple[Cue, ...]]


def plain_text(cues: Iterable[Cue]) -> str:
    """What is printed, one paragraph a line, with an empty line between them."""
    return "\n\n".join(" ".join(map(printed, block)) for _, block in blocks(cues)) + "\n"


def html_transcript(brief: Brief, language: str = "de") -> str:
    """A page of the text alone, with its language, for `podcast:transcript` and archives."""
    title = escaped(brief.article.headline)
    text = html_blocks(brief.cues, brief.article)
    return (
        f'<!doctype html>\n<html lang="{escaped(language)}">\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{title}</title>\n<main>\n{text}\n</main>\n</html>\n"
    )


def timed(cue: Cue) -> str:
    """A sentence as a span that knows its times in seconds."""
    times = f'data-start="{cue.start:.3f}" data-end="{cue.end:.3f}"'
    return f"<span {times}>{escaped(bound(printed(cue)))}</span>"


def origin(article: Article) -> str:
    """A line that names the outlet of an article, and leads to it."""
    url, name = web_address(article.url), escaped(outlet_of(article) or "")
    return f'<a href="{escaped(url)}" rel="noreferrer">{name}</a>' if url else name


def html_blocks(
    cues: Iterable[Cue],
    whole: Article,
    span: Callable[[Cue], str] = timed,
    about: Callable[[Article], str] = origin,
) -> str:
    """The blocks as HTML, every sentence as `span` makes it, in their order.

    In a briefing, the `whole`, what `about` says of an article stands below its headline.
    """

    def html(block: tuple[Cue, ...]) -> str:
        sentence = block[0].utterance.sentence
        inner = bool(whole.articles) and sentence.article != whole
        tag = (TAGS | BELOW if inner else TAGS)[sentence.role]
        text = tag.format(" ".join(map(span, block)))
        if inner and sentence.role is Role.HEADLINE and (line := about(sentence.article)):
            return f'{text}\n<p class="about">{line}</p>'
        return text

    return "\n".join(
        f"<ul>\n{lines}\n</ul>" if role is Role.ITEM else lines
        for role, lines in _runs(blocks(cues), html)
    )


def json_transcript(brief: Brief, language: str = "de") -> str:
    """The times of every sentence and, where the engine tells, of every word; and the article.

    The shape is that of Podcasting 2.0 (version 1.0.0), with more beside it: its readers take
    `startTime`, `endTime` and `body` of each segment and pass over the rest.
    """
    article = brief.article
    about: dict[str, object] = {
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
        "voices": voices(brief.cues),
    }
    if article.articles:
        about["articles"] = [_about(each) for each in article.articles]
    about["segments"] = [_segment(cue, block, article) for cue, block, _ in numbered(brief.cues)]
    return _json(about)


def voices(cues: Iterable[Cue]) -> tuple[str, ...]:
    """The names of who speaks, the first heard first."""
    return tuple(dict.fromkeys(cue.voice for cue in cues if cue.voice))


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
    rows: Iterable[Block], html: Callable[[tuple[Cue, ...]], str]
) -> Iterator[tuple[Role, str]]:
    """Neighbours of one role as lines of HTML."""
    for role, run in groupby(rows, key=lambda row: row[0]):
        yield role, "\n".join(html(block) for _, block in run)


def _json(value: dict[str, object]) -> str:
    return CONTROLS.sub(" ", json.dumps(value, ensure_ascii=False, indent=1)) + "\n"


def _about(article: Article) -> dict[str, object]:
    return {
        "headline": article.headline,
        "published": article.published.isoformat() if article.published else None,
        "outlet": article.outlet,
        "url": article.url,
    }


def _segment(cue: Cue, block: int, whole: Article) -> dict[str, object]:
    sentence = cue.utterance.sentence
    number = _place(sentence.article, whole)
    place = {"article": number} if number else {}
    voice = {"voice": cue.voice} if cue.voice else {}
    return {
        "startTime": round(cue.start, 3),
        "endTime": round(cue.end, 3),
        "body": printed(cue),
        "spoken": cue.utterance.text,
        "role": sentence.role,
        "block": block,
        **place,
        **voice,
        **({"words": words} if (words := [*_words(cue)]) else {}),
    }


def _words(cue: Cue) -> Iterator[dict[str, object]]:
    for word in heard(cue, printed(cue)):
        yield {
            "startTime": round(word.start, 3),
            "endTime": round(word.end, 3),
            "spoken": word.spoken,
            "printed": word.printed,
        }


def _place(article: Article, whole: Article) -> int | None:
    """The number of an article in a briefing, from 1; None for what is about the whole."""
    return whole.articles.index(article) + 1 if article in whole.articles else None
