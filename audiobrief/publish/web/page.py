"""The player page of a brief: one HTML file that reads, plays and prints."""

from __future__ import annotations

from base64 import b64encode
from datetime import date, datetime
from itertools import takewhile
from string import Template
from urllib.parse import quote

from audiobrief.choices import Labels
from audiobrief.german.words import months
from audiobrief.model import Article, Brief, Cue, Role
from audiobrief.publish.address import web_address
from audiobrief.publish.transcript import escaped, html_blocks
from audiobrief.publish.web.assets import asset, player_script, policy, squeezed

ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
HEAD = frozenset({Role.KICKER, Role.HEADLINE})
"""What stands above the player."""
LONGEST_TITLE = 120
"""Characters of a window's title."""


WORDS = {
    Labels.GERMAN: {
        "source": "Quelle",
        "original": "Zum Artikel",
        "voice": "Vorgelesen von einer synthetischen Stimme.",
        "time": "{}, {:%H:%M} Uhr",
        "day": "{}. {} {}",
    },
    Labels.ENGLISH: {
        "source": "Source",
        "original": "Original article",
        "voice": "Read aloud by a synthetic voice.",
        "time": "{}, {:%H:%M}",
        "day": "{} {} {}",
    },
}


def page(
    brief: Brief,
    *,
    labels: Labels = Labels.GERMAN,
    language: str = "de",
    audio: bytes | None = None,
) -> str:
    """One self-contained HTML file: player, article, style and script.

    The MP3 is looked for beside the file by its name; with `audio`, its bytes, it is in the
    file. Nothing is asked of any other host.
    """
    return assembled(
        title=_title(brief.article),
        body=_body(brief, labels, language, _source(brief, audio)),
        style=squeezed("page.css"),
        labels=labels,
        media="data:" if audio is not None else "'self'",
    )


def assembled(*, title: str, body: str, style: str, labels: Labels, media: str) -> str:
    """A page with the player's script, and a policy that lets nothing else run."""
    script = player_script()
    return Template(asset("page.html")).substitute(
        labels=labels,
        policy=policy(style=style, script=script, media=media),
        title=escaped(title),
        style=style,
        script=script,
        body=body,
    )


def _title(article: Article) -> str:
    title = " ".join(article.headline.split())
    if len(title) > LONGEST_TITLE:
        title = title[:LONGEST_TITLE].rsplit(" ", 1)[0] + " …"
    return f"{title} – {article.outlet}" if article.outlet else title


def _source(brief: Brief, audio: bytes | None) -> str:
    if audio is None:
        return quote(brief.mp3.name)
    return f"data:audio/mpeg;base64,{b64encode(audio).decode()}"


def _body(brief: Brief, labels: Labels, language: str, source: str) -> str:
    head = tuple(takewhile(lambda cue: cue.utterance.sentence.role in HEAD, brief.cues))
    rest = brief.cues[len(head) :]
    tongue = escaped(language)
    name = escaped(brief.mp3.name)
    return f"""<main>
<article>
<audio-brief duration="{brief.duration:.3f}" remember="{name}" download="{name}">
<header slot="head">
<div lang="{tongue}">
{_heading(brief.article, head)}
</div>
{_about(brief.article, labels)}</header>
<audio slot="sound" controls preload="metadata" src="{source}"></audio>
<div class="words" lang="{tongue}">
{html_blocks(rest)}
</div>
</audio-brief>
<footer>
{footer(brief.article, labels)}
</footer>
</article>
</main>"""


def _heading(article: Article, head: tuple[Cue, ...]) -> str:
    """The kicker and headline as they are read; a page has a heading even where none is."""
    blocks = html_blocks(head)
    return blocks if "<h1>" in blocks else f"{blocks}<h1>{escaped(article.headline)}</h1>"


def _about(article: Article, labels: Labels) -> str:
    """The line below the headline: when, where, by whom."""
    published = article.published
    parts = [printed_date(published, labels)] if published else []
    parts += [escaped(part) for part in (article.outlet, article.byline) if part]
    return f'<p class="about">{" · ".join(parts)}</p>\n' if parts else ""


def footer(article: Article, labels: Labels) -> str:
    """Who speaks, where the text comes from, and the way to it, as paragraphs."""
    words = WORDS[labels]
    lines = [words["voice"]]
    if article.credit:
        lines.append(f"{words['source']}: {escaped(article.credit)}")
    if url := web_address(article.url):
        lines.append(f'<a href="{escaped(url)}" rel="noreferrer">{words["original"]}</a>')
    return "\n".join(f"<p>{line}</p>" for line in lines)


def printed_date(published: date, labels: Labels) -> str:
    """`18. November 2026, 09:30 Uhr`, in the language of the labels, as a time element."""
    words = WORDS[labels]
    month = (months() if labels is Labels.GERMAN else ENGLISH_MONTHS)[published.month - 1]
    text, exact = words["day"].format(published.day, month, published.year), published.isoformat()
    if isinstance(published, datetime):
        text, exact = words["time"].format(text, published), published.isoformat(timespec="minutes")
    return f'<time datetime="{exact}">{text}</time>'
