"""Work done side by side by threads: for code in C, which leaves Python to others meanwhile."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future

Item = TypeVar("Item")
Result = TypeVar("Result")


LAST = 4
"""Items for each thread at the end, of which the largest are begun first."""


def side_by_side(
    work: Callable[[Item], Result],
    items: Iterable[Item],
    hands: int | None = None,
    size: Callable[[Item], float] | None = None,
) -> Iterator[Result]:
    """What the work gives for each item, in the items' order.

    `hands` threads work, one for each processor where none is said; none is further ahead of
    what was asked for than each of them can hold, so that much work takes little memory. Where
    `size` tells how much work an item is, a few more are begun at the end, the largest first: so
    no thread has a long one left when the others are done. What the work raises is raised in its
    place. Nothing is begun any more once nobody asks.
    """
    from concurrent.futures import ThreadPoolExecutor  # costs 5 ms, of use to who asks for threads

    hands = hands or processors()
    ahead: deque[Future[Result]] = deque()
    crew = ThreadPoolExecutor(hands)
    try:
        for together in _together(items, hands, LAST * hands if size else 0):
            places = [*range(len(together))]
            if size:
                places.sort(key=lambda place: -size(together[place]))
            begun = {place: crew.submit(work, together[place]) for place in places}
            ahead.extend(begun[place] for place in sorted(begun))
            while len(ahead) > hands:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()
    finally:
        crew.shutdown(cancel_futures=True)


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _together(items: Iterable[Item], first: int, last: int) -> Iterator[Sequence[Item]]:
    """The items one by one, but so many of the last together; the first keep nobody waiting."""
    coming = iter(items)
    for item in islice(coming, first):
        yield (item,)
    held: deque[Item] = deque()
    for item in coming:
        held.append(item)
        if len(held) > last:
            yield (held.popleft(),)
    yield tuple(held)
