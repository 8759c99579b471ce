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
from audiobrief.publish.transcript import escaped, html_blocks, origin, printed, timed, voices
from audiobrief.publish.web.assets import asset, player_script, policy, squeezed
from audiobrief.publish.words import offsets

ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
ABOVE = frozenset({Role.LINK, Role.KICKER})
"""What may stand above the headline."""
LONGEST_TITLE = 120
"""Characters of a window's title."""


WORDS = {
    Labels.GERMAN: {
        "source": "Quelle",
        "sources": "Quellen",
        "listen": "Überblick anhören",
        "original": "Zum Artikel",
        "voice": "Vorgelesen von einer synthetischen Stimme",
        "voices": "Vorgelesen von synthetischen Stimmen",
        "language": "Sprache",
        "de": "Deutsch",
        "time": "{}, {:%H:%M} Uhr",
        "day": "{}. {} {}",
    },
    Labels.ENGLISH: {
        "source": "Source",
        "sources": "Sources",
        "listen": "Listen to the briefing",
        "original": "Original article",
        "voice": "Read aloud by a synthetic voice",
        "voices": "Read aloud by synthetic voices",
        "language": "Language",
        "de": "German",
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
    head = _head(brief.cues)
    rest = brief.cues[len(head) :]
    tongue = escaped(language)
    name = escaped(brief.mp3.name)
    label = invitation(labels) if brief.article.articles else ""
    return f"""<main>
<article>
<audio-brief duration="{brief.duration:.3f}" remember="{name}" download="{name}"{label}>
<header slot="head">
<div lang="{tongue}">
{_heading(brief.article, head)}
</div>
{_about(brief.article, labels)}</header>
<audio slot="sound" controls preload="metadata" src="{source}"></audio>
<div class="words" lang="{tongue}">
{html_blocks(rest, brief.article, _span, lambda article: _origin(article, labels))}
</div>
</audio-brief>
<footer>
{footer(brief, labels, language)}
</footer>
</article>
</main>"""


def invitation(labels: Labels) -> str:
    """The attribute by which a player says that it plays several articles."""
    return f' label="{WORDS[labels]["listen"]}"'


def _span(cue: Cue) -> str:
    """A sentence that knows its times, and those of its words from its start, in 1/100 s."""
    times = (f"{100 * t:.0f}" if t is not None else "" for t in offsets(cue, printed(cue)))
    words = ",".join(times)
    return timed(cue).replace(">", f' data-words="{words}">', 1) if words else timed(cue)


def _head(cues: tuple[Cue, ...]) -> tuple[Cue, ...]:
    """What stands above the player: all up to the headline, which is not always read."""
    before = tuple(takewhile(lambda cue: cue.utterance.sentence.role in ABOVE, cues))
    rest = cues[len(before) :]
    headline = takewhile(lambda cue: cue.utterance.sentence.role is Role.HEADLINE, rest)
    return (*before, *found) if (found := tuple(headline)) else ()


def _heading(article: Article, head: tuple[Cue, ...]) -> str:
    """The kicker and headline as they are read; a page has a heading even where none is."""
    blocks = html_blocks(head, article, _span)
    return blocks if "<h1>" in blocks else f"{blocks}<h1>{escaped(article.headline)}</h1>"


def _origin(article: Article, labels: Labels) -> str:
    """The line below the headline of one of several articles: where, when."""
    day = printed_date(article.published, labels) if article.published else ""
    return " · ".join(filter(None, (origin(article), day)))


def _about(article: Article, labels: Labels) -> str:
    """The line below the headline: when, where, by whom."""
    published = article.published
    parts = [printed_date(published, labels)] if published else []
    parts += [escaped(part) for part in (article.outlet, article.byline) if part]
    return f'<p class="about">{" · ".join(parts)}</p>\n' if parts else ""


def footer(brief: Brief, labels: Labels, language: str) -> str:
    """Who speaks, where the text comes from, and the way to it, as paragraphs."""
    words, article = WORDS[labels], brief.article
    lines = [_spoken(brief, labels, language)]
    if article.credit:
        name = words["sources" if article.articles else "source"]
        lines.append(f"{name}: {escaped(article.credit)}")
    if url := web_address(article.url):
        lines.append(f'<a href="{escaped(url)}" rel="noreferrer">{words["original"]}</a>')
    return "\n".join(f"<p>{line}</p>" for line in lines)


def _spoken(brief: Brief, labels: Labels, language: str) -> str:
    """Who speaks, and in which language."""
    words, names = WORDS[labels], voices(brief.cues)
    who = words["voices" if len(names) > 1 else "voice"]
    named = f": {escaped(', '.join(names))}" if names else ""
    tongue = words.get(language.split("-", maxsplit=1)[0].lower(), language)
    return f"{who}{named}. {words['language']}: {escaped(tongue)}."


def printed_date(published: date, labels: Labels) -> str:
    """`18. November 2026, 09:30 Uhr`, in the language of the labels, as a time element."""
    words = WORDS[labels]
    month = (months() if labels is Labels.GERMAN else ENGLISH_MONTHS)[published.month - 1]
    text, exact = words["day"].format(published.day, month, published.year), published.isoformat()
    if isinstance(published, datetime):
        text, exact = words["time"].format(text, published), published.isoformat(timespec="minutes")
    return f'<time datetime="{exact}">{text}</time>'
