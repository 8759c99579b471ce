"""Which lines of a pasted text are headline, lead, body and crossheads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from audiobrief.clean.pasted import classifier, features, headline, second_look
from audiobrief.clean.pasted.classifier import Model, Weights
from audiobrief.clean.pasted.sheet import STOPS, Sheet

THRESHOLD = -0.5
"""Log odds from which a line is read: a lost paragraph is worse than a caption too many."""

LONG, LONG_THRESHOLD = 50, -3.0
"""The same for paragraphs of so many words, which are hardly ever anything else."""

_JOINED_THRESHOLD = -2.0
"""The same for paragraphs between two that are read, or right below the last."""

_SURE, _SURE_THRESHOLD = 25, -4.0

_TEASER_THRESHOLD = 3.0
"""The same for short texts below the titles of other articles."""

_PAGE_TALK = frozenset(
    {
        "related",
        "teaser",
        "they",
        "promo",
        "page",
        "bio",
        "look",
        "shown",
        "side",
        "echo",
        "repeated",
    }
)
"""Features of texts that stand among paragraphs and are none."""

_CAPTIONS = frozenset({"side", "echo", "repeated"})
"""Features of captions that look like a lead."""

_SURELY_BODY = 40
_CROSSHEAD_THRESHOLD, _LOOSE_THRESHOLD = 0.2, 1.0
"""Log odds of a crosshead right between two paragraphs, and of one with furniture around it."""

_ELSEWHERE = frozenset({"related", "title list"})
_ELSEWHERE_THRESHOLD = 2.5
"""The same for one among the titles of other articles."""

_LEAD_REACH = 6
"""Lines below the headline in which the lead stands."""
_SHORTEST_LEAD = 6
_UNSTOPPED_LEAD = 9
_SHORTEST_TURN = 3
_BULLET = re.compile(r"[•●▪◦*–-]\s+\S|\d{1,2}[.)]\s+\S")
_LONGEST_KICKER = 8
_LONGEST_CROSSHEAD = 16
"""Words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The parts of an article by the places of their lines."""

    kicker: int | None
    headline: int | None
    lead: int | None
    body: tuple[int, ...]
    crossheads: frozenset[int]


def outline(sheet: Sheet, model: Model) -> Outline | None:
    """The parts of the article, or None where there is no prose."""
    described = features.describe(sheet)
    first = classifier.score(described, model.first)
    top = find_headline(sheet, first, model)
    looked = second_look.describe(sheet, described, first, top)
    scores = classifier.score(looked, model.second)
    end = sheet.comments(top or 0)
    read = [
        flag
        and place < end
        and not _is_repeated(sheet, looked, place)
        and ("teaser" not in looked[place] or scores[place] > _TEASER_THRESHOLD)
        for place, flag in enumerate(likely(sheet, scores))
    ]
    if not any(read):
        return None
    lead = _lead(sheet, looked, read, top)
    read = _joined(sheet, looked, scores, read, lead)
    body = _with_turns(sheet, lead, _body(sheet, read, top, lead))
    return Outline(
        kicker=_kicker(sheet, top),
        headline=top,
        lead=lead,
        body=body,
        crossheads=_crossheads(sheet, body, looked, model.crosshead),
    )


def likely(sheet: Sheet, scores: Sequence[float]) -> list[bool]:
    """Which lines are read by their scores; known furniture never is."""
    return [
        score > (LONG_THRESHOLD if sheet.count(place) >= LONG else THRESHOLD)
        and sheet.kinds[place] is None
        for place, score in enumerate(scores)
    ]


def _joined(
    sheet: Sheet,
    looked: Sequence[Sequence[str]],
    scores: Sequence[float],
    read: Sequence[bool],
    lead: int | None,
) -> list[bool]:
    """The same with the doubtful paragraphs among and right below those that are read."""
    result = list(read)
    last = max(place for place, flag in enumerate(read) if flag)
    first = min(lead if lead is not None else last, read.index(True))
    for place in range(first + 1, min(len(read), last + 2)):
        if (
            not read[place]
            and sheet.prose[place]
            and scores[place]
            > (_SURE_THRESHOLD if sheet.count(place) >= _SURE else _JOINED_THRESHOLD)
            and (place < last or result[place - 1])
            and _PAGE_TALK.isdisjoint(looked[place])
        ):
            result[place] = True
    return result


def _is_repeated(sheet: Sheet, looked: Sequence[Sequence[str]], place: int) -> bool:
    """Whether a short paragraph is found elsewhere too: the caption of a picture shown twice."""
    return sheet.count(place) < _SURELY_BODY and "repeated" in looked[place]


def view(sheet: Sheet, scores: Sequence[float]) -> headline.View:
    """What is known when the headline is looked for."""
    first, _ = sheet.main_stretch(likely(sheet, scores))
    return headline.View(sheet=sheet, first=first)


def find_headline(sheet: Sheet, scores: Sequence[float], model: Model) -> int | None:
    """The line of the headline as the first look tells it."""
    return headline.choose(view(sheet, scores), model.headline)


def _lead(
    sheet: Sheet, looked: Sequence[Sequence[str]], read: Sequence[bool], top: int | None
) -> int | None:
    """The first paragraph below the headline, though it be short."""
    start = next(
        (place for place in range((top or 0), len(read)) if read[place] and place != top), None
    )
    if top is None or start is None:
        return start
    for place in range(top + 1, min(start, top + 1 + _LEAD_REACH)):
        if sheet.kinds[place] or not _CAPTIONS.isdisjoint(looked[place]):
            continue
        if _reads_like_lead(sheet, place, top):
            return place
    return start


def _kicker(sheet: Sheet, top: int | None) -> int | None:
    """The short line right above the headline, unless it is a label of the page."""
    place = (top or 0) - 1
    while place >= 0 and sheet.text(place) in {":", "-", "–", "|"}:
        place -= 1
    if place < 0 or sheet.kinds[place] or not 2 <= sheet.count(place) <= _LONGEST_KICKER:  # noqa: PLR2004
        return None
    text = sheet.text(place)
    return None if text.endswith((".", ">", "/")) or text[0].islower() else place


def _reads_like_lead(sheet: Sheet, place: int, top: int) -> bool:
    text, count = sheet.text(place), sheet.count(place)
    if sheet.text(top) == text:
        return False
    if text.endswith(STOPS):
        return count >= _SHORTEST_LEAD
    return (
        place == top + 1
        and count >= _UNSTOPPED_LEAD
        and features.functional(sheet.tokens[place]) > 1
    )


def _body(sheet: Sheet, read: Sequence[bool], top: int | None, lead: int | None) -> tuple[int, ...]:
    """The likely lines below the lead, none of them twice."""
    seen = {sheet.text(place) for place in (top, lead) if place is not None}
    places = []
    for place in range((lead or 0) + 1, len(read)):
        text = sheet.text(place)
        if read[place] and place != top and text not in seen:
            places.append(place)
            seen.add(text)
    return tuple(places)


def _with_turns(sheet: Sheet, lead: int | None, body: Sequence[int]) -> tuple[int, ...]:
    """The body with the questions and list items between its paragraphs."""
    added = [
        place
        for above, below in pairwise((*(() if lead is None else (lead,)), *body))
        for place in range(above + 1, below)
        if sheet.kinds[place] is None
        and (_is_turn(sheet, place, below) or _is_item(sheet, place, above))
    ]
    return tuple(sorted({*body, *added}))


def _is_turn(sheet: Sheet, place: int, below: int) -> bool:
    """Whether a question stands right above its answer."""
    between = any(sheet.kinds[there] is None for there in range(place + 1, below))
    return sheet.text(place).endswith("?") and sheet.count(place) >= _SHORTEST_TURN and not between


def _is_item(sheet: Sheet, place: int, above: int) -> bool:
    """Whether a line belongs to a list that a colon in the body opens, or goes on with one."""
    opened = sheet.text(above).endswith(":") or _BULLET.match(sheet.text(above)) is not None
    return opened and all(_BULLET.match(sheet.text(there)) for there in range(above + 1, place + 1))


def _crossheads(
    sheet: Sheet, body: Sequence[int], looked: Sequence[Sequence[str]], weights: Weights
) -> frozenset[int]:
    """Short lines between two paragraphs that the classifier takes for crossheads."""
    return frozenset(
        place
        for above, below in pairwise(body)
        for place in range(above + 1, below)
        if sheet.kinds[place] is None
        and sheet.count(place) <= _LONGEST_CROSSHEAD
        and classifier.score_one(looked, weights, place)
        > _crosshead_threshold(looked[place], alone=place - above == below - place == 1)
    )


def _crosshead_threshold(found: Sequence[str], *, alone: bool) -> float:
    """How sure a crosshead must be: titles of other articles look much the same."""
    if not _ELSEWHERE.isdisjoint(found):
        return _ELSEWHERE_THRESHOLD
    return _CROSSHEAD_THRESHOLD if alone else _LOOSE_THRESHOLD
