"""What a page says of its article in JSON-LD and meta elements."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from html import unescape

from audiobrief.clean import bylines, datelines
from audiobrief.clean.characters import collapse
from audiobrief.clean.page.blocks import Head

Json = Mapping[str, object]

_DATES = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "date",
    "publishdate",
    "pubdate",
    "publish-date",
    "dc.date",
    "dc.date.issued",
    "dcterms.date",
    "dcterms.created",
    "cxenseparse:recs:publishtime",
    "sailthru.date",
    "last-modified",
)
_TITLES = ("og:title", "twitter:title", "headline", "title")
_DESCRIPTIONS = ("og:description", "description", "twitter:description")
_AUTHORS = (
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "cxenseparse:author",
    "autor",
)
_OUTLETS = ("og:site_name", "application-name", "publisher", "dc.publisher")
_IMAGES = ("og:image:secure_url", "og:image", "og:image:url", "twitter:image")
_DEEPEST = 12
_LONGEST_NAME = 60
_MOST_NAMES = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of an article before its page is read."""

    titles: tuple[str, ...]
    shared: str | None
    """The title under which it is shared."""
    descriptions: tuple[str, ...]
    published: date | None
    authors: tuple[str, ...]
    agencies: tuple[str, ...]
    """Desks and agencies that stand where an author would."""
    outlet: str | None
    url: str | None
    image: str | None
    """The address of its picture, as the page has it."""
    free: bool
    """False where the page says that its text must be paid for."""
    body: tuple[str, ...]
    """The paragraphs of the text where the page gives it outside its elements, too."""


def read_facts(head: Head) -> Facts:
    """What a page says of its article, JSON-LD before meta elements."""
    article = _article(head.scripts)
    metas = head.metas
    titles = [_text(article.get("headline")), *_all(metas, _TITLES), head.title]
    descriptions = [_text(article.get("description")), *_all(metas, _DESCRIPTIONS)]
    told = [article.get("author"), article.get("creator"), _told_names(metas)]
    outlet = _first(_all(metas, _OUTLETS[:1])) or _name(article.get("publisher"))
    return Facts(
        titles=_distinct(titles),
        shared=_first(_all(metas, _TITLES[:1])),
        descriptions=_distinct(descriptions),
        published=_published(article, head),
        authors=next(filter(None, map(_people, told)), ()),
        agencies=next(filter(None, map(_agencies, told)), ()),
        outlet=outlet or _first(_all(metas, _OUTLETS[1:])),
        url=head.links.get("canonical") or _first(_all(metas, ("og:url",))),
        image=_first(_all(metas, _IMAGES)) or _image(article.get("image")),
        free=_text(str(article.get("isAccessibleForFree", True))).lower() != "false",
        body=_paragraphs(article.get("articleBody")),
    )


def read_moment(text: str) -> date | None:
    """A date, or a datetime, from a machine-readable one; None where it is none."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return datelines.read_date(text)
    return moment.date() if "T" not in text and ":" not in text else moment


def _published(article: Json, head: Head) -> date | None:
    told = [_text(article.get(key)) for key in ("datePublished", "dateCreated", "uploadDate")]
    for text in (*told, *_all(head.metas, _DATES), *head.times[:1]):
        moment = read_moment(text) if text else None
        if moment and 1900 < moment.year < 2200:  # noqa: PLR2004 - "0001-01-01" stands for none
            return moment
    return None


def _article(scripts: tuple[str, ...]) -> Json:
    """The JSON-LD object of the article: of all that are one, that which says most."""
    found = [node for script in scripts for node in _nodes(_load(script), 0) if _is_article(node)]
    known = ("headline", "datePublished", "author", "description", "articleBody")
    return max(found, key=lambda node: sum(key in node for key in known), default={})


def _load(script: str) -> object:
    text = script.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    try:
        loaded: object = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None  # a page's broken script is no reason not to read its text
    return loaded


def _nodes(value: object, depth: int) -> Iterator[Json]:
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "hasPart"):
            yield from _nodes(value.get(key), depth + 1)
    elif isinstance(value, list):
        for item in value[:200]:
            yield from _nodes(item, depth + 1)


def _is_article(node: Json) -> bool:
    kinds = node.get("@type")
    named = kinds if isinstance(kinds, list) else [kinds]
    return any(
        isinstance(k, str) and k.endswith(("Article", "Posting", "Report", "Review")) for k in named
    )


def _paragraphs(value: object) -> tuple[str, ...]:
    if not isinstance(value, str) or "<" in value:
        return ()
    return _distinct([_text(line) for line in value.splitlines()])


def _told_names(metas: Mapping[str, tuple[str, ...]]) -> list[str]:
    return [name for name in _all(metas, _AUTHORS) if "://" not in name]


def _people(value: object) -> tuple[str, ...]:
    """The names of the people in an author entry, in any of the forms it has."""
    entries = value[:_MOST_NAMES] if isinstance(value, list) else [value]
    people = [entry for entry in entries if not _is_organisation(entry)]
    return _distinct([found for name in _names(people) for found in bylines.authors(name)])


def _agencies(value: object) -> tuple[str, ...]:
    """The names in an author entry as they stand."""
    entries = value[:_MOST_NAMES] if isinstance(value, list) else [value]
    return _distinct([name for name in _names(entries) if len(name) <= _LONGEST_NAME])


def _is_organisation(entry: object) -> bool:
    return isinstance(entry, dict) and str(entry.get("@type", "")).endswith("Organization")


def _names(entry: object) -> list[str]:
    if isinstance(entry, dict):
        entry = entry.get("name")
    if isinstance(entry, list):
        return [name for item in entry for name in _names(item)]
    return [_text(entry)] if _text(entry) else []


def _image(value: object) -> str | None:
    """The address in an image entry, in any of the forms it has."""
    entry = value[0] if isinstance(value, list) and value else value
    return _text(entry.get("url") if isinstance(entry, dict) else entry) or None


def _name(value: object) -> str | None:
    return _first(_names(value[0] if isinstance(value, list) and value else value))


def _text(value: object) -> str:
    """A string of JSON-LD, which many pages escape once or twice too often."""
    return collapse(unescape(unescape(value))) if isinstance(value, str) else ""


def _all(metas: Mapping[str, tuple[str, ...]], keys: tuple[str, ...]) -> list[str]:
    return [value for key in keys for value in metas.get(key, ())]


def _first(values: list[str]) -> str | None:
    return next(filter(None, values), None)


def _distinct(values: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, values)))
