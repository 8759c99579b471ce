"""Whether the text of a page breaks off before its end."""

from __future__ import annotations

import re
from collections.abc import Sequence

from audiobrief.clean.page.blocks import Block

_ENDS = re.compile(r"[.!?:][\"“”»«‘’')\]\s]*$")
_ELLIPSIS = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])[\"“”»«\s]*$")
# An article that is given away whole has more words than the stub above a paywall.
_STUB = 200


def cut_short(
    body: Sequence[Block], around: Sequence[tuple[Block, str]], *, free: bool
) -> str | None:
    """`paywall` where the text ends at one, None where it is whole.

    Many pages hold all of their text behind the wall that scripts put up: the wall alone proves
    nothing, so the text must be short or end in the middle of a sentence as well.
    """
    if not body:
        return None
    last = body[-1]
    walled = any(why == "paywall" and block.number > last.number for block, why in around)
    words = sum(block.text.count(" ") + 1 for block in body)
    broken = bool(_ELLIPSIS.search(last.text)) or not _ENDS.search(last.text)
    if (walled or not free) and (broken or (walled and words < _STUB)):
        return "paywall"
    return None
