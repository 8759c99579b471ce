"""Which lines of a pasted text are headline, lead, body and crossheads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from audiobrief.clean.pasted import classifier, features, headline, second_look
from audiobrief.clean.pasted.between import find_crossheads, with_turns
from audiobrief.clean.pasted.classifier import Model
from audiobrief.clean.pasted.opening import find_kicker, find_lead
from audiobrief.clean.pasted.sheet import Sheet
from audiobrief.clean.pasted.surroundings import View

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

_SURELY_BODY = 40


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
    lead = find_lead(sheet, looked, read, top)
    read = _joined(sheet, looked, scores, read, lead)
    body = with_turns(sheet, lead, _body(sheet, read, top, lead))
    return Outline(
        kicker=find_kicker(sheet, top),
        headline=top,
        lead=lead,
        body=body,
        crossheads=find_crossheads(sheet, body, looked, model.crosshead),
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


def view(sheet: Sheet, scores: Sequence[float]) -> View:
    """What is known when the headline is looked for."""
    first, _ = sheet.main_stretch(likely(sheet, scores))
    return View(sheet=sheet, first=first)


def find_headline(sheet: Sheet, scores: Sequence[float], model: Model) -> int | None:
    """The line of the headline as the first look tells it."""
    return headline.choose(view(sheet, scores), model.headline)


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
