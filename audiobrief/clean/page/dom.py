"""A web page parsed: its blocks of text in reading order, and its head."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree, html

from audiobrief.clean.characters import collapse
from audiobrief.clean.page import names
from audiobrief.clean.page.blocks import HEADINGS, Block, Head, Holder, Piece

if TYPE_CHECKING:
    from collections.abc import Iterator

HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_TELLING = ("id", "class", "role", "itemprop", "rel", "data-testid", "data-component", "data-qa")
# More elements than any news page has; a page of a million would take minutes to look through.
MOST_ELEMENTS = 200_000
MOST_BLOCKS = 10_000
LONGEST_CLASS = 2_000
MOST_EFFORT = 1_000_000_000
# Possessive, so that a hostile page is scanned once, from its beginning to its end.
_TAG = re.compile(r"""<[a-zA-Z](?:[^"'>]++|"[^"]*+"|'[^']*+')*+""")
_QUOTED = re.compile(r"""["'](?:[^"']*+)["']""")


Tree = html.HtmlElement
BLOCKS = names.elements("block")
UNSEEN = names.elements("unseen")


class UnreadableError(ValueError):
    """Markup that is empty, or far from the size of an article."""


def parse(text: str) -> Tree:
    """The tree of a page; raises UnreadableError where there is none."""
    _refuse_overloaded(text)
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError) as error:
        raise UnreadableError("an empty page") from error
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
        raise UnreadableError("an element with thousands of attributes")


def blocks(tree: Tree) -> tuple[Block, ...]:
    """Every block of visible text, in reading order."""
    return tuple(_Reader().read(tree))


class _Reader:
    """Walks a tree once and cuts its text at block borders."""

    def __init__(self) -> None:
        self.stack: list[Holder] = []
        self.borders: list[int] = [0]
        """How many of the stack stand around the text of each open block, itself included."""
        self.pieces: list[Piece] = []
        self.breaks = 0
        self.after_break = False
        self.count = 0

    def read(self, tree: Tree) -> Iterator[Block]:
        walk = etree.iterwalk(tree, events=("start", "end"))
        for elements, (event, element) in enumerate(walk):
            if elements > 2 * MOST_ELEMENTS:
                raise UnreadableError(f"over {MOST_ELEMENTS:,} elements")
            if event == "start":
                if _is_unseen(element):
                    walk.skip_subtree()
                    continue
                yield from self._open(element, elements)
            else:
                if not _is_unseen(element):
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
            self.stack.append(holder)
            self.borders.append(len(self.stack))
        else:
            self.stack.append(holder)
        yield from self._add(element.text)

    def _close(self, element: Tree) -> Iterator[Block]:
        if element.tag == "br":
            return
        if element.tag in BLOCKS:
            yield from self._flush()
            self.borders.pop()
        self.stack.pop()

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
        self.pieces.append(Piece(text, tuple(self.stack[self.borders[-1] :])))

    def _flush(self) -> Iterator[Block]:
        if not self.pieces:
            return
        # An inline element around whole blocks (a link around a teaser) counts among their holders.
        holders = tuple(reversed(self.stack[: self.borders[-1]]))
        block = Block(tuple(self.pieces), holders, self.count, self.after_break)
        self.pieces = []
        self.breaks = 0
        self.after_break = False
        if block.text:
            self.count += 1
            if self.count > MOST_BLOCKS:
                raise UnreadableError(f"over {MOST_BLOCKS:,} paragraphs")
            yield block


def _is_unseen(element: Tree) -> bool:
    """Whether an element shows no text, or is an inline one for screen readers only."""
    if element.tag in UNSEEN:
        return True
    if element.tag in BLOCKS or element.tag == "br":
        return False
    named = element.get("class", "")
    return "hidden" in element.attrib or (bool(named) and names.is_unseen(named))


def _holder(element: Tree, number: int) -> Holder:
    get = element.attrib.get
    # The id of a heading is an anchor for a table of contents: it tells nothing of the heading.
    telling = _TELLING[1:] if element.tag in HEADINGS else _TELLING
    told = [get(name) for name in telling]
    hidden = "hidden" in element.attrib or bool(HIDDEN_STYLE.search(get("style", "")))
    if "-" in str(element.tag):  # a custom element is named by its tag
        told.append(str(element.tag))
    joined = " ".join(name for name in told if name)
    return Holder(str(element.tag), f" {joined} ", number, hidden)


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
