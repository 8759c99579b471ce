"""A brief as a talking book: EPUB 3 with media overlays, for reading systems of the blind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from importlib.resources import files
from io import BytesIO
from itertools import count, pairwise
from string import Template
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from audiobrief.choices import Labels
from audiobrief.model import Brief, Cue, Role
from audiobrief.publish.address import web_address
from audiobrief.publish.bound import bound
from audiobrief.publish.identity import identity
from audiobrief.publish.transcript import escaped, html_blocks, printed, voices
from audiobrief.publish.web.page import footer

SUMMARIES = {
    Labels.GERMAN: "Der ganze Text ist zu lesen und zu hören, Satz für Satz verbunden.",
    Labels.ENGLISH: "All of the text can be read and heard, linked sentence by sentence.",
}
HEADINGS = frozenset({Role.HEADLINE, Role.CROSSHEAD})
MIMETYPE = "application/epub+zip"


def epub(
    brief: Brief,
    audio: bytes,
    *,
    modified: datetime,
    labels: Labels = Labels.GERMAN,
    language: str = "de",
) -> bytes:
    """The book as one file; `audio` is the content of the MP3, `modified` when it is made.

    The same brief and time give the same bytes.
    """
    words = {
        "language": escaped(language),
        "title": escaped(" ".join(brief.article.headline.split())),
        "identifier": UUID(identity(brief.article)).urn,
        "about": "\n".join(_about(brief)),
        "modified": f"{modified.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "duration": _clock(_milliseconds(brief.duration)),
        "summary": SUMMARIES[labels],
        "text": _text(brief),
        "footer": footer(brief, labels, language),
        "entries": "\n".join(_entries(brief)),
        "pars": "\n".join(_pars(brief)),
    }
    return _packed(words, audio)


def _packed(words: Mapping[str, str], audio: bytes) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as book:
        # Unpacked and first, so that the kind of file can be told from its first bytes.
        book.writestr(ZipInfo("mimetype"), MIMETYPE, ZIP_STORED)
        book.writestr(ZipInfo("META-INF/container.xml"), _template("container.xml"), ZIP_DEFLATED)
        for name in ("package.opf", "nav.xhtml", "text.xhtml", "text.smil", "style.css"):
            content = Template(_template(name)).substitute(words)
            book.writestr(ZipInfo(f"book/{name}"), content, ZIP_DEFLATED)
        book.writestr(ZipInfo("book/audio.mp3"), audio, ZIP_STORED)
    return file.getvalue()


def _template(name: str) -> str:
    return (files(__package__) / "book" / name).read_text(encoding="utf-8")


def _about(brief: Brief) -> Iterator[str]:
    """Dublin Core of what is known."""
    article = brief.article
    for author in article.authors:
        yield f"<dc:creator>{escaped(author)}</dc:creator>"
    if article.outlet:
        yield f"<dc:publisher>{escaped(article.outlet)}</dc:publisher>"
    if article.published:
        yield f"<dc:date>{article.published.isoformat()}</dc:date>"
    for each in article.articles or (article,):
        if url := web_address(each.url):
            yield f"<dc:source>{escaped(url)}</dc:source>"
    for name in voices(brief.cues):
        yield f'<meta property="media:narrator">{escaped(name)}</meta>'


def _text(brief: Brief) -> str:
    numbers = count(1)
    text = html_blocks(brief.cues, brief.article, lambda cue: _span(next(numbers), cue))
    title = escaped(brief.article.headline)
    return text if "<h1>" in text else f"<h1>{title}</h1>\n{text}"


def _span(number: int, cue: Cue) -> str:
    return f'<span id="s{number}">{escaped(bound(printed(cue)))}</span>'


def _entries(brief: Brief) -> Iterator[str]:
    """The table of contents: headlines and crossheads, at least the start.

    Of a briefing the headlines alone, each of which leads to the first words about its article,
    as in the chapters of its MP3.
    """
    sentences = [cue.utterance.sentence for cue in brief.cues]
    about = [sentence.article for sentence in sentences]
    several = bool(brief.article.articles)
    roles = {Role.HEADLINE} if several else HEADINGS
    heads = [
        ((about.index(sentence.article) if several else place) + 1, printed(cue))
        for place, (cue, sentence) in enumerate(zip(brief.cues, sentences, strict=True))
        if sentence.role in roles
    ]
    for number, text in heads or [(1, brief.article.headline)]:
        yield f'<li><a href="text.xhtml#s{number}">{escaped(text)}</a></li>'


def _pars(brief: Brief) -> Iterator[str]:
    """Every sentence with its sound, and the pause behind it, so that none is swallowed."""
    starts = [_milliseconds(cue.start) for cue in brief.cues[1:]]
    times = pairwise([0, *starts, _milliseconds(brief.duration)])
    for number, (start, end) in enumerate(times, start=1):
        clip = f'clipBegin="{_clock(start)}" clipEnd="{_clock(end)}"'
        yield (
            f'<par id="p{number}"><text src="text.xhtml#s{number}"/>'
            f'<audio src="audio.mp3" {clip}/></par>'
        )


def _milliseconds(seconds: float) -> int:
    return round(seconds * 1000)


def _clock(milliseconds: int) -> str:
    return f"{milliseconds // 1000}.{milliseconds % 1000:03}s"
