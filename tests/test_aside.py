"""Work aside: its result, events and errors come as if it were done here."""

import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path
from time import monotonic, sleep

import pytest

from audiobrief import aside as room
from audiobrief.aside import aside, dismiss, get_ready
from audiobrief.errors import NoArticleError
from audiobrief.events import Event, Listener, Warned, ignore

pytestmark = pytest.mark.skipif(not room.FORKS, reason="nothing is forked here")


@pytest.fixture(autouse=True)
def forks(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a command that has just begun, whatever the tests before have loaded."""
    monkeypatch.setattr(room, "_is_safe", lambda: True)


def tell(message: str, listen: Listener) -> int:
    listen(Warned(message=message))
    return os.getpid()


def fail(listen: Listener) -> int:
    listen(Warned(message="davor"))
    raise NoArticleError("brief.txt: holds no article")


def divide(_listen: Listener) -> float:
    return 1 / 0


def survive(here: int, _listen: Listener) -> str:
    if os.getpid() != here:
        os.kill(os.getpid(), 9)
    return "fertig"


def go_on(writing: int, _listen: Listener) -> None:
    os.write(writing, b"%d" % os.getpid())
    while True:
        signal.pause()


def test_another_process_does_the_work_and_its_events_are_heard_with_the_result() -> None:
    events: list[Event] = []
    with aside(partial(tell, "fast leer"), events.append) as result:
        assert events == []
        assert result() != os.getpid()
    assert events == [Warned(message="fast leer")]


def test_a_process_that_is_ready_does_the_first_work() -> None:
    reading, writing = os.pipe()
    get_ready(lambda: os.write(writing, b"%d" % os.getpid()))
    ready = int(os.read(reading, 20))
    with aside(partial(tell, "a"), ignore) as first, aside(partial(tell, "b"), ignore) as second:
        assert first() == ready
        assert second() not in {ready, os.getpid()}
    with pytest.raises(ProcessLookupError):
        os.kill(ready, 0)
    os.close(reading)
    os.close(writing)


def test_work_that_no_other_process_can_be_told_is_done_here() -> None:
    with aside(lambda listen: tell("hier", listen), ignore) as result:
        assert result() == os.getpid()


def test_an_error_of_ours_is_raised_where_the_result_is_asked_for() -> None:
    events: list[Event] = []
    with (
        pytest.raises(NoArticleError, match=r"brief\.txt: holds no article"),
        aside(fail, events.append) as result,
    ):
        result()
    assert events == [Warned(message="davor")]


def test_a_fault_of_ours_is_raised_by_the_code_that_has_it() -> None:
    with pytest.raises(ZeroDivisionError) as fault, aside(divide, ignore) as result:
        result()
    assert fault.traceback[-1].name == "divide"


def test_the_work_of_a_process_that_was_killed_is_done_here() -> None:
    with aside(partial(survive, os.getpid()), ignore) as result:
        assert result() == "fertig"


def test_nothing_goes_on_that_nobody_asks_for() -> None:
    reading, writing = os.pipe()
    with aside(partial(go_on, writing), ignore):
        child = int(os.read(reading, 20))
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)
    os.close(reading)
    os.close(writing)


def test_a_process_that_waits_in_vain_is_dismissed() -> None:
    reading, writing = os.pipe()
    get_ready(lambda: os.write(writing, b"%d" % os.getpid()))
    waiting = int(os.read(reading, 20))
    dismiss()
    dismiss()
    with pytest.raises(ProcessLookupError):
        os.kill(waiting, 0)
    os.close(reading)
    os.close(writing)


def test_a_process_that_is_ready_ends_with_the_one_that_has_no_work_for_it() -> None:
    program = (
        "import os; from audiobrief.aside import get_ready\n"
        "reading, writing = os.pipe()\n"
        "get_ready(lambda: os.write(writing, b'%d' % os.getpid()))\n"
        "print(os.read(reading, 20).decode())"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    child = Path("/proc") / done.stdout.strip()
    until = monotonic() + 10
    while child.exists():
        assert monotonic() < until
        sleep(0.01)


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
