"""A program asked one question, within limits of time and size."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Thread
from time import monotonic
from typing import IO

from audiobrief.errors import SpeechError, VoiceError
from audiobrief.model import Seconds

LARGEST = 200_000_000
"""Bytes; an hour of 16-bit sound at 24 kHz."""
LAST_WORDS = 4_000
"""Bytes of a program's messages that are kept: the end, where the reason stands."""
SHOWN = 160
"""Characters of them in a message."""
PIECE = 65_536


def answer(command: Sequence[str], question: bytes, limit: Seconds) -> bytes:
    """What the program writes on its standard output, once it has ended well.

    Raises VoiceError for a program that cannot be started, SpeechError for an exit code other
    than 0, for more than `limit` seconds, and for an endless answer. Nothing that the program
    started goes on running.
    """
    program = Path(command[0]).name
    until = monotonic() + limit
    with _started(command) as process:
        flows = _Flows(process, question)
        try:
            flows.join(until)
            code = process.wait(max(0.0, until - monotonic()))
        except (TimeoutError, subprocess.TimeoutExpired) as error:
            raise SpeechError(f"{program} gave no answer within {limit:g} s") from error
        finally:
            _end(process)
    if flows.too_large:
        raise SpeechError(f"{program} wrote over {LARGEST // 1_000_000} MB and was stopped")
    if code:
        raise SpeechError(f"{program} {_farewell(code, bytes(flows.errors))}")
    return bytes(flows.output)


def _started(command: Sequence[str]) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(  # noqa: S603 - the user's own program, without a shell
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,  # a pipe with a buffer cannot be closed while somebody reads from it
            start_new_session=True,  # a group of its own, which can be ended whole
        )
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise VoiceError(
            f"the program {command[0]} cannot be started ({reason}): "
            "install it, or mend command in the voice's profile"
        ) from error


class _Flows:
    """Writing and reading at once, so that no full pipe keeps program and caller waiting."""

    def __init__(self, process: subprocess.Popen[bytes], question: bytes) -> None:
        self.output = bytearray()
        self.errors = bytearray()
        self.too_large = False
        self._process = process
        flows = (
            (self._ask, process.stdin, question),
            (self._hear, process.stdout),
            (self._overhear, process.stderr),
        )
        self._threads = [Thread(target=act, args=rest, daemon=True) for act, *rest in flows]
        for thread in self._threads:
            thread.start()

    def join(self, until: Seconds) -> None:
        """Wait for the end of the answer; raises TimeoutError if it does not come in time."""
        for thread in self._threads:
            thread.join(max(0.0, until - monotonic()))
            if thread.is_alive():
                raise TimeoutError

    @staticmethod
    def _ask(pipe: IO[bytes], question: bytes) -> None:
        # A program need not listen to the end, and an interrupt closes the pipe before it.
        with suppress(OSError, ValueError):
            pipe.write(question)
        with suppress(OSError, ValueError):
            pipe.close()

    def _hear(self, pipe: IO[bytes]) -> None:
        with suppress(OSError, ValueError):
            while piece := pipe.read(PIECE):
                self.output += piece
                if len(self.output) > LARGEST:
                    self.too_large = True
                    _end(self._process)
                    return

    def _overhear(self, pipe: IO[bytes]) -> None:
        with suppress(OSError, ValueError):
            while piece := pipe.read(PIECE):
                self.errors = (self.errors + piece)[-LAST_WORDS:]


def _end(process: subprocess.Popen[bytes]) -> None:
    """No process of the program's group goes on, whether it has ended or not."""
    with suppress(OSError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)


def _farewell(code: int, errors: bytes) -> str:
    """How it ended, with the last line of what it said about it."""
    lines = errors.decode("utf-8", "replace").splitlines()
    last = next((line for line in reversed(lines) if line.strip()), "")
    said = " ".join("".join(c if c.isprintable() else " " for c in last).split())[:SHOWN]
    how = f"was ended by signal {-code}" if code < 0 else f"ended with code {code}"
    return f"{how} ({said})" if said else how
