"""A web page as blocks of text in reading order, each with the elements around it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import takewhile
from typing import TYPE_CHECKING

from lxml import etree, html

from audiobrief.clean.characters import collapse, squash
from audiobrief.errors import NoArticleError

if TYPE_CHECKING:
    from collections.abc import Iterator

BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "button",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "label",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "option",
        "p",
        "picture",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "time-tag",
        "tr",
        "ul",
        "video",
        "audio",
    ]
)
# Elements whose text is never on the page, or stands in for what a browser shows instead.
UNSEEN = frozenset(
    [
        "audio",
        "canvas",
        "datalist",
        "head",
        "iframe",
        "input",
        "math",
        "map",
        "meter",
        "noscript",
        "object",
        "progress",
        "script",
        "select",
        "style",
        "svg",
        "template",
        "textarea",
        "title",
        "video",
    ]
)
HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_TELLING = ("id", "class", "role", "itemprop", "rel", "data-testid")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# More elements than any news page has; a page of a million would take minutes to look through.
MOST_ELEMENTS = 200_000
MOST_BLOCKS = 10_000
LONGEST_CLASS = 2_000
MOST_EFFORT = 1_000_000_000
# Possessive, so that a hostile page is scanned once, from its beginning to its end.
_TAG = re.compile(r"""<[a-zA-Z](?:[^"'>]++|"[^"]*+"|'[^']*+')*+""")
_QUOTED = re.compile(r"""["'](?:[^"']*+)["']""")


@dataclass(frozen=True, slots=True)
class Holder:
    """An element that text stands in."""

    tag: str
    names: str
    """Its class, id, role and other names, as written, with a blank on either side."""
    number: int
    """Unique in the page, in document order."""
    hidden: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text in one inline element."""

    text: str
    holders: tuple[Holder, ...]
    """The inline elements around it inside the block, from the outside in."""

    def within(self, *tags: str) -> bool:
        """Whether an inline element of these stands around it."""
        return any(holder.tag in tags for holder in self.holders)


@dataclass(frozen=True)
class Block:
    """A run of text between two block borders: a paragraph, a heading, a list item, a button."""

    pieces: tuple[Piece, ...]
    holders: tuple[Holder, ...]
    """The elements around it, from the inside out."""
    number: int
    """Its place in the page."""
    after_break: bool = field(default=False)
    """Whether only line breaks part it from the block before."""

    @cached_property
    def text(self) -> str:
        """What a reader sees, white space collapsed."""
        return collapse("".join(piece.text for piece in self.pieces))

    @cached_property
    def key(self) -> str:
        """Its letters and digits alone, for comparing."""
        return squash(self.text)

    @property
    def tag(self) -> str:
        """The block element it stands in."""
        return self.holders[0].tag if self.holders else "body"

    @cached_property
    def around(self) -> tuple[Holder, ...]:
        """Every element that all of it stands in, inline ones too, from the inside out."""
        chains = [piece.holders for piece in self.pieces if piece.text.strip()]
        shared = takewhile(lambda level: len(set(level)) == 1, zip(*chains, strict=False))
        return (*reversed([level[0] for level in shared]), *self.holders)

    def inside(self, *tags: str) -> bool:
        """Whether it stands in an element of one of these tags, however deep."""
        return any(holder.tag in tags for holder in self.holders)

    @cached_property
    def link_share(self) -> float:
        """How much of its text is links, 0 to 1."""
        return self._share("a")

    @cached_property
    def bold_share(self) -> float:
        """How much of its text is bold, 0 to 1."""
        return self._share("b", "strong")

    @cached_property
    def hidden(self) -> bool:
        """Whether the page itself hides it from the eye."""
        return any(holder.hidden for holder in self.around)

    def _share(self, *tags: str) -> float:
        total = sum(len(piece.text.strip()) for piece in self.pieces)
        inside = sum(len(piece.text.strip()) for piece in self.pieces if piece.within(*tags))
        return inside / total if total else 0.0


Tree = html.HtmlElement


def parse(text: str) -> Tree:
    """The tree of a page; raises NoArticleError where there is none."""
    _refuse_overloaded(text)
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError) as error:
        raise NoArticleError("the page is empty: nothing to read in it") from error
    for element in tree.xpath(f"//*[string-length(@class) > {LONGEST_CLASS}]"):
        element.set("class", element.get("class")[:LONGEST_CLASS])
    return tree


def _refuse_overloaded(text: str) -> None:
    """Refuses elements with thousands of attributes: parsing takes the square of their number."""
    effort = 0
    for tag in _TAG.finditer(text):
        if tag.end() - tag.start() > LONGEST_CLASS:
            effort += len(_QUOTED.sub("", tag[0]).split()) ** 2
    if effort > MOST_EFFORT:
        raise NoArticleError("an element has thousands of attributes: no page of an article")


def blocks(tree: Tree) -> tuple[Block, ...]:
    """Every block of visible text, in reading order."""
    return tuple(_Reader().read(tree))


class _Reader:
    """Walks a tree once and cuts its text at block borders."""

    def __init__(self) -> None:
        self.outer: list[Holder] = []
        self.inner: list[Holder] = []
        self.pieces: list[Piece] = []
        self.breaks = 0
        self.after_break = False
        self.count = 0

    def read(self, tree: Tree) -> Iterator[Block]:
        walk = etree.iterwalk(tree, events=("start", "end"))
        for elements, (event, element) in enumerate(walk):
            if elements > 2 * MOST_ELEMENTS:
                raise NoArticleError(
                    f"the page has over {MOST_ELEMENTS:,} elements: not an article"
                )
            if event == "start":
                if element.tag in UNSEEN:
                    walk.skip_subtree()
                    continue
                yield from self._open(element, elements)
            else:
                if element.tag not in UNSEEN:
                    yield from self._close(element)
                yield from self._add(element.tail)
        yield from self._flush()

    def _open(self, element: Tree, number: int) -> Iterator[Block]:
        if element.tag == "br":
            self.breaks += 1
            return
        holder = _holder(element, number)
        if element.tag in BLOCKS:
            yield from self._flush()
            self.outer.insert(0, holder)
        else:
            self.inner.append(holder)
        yield from self._add(element.text)

    def _close(self, element: Tree) -> Iterator[Block]:
        if element.tag == "br":
            return
        if element.tag in BLOCKS:
            yield from self._flush()
            self.outer.pop(0)
        else:
            self.inner.pop()

    def _add(self, text: str | None) -> Iterator[Block]:
        if not text:
            return
        if text.strip():
            if self.breaks > 1:
                yield from self._flush()
                self.after_break = True
            elif self.breaks:
                text = " " + text
            self.breaks = 0
        self.pieces.append(Piece(text, tuple(self.inner)))

    def _flush(self) -> Iterator[Block]:
        # Blocks inside an inline element (a link around a whole teaser) keep that element.
        holders = tuple(self.outer)
        block = Block(tuple(self.pieces), holders, self.count, self.after_break)
        self.pieces = []
        self.breaks = 0
        self.after_break = False
        if block.text:
            self.count += 1
            if self.count > MOST_BLOCKS:
                raise NoArticleError(
                    f"the page has over {MOST_BLOCKS:,} paragraphs: not an article"
                )
            yield block


def _holder(element: Tree, number: int) -> Holder:
    get = element.attrib.get
    # The id of a heading is an anchor for a table of contents: it tells nothing of the heading.
    telling = _TELLING[1:] if element.tag in HEADINGS else _TELLING
    names = [get(name) for name in telling]
    hidden = "hidden" in element.attrib or bool(HIDDEN_STYLE.search(get("style", "")))
    joined = " ".join(name for name in names if name)
    return Holder(str(element.tag), f" {joined} ", number, hidden)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a page says of itself outside its text."""

    title: str
    metas: Mapping[str, tuple[str, ...]]
    """Contents of the meta elements by name, property or itemprop in lower case."""
    scripts: tuple[str, ...]
    """The JSON-LD scripts as written."""
    links: Mapping[str, str]
    """Addresses of the link elements by their rel: `canonical`, `amphtml`."""
    times: tuple[str, ...]
    """The machine-readable dates of the time elements in the first article, in page order."""


def read_head(tree: Tree) -> Head:
    """Title, meta elements, JSON-LD, links and times of a page."""
    metas: dict[str, tuple[str, ...]] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        content = collapse(meta.get("content", ""))
        if name and content:
            metas[name.lower()] = (*metas.get(name.lower(), ()), content)
    links = {
        rel: link.get("href", "")
        for link in reversed(list(tree.iter("link")))
        for rel in link.get("rel", "").lower().split()
    }
    scripts = (s.text or "" for s in tree.iter("script") if "ld+json" in s.get("type", ""))
    within = [*tree.iter("article"), *tree.iter("main"), tree][0]
    times = (time.get("datetime", "") for time in within.iter("time"))
    return Head(
        title=collapse(tree.findtext(".//title") or ""),
        metas=metas,
        scripts=tuple(scripts),
        links=links,
        times=tuple(filter(None, times)),
    )
