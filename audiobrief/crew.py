"""Work done side by side by threads: for code in C, which leaves Python to others meanwhile."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def side_by_side(
    work: Callable[[Item], Result], items: Iterable[Item], hands: int | None = None
) -> Iterator[Result]:
    """What the work gives for each item, in the items' order.

    `hands` threads work, one for each processor where none is said; none is further ahead of
    what was asked for than each of them can hold, so that much work takes little memory. What
    the work raises is raised in its place. Nothing is begun any more once nobody asks.
    """
    hands = hands or processors()
    ahead: deque[Future[Result]] = deque()
    crew = ThreadPoolExecutor(hands)
    try:
        for item in items:
            ahead.append(crew.submit(work, item))
            if len(ahead) > hands:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()
    finally:
        crew.shutdown(cancel_futures=True)


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
