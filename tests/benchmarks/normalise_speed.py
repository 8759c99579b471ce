"""How long normalising takes: a sentence, an import, and texts of growing length on one line.

python tests/benchmarks/normalise_speed.py
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from audiobrief.normalise import spell

_GOLDEN = Path(__file__).parent.parent / "golden" / "normalise.tsv"
_HOSTILE = (
    "1.",
    "1 ",
    "3. und ",
    "a. ",
    "www.",
    "Bürger*",
    "XIV. ",
    "+49 ",
    " ",
    "12:34 ",
    "§ 1, ",
)


def _printed() -> list[str]:
    lines = _GOLDEN.read_text(encoding="utf-8").splitlines()
    return [line.split("\t")[0] for line in lines if line and not line.startswith("#")]


def _seconds(text: str) -> float:
    start = time.process_time()
    spell(text)
    return time.process_time() - start


def main() -> None:
    """Print the figures."""
    started = "import time; a = time.process_time(); import audiobrief.normalise; "
    code = started + "print(round((time.process_time() - a) * 1000, 1))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    print(f"import              {done.stdout.strip():>8} ms")
    rows = _printed()
    _seconds(" ".join(rows))
    each = sum(map(_seconds, rows)) / len(rows)
    print(f"a sentence          {each * 1000:8.3f} ms")
    for piece in _HOSTILE:
        taken = [_seconds(piece * (size // len(piece))) for size in (10**5, 10**6)]
        print(f"{piece!r:12} 1 MB   {taken[1]:8.2f} s, 10 x {taken[0]:.2f}")


if __name__ == "__main__":
    main()
