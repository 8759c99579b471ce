"""Every event once: of articles that are the same, or tell of the same event, one is left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from audiobrief.briefing.likeness import ALIKE, Marks, likeness, marks, same_days
from audiobrief.events import Absence, Listener, SourceLeftOut
from audiobrief.model import Article


def distinct(
    articles: Iterable[Article], listener: Listener, *, keep_duplicates: bool = False
) -> tuple[Article, ...]:
    """The articles in their order, without those that tell nothing that another does not.

    Of two reports of one event the later one is left, in the place of the first; where the
    days are not known or the same, the one that stands first. The listener hears of the
    other. With `keep_duplicates` only the same article is left out.
    """
    kept: list[tuple[Article, Marks]] = []
    for article in articles:
        found = marks(article)
        if same := next((other for other, _ in kept if _same(article, other)), None):
            listener(_repeated(article, same))
            continue
        place, share = (None, 0.0) if keep_duplicates else _nearest(article, found, kept)
        if place is None:
            kept.append((article, found))
            continue
        other = kept[place][0]
        if _is_later(article, other):
            kept[place] = (article, found)
            listener(_told_twice(other, article, share))
        else:
            listener(_told_twice(article, other, share))
    return tuple(article for article, _ in kept)


def _same(one: Article, other: Article) -> bool:
    if one.url and one.url == other.url:
        return True
    return (one.headline, one.lead, one.body) == (other.headline, other.lead, other.body)


def _nearest(
    article: Article, found: Marks, kept: Sequence[tuple[Article, Marks]]
) -> tuple[int | None, float]:
    """The place of the report that tells of the same event, and how much the two share."""
    shares = [
        (likeness(found, theirs), -place)
        for place, (other, theirs) in enumerate(kept)
        if same_days(article, other)
    ]
    share, place = max(shares, default=(0.0, 0))
    return (-place, share) if share >= ALIKE else (None, share)


def _is_later(one: Article, other: Article) -> bool:
    if one.published is None or other.published is None:
        return False
    days = one.published.toordinal() - other.published.toordinal()
    if days == 0 and isinstance(one.published, datetime) and isinstance(other.published, datetime):
        return _zoned(one.published) > _zoned(other.published)
    return days > 0


def _zoned(time: datetime) -> datetime:
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def _repeated(article: Article, other: Article) -> SourceLeftOut:
    return SourceLeftOut(
        source=article.source,
        why=Absence.SAME,
        message=f"{article.source}: the same article as {other.source}, read once",
        other=other.source,
    )


def _told_twice(article: Article, other: Article, share: float) -> SourceLeftOut:
    tells = "is a later report of" if _is_later(other, article) else "tells of"
    return SourceLeftOut(
        source=article.source,
        why=Absence.DUPLICATE,
        message=(
            f"{article.source}: left out, for {other.source} {tells} the same event "
            f"({share:.0%} alike); --keep-duplicates reads both"
        ),
        other=other.source,
        likeness=share,
    )
