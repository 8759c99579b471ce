"""Work side by side keeps its order, its errors and its limits."""

import threading
import time

import pytest

from audiobrief.crew import processors, side_by_side


def test_results_come_in_the_order_of_the_items() -> None:
    def work(number: int) -> int:
        time.sleep(0.02 if number % 3 == 0 else 0)
        return 10 * number

    assert list(side_by_side(work, range(12), hands=4)) == [10 * n for n in range(12)]


def test_all_hands_work_at_once() -> None:
    meeting = threading.Barrier(3, timeout=10)
    assert len(list(side_by_side(lambda _: meeting.wait(), range(3), hands=3))) == 3


def test_what_fails_is_raised_in_its_place_and_nothing_more_begins() -> None:
    begun = []

    def work(number: int) -> int:
        begun.append(number)
        if number == 3:
            raise ValueError(number)
        return number

    results = side_by_side(work, range(1000), hands=2)
    assert [next(results), next(results), next(results)] == [0, 1, 2]
    with pytest.raises(ValueError, match="3"):
        next(results)
    assert len(begun) < 10


def test_no_more_is_begun_than_is_asked_for() -> None:
    begun = []
    results = side_by_side(begun.append, range(1000), hands=2)
    next(results)
    time.sleep(0.05)
    assert len(begun) <= 4
    results.close()
    assert len(begun) <= 4


def test_of_the_last_the_largest_are_begun_first_and_all_come_in_order() -> None:
    begun = []

    def work(number: int) -> int:
        begun.append(number)
        return number

    items = [5, 1, 2, 9, 3, 7, 4, 8]
    assert list(side_by_side(work, items, hands=1, size=float)) == items
    assert begun == [5, 1, 2, 9, 8, 7, 4, 3]
    begun.clear()
    assert list(side_by_side(work, items[:3], hands=1, size=float)) == items[:3]
    assert begun == [5, 2, 1]


def test_there_is_a_processor() -> None:
    assert processors() >= 1
    assert list(side_by_side(str, range(3))) == ["0", "1", "2"]
