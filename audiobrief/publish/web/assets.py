"""The files that pages are made of, and the policy that lets a page run nothing else."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

SCRIPTS = ("words.js", "captions.js", "parts.js", "text.js", "controls.js", "element.js")
"""In the order in which they build on each other."""
FLAGS = re.DOTALL | re.MULTILINE
QUOTED = re.compile(r'("(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`|/(?! )(?:[^/\\\n]|\\.)+/)')
"""Text and patterns in a script, whose spaces count."""


@cache
def asset(name: str) -> str:
    """The content of a file of the player's folder."""
    return (files(__package__) / "player" / name).read_text(encoding="utf-8")


@cache
def squeezed(name: str) -> str:
    """A style or script without its comments and most white space, a third less to load.

    Ours have no block comment beside code, and no text that runs over a line or
    holds a comment; in a style, no text has a brace, a semicolon or a colon with a space;
    in a script, no pattern has a stroke, and every division has spaces around its sign.
    """
    bare = re.sub(r"/\*.*?\*/|^\s*//.*?$|\s//.*?$", "", asset(name), flags=FLAGS)
    lines = "".join(f"{line.strip()}\n" for line in bare.splitlines() if line.strip())
    if name.endswith(".css"):
        return re.sub(r":\s+", ":", re.sub(r"\s*([{};,])\s*", r"\1", lines)).replace(";}", "}")
    code = QUOTED.split(lines)
    code[::2] = (re.sub(r" *([=,{}():;?|&<>*]) *", r"\1", part) for part in code[::2])
    return "".join(code)


@cache
def player_script() -> str:
    """The player as one script, for a page of ours or for a newsroom's own.

    It stands in a block of its own, so that it adds no name to a page but that of its element.
    """
    style = json.dumps(squeezed("element.css"), ensure_ascii=False)
    parts = [squeezed(name) for name in SCRIPTS]
    return "\n".join(['"use strict";\n{', f"const STYLE = {style};\n", *parts, "}\n"])


def policy(*, style: str, script: str, media: str) -> str:
    """A content security policy: this style, this script, sound from `media`, nothing else."""
    return "; ".join(
        [
            "default-src 'none'",
            f"style-src '{_digest(style)}'",
            f"script-src '{_digest(script)}'",
            f"media-src {media}",
            "img-src data:",  # the empty icon, which keeps browsers from asking for one
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        ]
    )


def _digest(content: str) -> str:
    return "sha256-" + b64encode(sha256(content.encode()).digest()).decode()
