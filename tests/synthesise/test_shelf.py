"""The folder of spoken sentences stays below its limit, and loses what was not used for longest."""

import multiprocessing
import os
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from audiobrief.synthesise.shelf import ROOM, UNIT, Shelf, Usage

SIZE = 50_000


def name(number: int) -> str:
    return f"{number:02x}{number:038}"


def fill(shelf: Shelf, count: int, first: int = 0) -> None:
    for number in range(first, first + count):
        shelf.put(name(number), b"x" * SIZE)


def there(shelf: Shelf) -> set[int]:
    return {int(path.stem[2:]) for path in shelf.folder.glob("*/*.clip")}


def age(shelf: Shelf, number: int, seconds: float) -> None:
    used = time.time() - seconds
    os.utime(shelf.place(name(number)), (used, used))


def test_what_was_put_is_taken(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.put(name(1), b"sound")
    assert shelf.take(name(1)) == b"sound"
    with pytest.raises(FileNotFoundError):
        shelf.take(name(2))
    assert shelf.usage() == Usage(clips=1, size=5)


def test_a_shelf_never_passes_its_limit(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, limit=20 * SIZE)
    for number in range(120):
        shelf.put(name(number), b"x" * SIZE)
        assert shelf.usage().size <= 20 * SIZE
    assert shelf.usage().size >= ROOM * 20 * SIZE - SIZE


def test_what_was_not_used_for_longest_goes_first(tmp_path: Path) -> None:
    fill(shelf := Shelf(tmp_path), 20)
    for number in range(20):
        age(shelf, number, 1000 - number)
    for number in (0, 3):
        shelf.take(name(number))
    fill(Shelf(tmp_path, limit=20 * SIZE), 1, first=20)
    assert there(shelf) == {0, 3, *range(5, 21)}


def test_many_small_records_count_for_what_they_are(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, limit=10 * UNIT)
    for number in range(100):
        shelf.put(name(number), b"x" * 100)
    assert shelf.usage().clips == 100


def test_a_lower_limit_counts_from_the_next_record_on(tmp_path: Path) -> None:
    fill(Shelf(tmp_path), 20)
    fill(shelf := Shelf(tmp_path, limit=5 * SIZE), 1, first=20)
    assert shelf.usage().size <= 5 * SIZE


def test_a_tally_that_was_lost_is_made_anew(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, limit=20 * SIZE)
    fill(shelf, 20)
    (tmp_path / "tally").unlink()
    fill(shelf, 5, first=20)
    assert shelf.usage().size <= 20 * SIZE


def test_clips_from_the_future_go_in_the_end(tmp_path: Path) -> None:
    fill(shelf := Shelf(tmp_path), 20)
    for number in range(20):
        age(shelf, number, -1e9)  # the clock has been set back by thirty years
    fill(Shelf(tmp_path, limit=20 * SIZE), 1, first=20)
    for number in there(shelf):
        assert shelf.place(name(number)).stat().st_mtime < time.time() + 1
    time.sleep(0.02)
    fill(Shelf(tmp_path, limit=5 * SIZE), 1, first=21)
    assert 21 in there(shelf)
    assert len(there(shelf)) == 4


def test_the_folder_is_listed_only_when_the_limit_is_passed(tmp_path: Path, monkeypatch) -> None:
    counted = []
    tidy = Shelf._tidy  # noqa: SLF001
    monkeypatch.setattr(Shelf, "_tidy", lambda shelf: (counted.append(1), tidy(shelf)))
    fill(Shelf(tmp_path, limit=100 * SIZE), 250)
    assert 1 < len(counted) < 40


def test_clearing_leaves_nothing_of_ours_and_all_of_theirs(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    fill(shelf, 3)
    (tmp_path / "aa").mkdir()
    (tmp_path / "aa" / "notes.txt").write_text("theirs")
    assert shelf.clear() == Usage(clips=3, size=3 * SIZE)
    assert shelf.usage() == Usage(clips=0, size=0)
    assert (tmp_path / "aa" / "notes.txt").exists()
    fill(shelf, 1)
    assert shelf.usage().clips == 1


def _put_and_take(folder: str) -> int:
    shelf = Shelf(Path(folder), limit=30 * SIZE)
    taken = 0
    for number in range(120):
        shelf.put(name(number), bytes([number]) * SIZE)
        with suppress(FileNotFoundError):
            taken += shelf.take(name(number // 2)) == bytes([number // 2]) * SIZE
    return taken


def test_many_processes_share_a_shelf_that_is_too_small(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(4, mp_context=context) as pool:
        taken = list(pool.map(_put_and_take, [str(tmp_path)] * 4))
    assert min(taken) > 0
    shelf = Shelf(tmp_path, limit=30 * SIZE)
    fill(shelf, 1, first=121)
    assert shelf.usage().size <= 30 * SIZE
    assert not list(tmp_path.glob(".*.part"))
