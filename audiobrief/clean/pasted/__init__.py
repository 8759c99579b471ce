"""Pasted text in, Article out."""

from __future__ import annotations

from audiobrief.clean import furniture, headings
from audiobrief.clean.pasted import imprint
from audiobrief.clean.pasted.classifier import Model, load_model
from audiobrief.clean.pasted.lines import read_lines
from audiobrief.clean.pasted.outline import Outline, outline
from audiobrief.clean.pasted.sheet import Sheet, survey
from audiobrief.clean.pasted.turns import roles
from audiobrief.errors import NoArticleError
from audiobrief.model import Article, Dropped, Passage

MOST_LINES = 20_000
"""Lines of the longest text that is read; the longest pages have some thousand."""

_OPENERS = frozenset({"read-also", "comment", "topics", "newsletter", "image", "consent", "advert"})
"""Kinds of lines that tell what the ones below them are."""

_REACH = 6
_LABEL_WORDS = 3


def clean_pasted(text: str, source: str, model: Model | None = None) -> Article:
    """The article in a text that was copied from a news page; raises NoArticleError if none."""
    if text.count("\n") > MOST_LINES:
        raise NoArticleError(
            f"{source}: more than {MOST_LINES} lines are no single article; paste one article alone"
        )
    lines = read_lines(text)
    sheet = survey(lines)
    found = outline(sheet, model or load_model())
    if found is None:
        raise NoArticleError(
            f"{source}: no line of this text reads like a paragraph; paste the whole article"
        )
    return _article(sheet, found, source)


def _article(sheet: Sheet, found: Outline, source: str) -> Article:
    kicker, headline = _heading(sheet, found)
    facts = imprint.read(sheet, found)
    body = _passages(sheet, found)
    lead = None if found.lead is None else furniture.strip_inline(sheet.lines[found.lead].text)
    return Article(
        source=source,
        headline=headline,
        kicker=kicker,
        lead=lead,
        body=body,
        published=facts.published,
        byline=facts.byline,
        authors=facts.authors,
        credit=facts.credit,
        dropped=_dropped(sheet, found, kicker),
        cut_short=facts.cut_short,
    )


def _heading(sheet: Sheet, found: Outline) -> tuple[str | None, str]:
    """Kicker and headline, the kicker from the same line or the one above."""
    if found.headline is None:
        first = sheet.lines[found.lead if found.lead is not None else found.body[0]].text
        return None, headings.shorten(first)
    kicker, headline = headings.split_kicker(
        headings.without_signature(sheet.lines[found.headline].text)
    )
    if kicker is None and found.kicker is not None:
        kicker = sheet.lines[found.kicker].text.rstrip(" :–-|")
    return kicker, headline


def _passages(sheet: Sheet, found: Outline) -> tuple[Passage, ...]:
    places = sorted({*found.body, *found.crossheads})
    texts = [furniture.strip_inline(sheet.text(place)) for place in places]
    flags = [place in found.crossheads for place in places]
    return tuple(
        Passage(role=role, text=text)
        for role, text in zip(roles(texts, flags), texts, strict=True)
        if text
    )


def _dropped(sheet: Sheet, found: Outline, kicker: str | None) -> tuple[Dropped, ...]:
    kept = {found.headline, found.lead, *found.body, *found.crossheads}
    if kicker is not None:
        kept.add(found.kicker)
    spoken = {
        sheet.text(place)
        for place in (found.headline, found.lead, *found.body)
        if place is not None
    }
    return tuple(
        Dropped(text=line.text, why=_why(sheet, spoken, place))
        for place, line in enumerate(sheet.lines)
        if place not in kept
    )


def _why(sheet: Sheet, spoken: set[str], place: int) -> str:
    """The kind of furniture a line is, or what the lines around it are."""
    if kind := sheet.kinds[place]:
        return kind
    if sheet.text(place) in spoken:
        return "repeated"
    for there in range(place - 1, max(-1, place - _REACH), -1):
        if sheet.kinds[there] in _OPENERS:
            return str(sheet.kinds[there])
    if any(kind in {"caption", "credit", "image"} for kind in sheet.kinds[place + 1 : place + 2]):
        return "caption"
    return "navigation" if sheet.count(place) <= _LABEL_WORDS else "other text"
