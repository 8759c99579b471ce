"""Whether a text is a web page or plain text, told by its content."""

import re

_PROLOGUES = (("<!--", "-->"), ("<?", ">"))
_OPENING = re.compile(
    r"<(?:!doctype|html|head|body|meta|title|link|script|style|main|article|section|div|header|p"
    r"|h1|h2|span|nav|table)\b",
    re.IGNORECASE,
)
_ELEMENTS = re.compile(r"</(?:p|div|article|section|html|body|head)>", re.IGNORECASE)
_MANY = 5
_HEAD = 200_000


def is_page(text: str) -> bool:
    """Whether a text is HTML: it opens with an element, or is full of closing tags."""
    head = text[:_HEAD]
    if _OPENING.match(head, _start(head)):
        return True
    closings = _ELEMENTS.finditer(head)
    return sum(1 for _ in zip(range(_MANY), closings, strict=False)) == _MANY


def _start(text: str) -> int:
    """Where a text begins behind blanks, comments and processing instructions."""
    place = 0
    while True:
        while place < len(text) and text[place] in "\ufeff \t\r\n\f":
            place += 1
        for opening, closing in _PROLOGUES:
            if text.startswith(opening, place):
                end = text.find(closing, place)
                place = len(text) if end < 0 else end + len(closing)
                break
        else:
            return place
