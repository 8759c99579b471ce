"""Markdown as a page, so that its headings, lists and quotes keep their roles."""

from __future__ import annotations

import re
from html import escape

_FRONT = re.compile(r"\A---\s*\n(.{0,20000}?)\n---\s*\n", re.DOTALL)
_FIELD = re.compile(r"^(title|date|author|description)\s*:\s*[\"']?(.+?)[\"']?\s*$", re.MULTILINE)
_FIRST = re.compile(r"\A\s*#{1,2} \S")
_MARKS = re.compile(r"^(?:#{1,6} \S|[-*+] \S|\d+\. \S|> ?\S)|\]\(https?://|\*\*\S", re.MULTILINE)
_HEADING = re.compile(r"(#{1,6})\s+(\S.*)")
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s+(.+)")
_QUOTE = re.compile(r">\s?(.*)")
_IMAGE = re.compile(r"!\[([^\[\]]{0,500})\]\([^)\s]{0,2000}[^)]{0,300}\)")
_LINK = re.compile(r"\[([^\[\]]{1,500})\]\(([^)\s]{0,2000})[^)]{0,300}\)")
_BOLD = re.compile(r"(\*\*|__)(?=\S)([^*_]{1,2000}?)(?<=\S)\1")
_SLANT = re.compile(r"(?<!\w)([*_])(?=\S)([^*_]{1,2000}?)(?<=\S)\1(?!\w)")
_METAS = {"title": "og:title", "date": "date", "author": "author", "description": "description"}


def is_markdown(text: str, name: str) -> bool:
    """Whether a text is Markdown: by its file name, its front matter or its first heading."""
    if name.lower().endswith((".md", ".markdown")):
        return True
    front = _FRONT.match(text)
    if front:
        return bool(_FIELD.search(front[1]))
    return bool(_FIRST.match(text)) and len(_MARKS.findall(text, 0, 100_000)) > 1


def to_page(text: str) -> str:
    """The HTML of a Markdown text."""
    front = _FRONT.match(text)
    fields = _FIELD.findall(front[1]) if front else []
    metas = "".join(
        f'<meta name="{_METAS[field]}" content="{escape(value)}">' for field, value in fields
    )
    rest = text[front.end() :] if front else text
    title = dict(fields).get("title", "")
    heading = f"<h1>{escape(title)}</h1>" if title and not _FIRST.match(rest) else ""
    chunks = (chunk for chunk in re.split(r"\n[ \t]*\n", rest.strip()) if chunk.strip())
    body = "\n".join(_chunk(chunk) for chunk in chunks)
    return f"<html><head>{metas}</head><body><article>{heading}{body}</article></body></html>"


def _chunk(chunk: str) -> str:
    """One run of lines between empty ones: a heading, a list, a quote, a paragraph."""
    lines = [line for line in chunk.splitlines() if line.strip()]
    heading = _HEADING.fullmatch(lines[0].strip())
    if heading:
        level = len(heading[1])
        rest = _chunk("\n".join(lines[1:])) if lines[1:] else ""
        return f"<h{level}>{_inline(heading[2].rstrip('# '))}</h{level}>{rest}"
    items = [_ITEM.fullmatch(line) for line in lines]
    if items[0]:
        return f"<ul>{''.join(_item(line) for line in lines)}</ul>"
    quotes = [_QUOTE.fullmatch(line) for line in lines]
    if quotes[0]:
        told = " ".join(
            quote[1] if quote else line for quote, line in zip(quotes, lines, strict=True)
        )
        return f"<blockquote>{_inline(told)}</blockquote>"
    return f"<p>{_inline(' '.join(line.strip() for line in lines))}</p>"


def _item(line: str) -> str:
    item = _ITEM.fullmatch(line)
    return f"<li>{_inline(item[1])}" if item else f" {_inline(line)}"


def _inline(text: str) -> str:
    """Bold, italics and links of a line; images are left as their captions."""
    told = escape(text, quote=False)
    told = _IMAGE.sub(r"</p><figcaption>\1</figcaption><p>", told)
    told = _LINK.sub(r'<a href="\2">\1</a>', told)
    return _SLANT.sub(r"<i>\2</i>", _BOLD.sub(r"<b>\2</b>", told))
