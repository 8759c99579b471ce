"""Whether a text is a web page or plain text, told by its content."""

import re

_OPENING = re.compile(
    r"(?:<!--.{0,5000}?-->\s*|<\?xml[^>]{0,200}\?>\s*)*"
    r"<(?:!doctype\b|html\b|head\b|body\b|meta\b|title\b|link\b|script\b|main\b|article\b|section\b|div\b|header\b|p\b|h1\b|h2\b|span\b|nav\b|table\b)",
    re.IGNORECASE | re.DOTALL,
)
_ELEMENTS = re.compile(r"</(?:p|div|article|section|html|body|head)>", re.IGNORECASE)
_MANY = 5
_HEAD = 200_000


def is_page(text: str) -> bool:
    """Whether a text is HTML: it opens with an element, or is full of closing tags."""
    head = text[:_HEAD].lstrip("\ufeff \t\r\n\f")
    if head.startswith("<") and _OPENING.match(head):
        return True
    closings = _ELEMENTS.finditer(head)
    return sum(1 for _ in zip(range(_MANY), closings, strict=False)) == _MANY
