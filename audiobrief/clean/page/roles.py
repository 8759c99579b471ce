"""The role of each block of a body: crosshead, quote, question, answer, item, paragraph."""

from __future__ import annotations

from collections.abc import Sequence

from audiobrief.clean.page import names
from audiobrief.clean.page.blocks import Block
from audiobrief.model import Role

_LONGEST_CROSSHEAD = 120
_BOLD = 0.9


def roles(blocks: Sequence[Block]) -> tuple[Role, ...]:
    """One role for each block."""
    interview = _is_interview(blocks)
    found: list[Role] = []
    for block in blocks:
        role = _role(block)
        if interview and role in (Role.PARAGRAPH, Role.CROSSHEAD):
            role = _turn(block, role, found)
        found.append(role)
    return tuple(found)


def _role(block: Block) -> Role:
    tag = next((h.tag for h in block.holders if h.tag in _BY_TAG), None)
    if tag:
        return _BY_TAG[tag]
    named = block.around[:2]
    if any(names.marks("crosshead", holder.names) for holder in named) and _is_short(block):
        return Role.CROSSHEAD
    if block.bold_share > _BOLD and _is_short(block) and block.text[-1] not in '.!?:,;“"«»':
        return Role.CROSSHEAD
    return Role.PARAGRAPH


_BY_TAG = {
    "h1": Role.CROSSHEAD,
    "h2": Role.CROSSHEAD,
    "h3": Role.CROSSHEAD,
    "h4": Role.CROSSHEAD,
    "h5": Role.CROSSHEAD,
    "h6": Role.CROSSHEAD,
    "li": Role.ITEM,
    "blockquote": Role.QUOTE,
}


def _is_short(block: Block) -> bool:
    return len(block.text) <= _LONGEST_CROSSHEAD


def _asks(block: Block) -> bool:
    text = block.text.rstrip('“"«» ')
    bold = max(block.bold_share, block.italic_share) > _BOLD or block.tag in (
        "h2",
        "h3",
        "h4",
        "h5",
    )
    return bold and text.endswith("?")


def _is_interview(blocks: Sequence[Block]) -> bool:
    """Whether at least three bold questions stand among the paragraphs."""
    asked = sum(_asks(block) for block in blocks)
    return asked >= 3 and asked * 6 >= len(blocks)  # noqa: PLR2004


def _turn(block: Block, role: Role, before: Sequence[Role]) -> Role:
    if _asks(block) or (block.bold_share > _BOLD and role is Role.PARAGRAPH):
        return Role.QUESTION
    if role is Role.PARAGRAPH and any(r in (Role.QUESTION, Role.ANSWER) for r in before):
        return Role.ANSWER
    return role
