"""What may be done with a text as long as it is under embargo."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from audiobrief.errors import EmbargoError
from audiobrief.events import Listener, Warned
from audiobrief.model import Article, Embargo, Utterance

HERE = ZoneInfo("Europe/Berlin")


def heed(
    utterances: Iterable[Utterance], remote: Sequence[str], listener: Listener, *, ignored: bool
) -> None:
    """Nothing where no embargo stands; a warning where the text stays on this machine.

    `remote` names the voices that send it away. Raises EmbargoError where there are some,
    unless embargoes are to be `ignored`.
    """
    now = datetime.now(UTC)
    for article in _articles(utterances):
        if article.embargo is None or not article.embargo.stands(now):
            continue
        what = f"{article.source} is under embargo {_end(article.embargo)}"
        if remote and not ignored:
            raise EmbargoError(
                f"{what}, and {remote[0]} sends the text to a server: choose a voice that speaks "
                "here (audiobrief voices), or give --ignore-embargo if you may"
            )
        listener(Warned(message=f"{what}: do not publish its brief before"))


def _articles(utterances: Iterable[Utterance]) -> Iterator[Article]:
    """The articles that the sentences come from, each once."""
    articles = (utterance.sentence.article for utterance in utterances)
    wholes = {id(article): article for article in articles}
    seen = {id(part): part for whole in wholes.values() for part in (whole, *whole.articles)}
    yield from seen.values()


def _end(embargo: Embargo) -> str:
    if embargo.until is None:
        return f"(“{embargo.notice}”)"
    return f"until {embargo.until.astimezone(HERE):%Y-%m-%d %H:%M} in Berlin (“{embargo.notice}”)"
