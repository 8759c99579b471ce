"""Pico as a program: sentences in, sound out, until nobody asks any more. Hides py_nanotts.

Its library keeps Python to itself while it speaks, so each that speaks at a time is a process of
its own. This file is run by its path, and imports nothing of ours.
"""

from __future__ import annotations

import ctypes
import marshal
import signal
import sys

M_PERTURB = -6
"""glibc's `mallopt` key: fill what `malloc` gives with the complement of a byte."""


def main() -> None:
    """Answer every question with sound, or with the name and the words of an error."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is for whoever asks
    fill_memory_with_zeros()
    sys.path.append(sys.argv[1])
    from py_nanotts import NanoTTS

    while True:
        try:
            words, voice, speed, volume = marshal.load(sys.stdin.buffer)  # noqa: S302 - by our own process
        except EOFError:
            return
        answer: bytes | tuple[str, str]
        try:
            answer = NanoTTS().speak(words, voice=voice, speed=speed, volume=volume)
        except (ValueError, RuntimeError) as error:
            answer = (type(error).__name__, str(error))
        marshal.dump(answer, sys.stdout.buffer)
        sys.stdout.buffer.flush()


def fill_memory_with_zeros() -> None:
    """From now on memory from `malloc` comes filled with zeros.

    Pico reads parts of its memory before it writes them. Fresh from the system they are zero,
    so the first sentences of a process sound as meant; later ones would inherit the leavings
    of earlier ones, and last up to a tenth longer or shorter. Other C libraries than glibc
    take blocks of this size from the system each time, zeroed.
    """
    if sys.platform != "win32" and (mallopt := getattr(ctypes.CDLL(None), "mallopt", None)):
        mallopt(M_PERTURB, 0xFF)


if __name__ == "__main__":
    main()
