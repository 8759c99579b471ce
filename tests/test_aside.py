"""Work aside: its result, events and errors come as if it were done here."""

import os
import subprocess
import sys
from collections.abc import Callable

import pytest

from audiobrief import aside as room
from audiobrief.aside import aside
from audiobrief.errors import NoArticleError
from audiobrief.events import Event, Listener, Warned, ignore

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no forks here")


@pytest.fixture(autouse=True)
def forks(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a command that has just begun, whatever the tests before have loaded."""
    monkeypatch.setattr(room, "_is_safe", lambda: True)


def told(message: str) -> Callable[[Listener], int]:
    def work(listen: Listener) -> int:
        listen(Warned(message=message))
        return os.getpid()

    return work


def test_another_process_does_the_work_and_its_events_are_heard_with_the_result() -> None:
    events: list[Event] = []
    with aside(told("fast leer"), events.append) as result:
        assert events == []
        assert result() != os.getpid()
    assert events == [Warned(message="fast leer")]


def test_an_error_of_ours_is_raised_where_the_result_is_asked_for() -> None:
    def work(listen: Listener) -> int:
        listen(Warned(message="davor"))
        raise NoArticleError("brief.txt: holds no article")

    events: list[Event] = []
    with (
        pytest.raises(NoArticleError, match=r"brief\.txt: holds no article"),
        aside(work, events.append) as result,
    ):
        result()
    assert events == [Warned(message="davor")]


def test_a_fault_of_ours_is_raised_by_the_code_that_has_it() -> None:
    def work(_listen: Listener) -> int:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError) as fault, aside(work, ignore) as result:
        result()
    assert fault.traceback[-1].name == "work"


def test_the_work_of_a_process_that_was_killed_is_done_here() -> None:
    here = os.getpid()

    def work(_listen: Listener) -> str:
        if os.getpid() != here:
            os.kill(os.getpid(), 9)
        return "fertig"

    with aside(work, ignore) as result:
        assert result() == "fertig"


def test_nothing_goes_on_that_nobody_asks_for() -> None:
    reading, writing = os.pipe()

    def work(_listen: Listener) -> None:
        os.write(writing, b"%d" % os.getpid())
        while True:
            os.read(os.pipe()[0], 1)

    with aside(work, ignore):
        child = int(os.read(reading, 20))
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)
    os.close(reading)
    os.close(writing)


@pytest.mark.parametrize(
    "loaded",
    [
        "numpy",
        "threading, time; threading.Thread(target=time.sleep, args=[9], daemon=True).start()",
    ],
)
def test_no_process_with_threads_is_forked(loaded: str) -> None:
    program = f"import os; import {loaded}\nfrom audiobrief.aside import aside\n"
    program += "with aside(lambda _: os.getpid(), print) as result: print(result() == os.getpid())"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout == "True\n"
