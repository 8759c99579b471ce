"""The process that reads a document: its bytes on standard input, JSON on standard output.

In a process of its own, whatever is in the file, it ends within limits of time and memory.
"""

from __future__ import annotations

import json
import sys

from audiobrief.clean.read.document.content import UnreadableError

SECONDS = 30
MEMORY = 1_500_000_000
"""Bytes."""


def main(format_name: str) -> None:
    """Answer with `page`, the document as HTML, with `error`, or with `missing`."""
    _limit()
    answer: dict[str, str]
    try:
        answer = {"page": _page(sys.stdin.buffer.read(), format_name)}
    except ImportError:
        answer = {"missing": "yes"}
    except UnreadableError as error:
        answer = {"error": str(error)}
    except (MemoryError, RecursionError):
        answer = {"error": "a document too large inside; give the article alone"}
    sys.stdout.buffer.write(json.dumps(answer).encode())


def _page(content: bytes, format_name: str) -> str:
    from audiobrief.clean.read.document.sheet import to_page

    if format_name == "word":
        from audiobrief.clean.read.document.word import read_word

        return to_page(read_word(content))
    from audiobrief.clean.read.document.layout import lay_out
    from audiobrief.clean.read.document.pdf import read_pdf

    return to_page(lay_out(*read_pdf(content)))


def _limit() -> None:
    """Bounds that the system holds, where it can."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, hard))


if __name__ == "__main__":
    main(sys.argv[1])
