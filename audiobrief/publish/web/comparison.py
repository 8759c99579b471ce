"""One sentence in many voices, on one page that runs no script and loads nothing."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from html import escape

from audiobrief.model import Voice

STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem;
  color-scheme: light dark }
blockquote { font-size: 1.25rem; margin: 1rem 0 2rem; padding-left: 1rem;
  border-left: .25rem solid }
section { margin: 0 0 2rem }
h2 { font-size: 1.1rem; margin: 0 }
p { margin: .25rem 0 }
audio { width: 100% }
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """What one voice made of the sentence."""

    voice: Voice
    mp3: bytes | None = None
    fault: str | None = None
    """Why there is no sound."""


def comparison_page(text: str, samples: Iterable[Sample]) -> str:
    """The page, with the sound in it: it can be sent to the colleagues as one file."""
    policy = f"default-src 'none'; media-src data:; img-src data:; style-src '{_digest(STYLE)}'"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f'<title>Voices compared</title>\n<link rel="icon" href="data:">\n<style>{STYLE}</style>\n'
        "</head>\n<body>\n<h1>Voices compared</h1>\n"
        f'<blockquote lang="de">{escape(text)}</blockquote>\n'
        f"{''.join(map(_section, samples))}</body>\n</html>\n"
    )


def _section(sample: Sample) -> str:
    voice = sample.voice
    return (
        f"<section>\n<h2>{escape(voice.name)}</h2>\n<p>{escape(voice.note)}</p>\n"
        f"{_sound(sample)}<p>Licence: {escape(voice.licence or 'not given')}</p>\n</section>\n"
    )


def _sound(sample: Sample) -> str:
    if sample.mp3 is None:
        return f'<p role="note">No sound: {escape(sample.fault or "unknown")}</p>\n'
    data = b64encode(sample.mp3).decode()
    label = escape(f"The sentence spoken by {sample.voice.name}")
    return f'<audio controls aria-label="{label}" src="data:audio/mpeg;base64,{data}"></audio>\n'


def _digest(content: str) -> str:
    return "sha256-" + b64encode(sha256(content.encode()).digest()).decode()
