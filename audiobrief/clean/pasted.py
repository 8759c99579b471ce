"""Pasted text in, Article out."""

from __future__ import annotations

from audiobrief.clean import bylines, datelines, furniture, headings
from audiobrief.clean.lines import Line, read_lines
from audiobrief.errors import NoArticleError
from audiobrief.model import Article, Dropped, Passage, Role

_SENTENCE_ENDS = tuple('.!?…:“«»"”')


SHORTEST_PARAGRAPH = 12
"""Words."""


def clean_pasted(text: str, source: str) -> Article:
    """The article in a text that was copied from a news page."""
    lines = read_lines(text)
    kinds = [furniture.why(line.text) for line in lines]
    body = [place for place, line in enumerate(lines) if kinds[place] is None and _is_prose(line)]
    if not body:
        raise NoArticleError(
            f"{source} holds no article: no line reads like a paragraph; copy all of the page"
        )
    top = _headline(lines, kinds, body[0])
    kicker, headline = headings.split_kicker(lines[top].text)
    above = [place for place in range(len(lines)) if place not in body and place != top]
    texts = [furniture.strip_inline(lines[place].text) for place in body]
    dates = [
        found
        for place in above
        if kinds[place] == "date" and (found := datelines.read_date(lines[place].text))
    ]
    credits_found = [bylines.credit(lines[place].text) for place in above]
    byline = next((lines[place].text for place in above if kinds[place] == "byline"), None)
    return Article(
        source=source,
        headline=headline,
        kicker=kicker,
        lead=texts[0],
        body=tuple(Passage(role=Role.PARAGRAPH, text=text) for text in texts[1:]),
        published=next(filter(None, dates), None),
        byline=byline,
        authors=bylines.authors(byline) if byline else (),
        credit=next(filter(None, credits_found), None),
        dropped=tuple(
            Dropped(text=lines[place].text, why=kinds[place] or "other") for place in above
        ),
    )


def _is_prose(line: Line) -> bool:
    return len(line.text.split()) >= SHORTEST_PARAGRAPH and line.text.endswith(_SENTENCE_ENDS)


def _headline(lines: tuple[Line, ...], kinds: list[str | None], first: int) -> int:
    for place in range(first - 1, -1, -1):
        if kinds[place] is None and lines[place].text.count(" ") > 1:
            return place
    return first
