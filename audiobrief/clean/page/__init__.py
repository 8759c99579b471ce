"""A web page as an Article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from urllib.parse import urljoin

from audiobrief.clean import bylines, datelines, furniture
from audiobrief.clean.characters import collapse
from audiobrief.clean.page import dom, names
from audiobrief.clean.page.blocks import Block, Holder
from audiobrief.clean.page.body import find_body
from audiobrief.clean.page.ending import cut_short
from audiobrief.clean.page.layout import EMPTY, Layout, lay_out
from audiobrief.clean.page.metadata import Facts, read_facts
from audiobrief.clean.page.roles import roles
from audiobrief.clean.read.source import is_address
from audiobrief.errors import NoArticleError
from audiobrief.model import Article, Dropped, Passage, Role

_NEAR = 3
_MOST_AUTHORS = 8
_VON = re.compile(r"(?:von|by|autor(?:en|in|innen)?)\s*:?", re.IGNORECASE)
# The commas that joining puts behind a lone "Von".
_SIGNS = re.compile(r"(?<=[Vv]on), (?=\w)")
# What parts date, author and reading time in one line.
_BETWEEN = re.compile(r"\s[•|·/–]\s")
# Characters of a text that is no stub, and the share of it that a page must show to be read.
_SHORTEST_BODY = 400
_PART = 0.4
_LONGEST_DATELINE = 120
# What may stand in an element of its own at the end of a paragraph.
_ASIDES = frozenset({"byline", "date-line", "caption"})
# Dates in these are not the article's.
_ELSEWHERE = frozenset({"caption", "credit", "read-also", "comments", "box", "unseen"})


def clean_page(text: str, source: str, *, url: str | None = None) -> Article:
    """The article in the HTML of a page; raises NoArticleError where there is none."""
    try:
        tree = dom.parse(text)
        facts, blocks = read_facts(dom.read_head(tree)), dom.blocks(tree)
    except dom.UnreadableError as error:
        raise NoArticleError(f"{source}: {error}; give the page of one article") from error
    layout = lay_out(blocks, find_body(tree, sum(len(b.pieces) for b in blocks)), facts)
    headline, told = _headline(layout, facts), _told(layout, facts)
    if not headline or (layout is None and not told):
        raise NoArticleError(f"{source}: no article in this page; give the page of one article")
    layout = layout or EMPTY
    around = (*layout.dropped, *layout.below)
    byline, published = _byline(layout), facts.published or _printed_date(layout)
    return Article(
        source=source,
        headline=headline,
        kicker=layout.title.kicker if layout.title else None,
        lead=" ".join(map(_readable, layout.lead)) or None,
        body=told or _passages(layout.body),
        published=published,
        outlet=facts.outlet,
        byline=byline,
        authors=facts.authors or _authors(layout) or facts.agencies,
        credit=_credit(around),
        url=_url(facts, url),
        image=_image(facts, url),
        cut_short=None if told else cut_short(layout.body, around, free=facts.free),
        dropped=tuple(Dropped(text=b.text, why=why) for b, why in around if why != "unseen"),
    )


def own_address(text: str, *, url: str | None = None) -> str | None:
    """The address that a page names as its own, else the one it was found at."""
    try:
        return _url(read_facts(dom.read_head(dom.parse(text))), url)
    except dom.UnreadableError:
        return url


def _told(layout: Layout | None, facts: Facts) -> tuple[Passage, ...]:
    """The text as the page gives it for machines, where its elements hold but a part of it."""
    shown = sum(len(block.text) for block in (*layout.lead, *layout.body)) if layout else 0
    told = sum(map(len, facts.body))
    if shown > _PART * told or (shown and told < _SHORTEST_BODY):
        return ()
    lead = {block.text for block in layout.lead} if layout else set()
    wanted = [text for text in facts.body if text not in lead and not furniture.why(text)]
    texts = map(furniture.strip_inline, wanted)
    return tuple(Passage(role=Role.PARAGRAPH, text=text) for text in texts if text)


def _headline(layout: Layout | None, facts: Facts) -> str:
    if layout and layout.title:
        return layout.title.headline
    title = facts.titles[0] if facts.titles else ""
    return re.sub(rf"\s[-–—|•·]\s{re.escape(facts.outlet)}$", "", title) if facts.outlet else title


def _passages(body: Sequence[Block]) -> tuple[Passage, ...]:
    texts = zip(roles(body), map(_readable, body), strict=True)
    return tuple(Passage(role=role, text=text) for role, text in texts if text)


def _readable(block: Block) -> str:
    """The text of a block without the author, date or caption that stands in its own element."""
    return furniture.strip_inline(block.text_without(_is_aside))


def _is_aside(holder: Holder) -> bool:
    return holder.tag != "a" and names.furniture(holder.names) in _ASIDES


def _byline(layout: Layout) -> str | None:
    """The line that names the authors, without the date that may stand beside it."""
    lines = _signed(layout)
    texts = [_named_text(block) for block in lines[:_MOST_AUTHORS]]
    if not texts:
        return None
    return _SIGNS.sub(" ", ", ".join(dict.fromkeys(texts)))


def _signed(layout: Layout) -> list[Block]:
    """The blocks of the first byline: those next to each other that are named one."""
    signed = [block for block, _ in layout.dropped if _is_byline(block)]
    run = [block for place, block in enumerate(signed) if block.number - signed[0].number == place]
    before = [b for b, _ in layout.dropped if signed and b.number == signed[0].number - 1]
    return [*(b for b in before if _VON.fullmatch(b.text)), *run]


def _is_byline(block: Block) -> bool:
    return bylines.is_byline(block.text) or (_is_named(block.around) and bool(_people(block)))


def _is_named(holders: Sequence[Holder]) -> bool:
    return any(names.furniture(holder.names) == "byline" for holder in holders[:_NEAR])


def _named_text(block: Block) -> str:
    """The part of a block in an inline element that is named a byline, else all of it."""
    named = [piece.text for piece in block.pieces if _is_named(piece.holders)]
    return collapse("".join(named)) or block.text


def _authors(layout: Layout) -> tuple[str, ...]:
    """The people in the byline, else in a short line with the date above the body."""
    signed = [name for block in _signed(layout) for name in _people(block)]
    dated = [block for block, why in layout.dropped if why.startswith("date")]
    return tuple(dict.fromkeys(signed)) or next(filter(None, map(_people, dated)), ())


def _people(block: Block) -> tuple[str, ...]:
    """The people that a line names, each in words or in an element of their own."""
    if len(block.text) > bylines.LONGEST:
        return ()
    pieces = ", ".join(filter(None, (piece.text.strip() for piece in block.pieces)))
    parts = _BETWEEN.split(block.text)
    return (
        bylines.authors(block.text)
        or bylines.authors(pieces)
        or tuple(name for part in parts for name in bylines.authors(part))
    )


def _printed_date(layout: Layout) -> date | None:
    dropped = [
        b for b, why in layout.dropped if len(b.text) <= _LONGEST_DATELINE and why not in _ELSEWHERE
    ]
    dropped.sort(key=lambda block: not datelines.is_dateline(block.text))
    lines = (block.text for block in dropped)
    return next(filter(None, map(datelines.read_date, lines)), None)


def _credit(around: Sequence[tuple[Block, str]]) -> str | None:
    """The last source line: agencies and desks stand below an article."""
    lines = (bylines.credit(block.text) for block, _ in reversed(around))
    return next(filter(None, lines), None)


def _url(facts: Facts, url: str | None) -> str | None:
    """The address that the page names as its own, else the one it was found at."""
    named = urljoin(url or "", facts.url) if facts.url else None
    return named if named and is_address(named) else url


def _image(facts: Facts, url: str | None) -> str | None:
    image = urljoin(url or facts.url or "", facts.image) if facts.image else None
    return image if image and is_address(image) else None
