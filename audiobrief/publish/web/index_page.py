"""One page of all briefs in a folder, newest first, each played in its place."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from audiobrief.choices import Labels
from audiobrief.publish.episodes import Episode
from audiobrief.publish.transcript import escaped
from audiobrief.publish.web.assets import squeezed
from audiobrief.publish.web.page import assembled, invitation, printed_date

WORDS = {
    Labels.GERMAN: {
        "title": "Artikel zum Hören",
        "none": "Noch ist hier nichts zu hören.",
        "voice": "Vorgelesen von einer synthetischen Stimme.",
    },
    Labels.ENGLISH: {
        "title": "Articles to listen to",
        "none": "There is nothing to listen to yet.",
        "voice": "Read aloud by a synthetic voice.",
    },
}


def index_page(
    episodes: Sequence[Episode],
    *,
    title: str | None = None,
    labels: Labels = Labels.GERMAN,
    language: str = "de",
) -> str:
    """The page, to lie in the same folder; a headline leads to its own page if there is one."""
    words = WORDS[labels]
    heading = title or words["title"]
    rows = "\n".join(_row(episode, labels, language) for episode in episodes)
    briefs = f'<ul class="briefs">\n{rows}\n</ul>' if rows else f"<p>{words['none']}</p>"
    footer = f"<footer>\n<p>{words['voice']}</p>\n</footer>\n" if rows else ""
    return assembled(
        title=heading,
        body=f"<main>\n<h1>{escaped(heading)}</h1>\n{briefs}\n{footer}</main>",
        style=squeezed("page.css") + squeezed("index.css"),
        labels=labels,
        media="'self'",
    )


def _row(episode: Episode, labels: Labels, language: str) -> str:
    title, name, tongue = escaped(episode.title), escaped(episode.mp3.name), escaped(language)
    kicker = f'<p class="kicker" lang="{tongue}">{escaped(episode.kicker or "")}</p>\n'
    about = [printed_date(episode.day, labels), escaped(episode.outlet or "")]
    return f"""<li>
{kicker if episode.kicker else ""}<h2 lang="{tongue}">{_link(episode, title)}</h2>
<p class="about">{" · ".join(filter(None, about))}</p>
<audio-brief compact headline="{title}" duration="{episode.duration:.3f}" remember="{name}"
 download="{name}"{invitation(labels) if episode.briefing else ""}>
<audio slot="sound" controls preload="none" src="{quote(episode.mp3.name)}"></audio>
</audio-brief>
</li>"""


def _link(episode: Episode, title: str) -> str:
    page = episode.mp3.with_suffix(".html")
    return f'<a href="{quote(page.name)}">{title}</a>' if page.is_file() else title
