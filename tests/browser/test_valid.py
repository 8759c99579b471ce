"""What the validator of the W3C finds in our pages: nothing."""

import shutil
import subprocess
from pathlib import Path

import pytest

from audiobrief.choices import Labels
from audiobrief.model import Brief
from audiobrief.publish.episodes import read_folder
from audiobrief.publish.transcript import html_transcript
from audiobrief.publish.web.index_page import index_page
from audiobrief.publish.web.page import page

VALIDATOR = Path(__file__).parents[2] / ".tools/node_modules/vnu-jar/build/dist/vnu.jar"
"""Where `npm install --prefix .tools vnu-jar` puts it."""


def test_every_page_is_valid_html(sounding: Brief, digest: Brief) -> None:
    java = shutil.which("java")
    if java is None or not VALIDATOR.exists():
        pytest.skip(f"needs Java and {VALIDATOR}")
    folder = sounding.mp3.parent
    pages = {
        "page": page(sounding),
        "single": page(sounding, labels=Labels.ENGLISH, audio=sounding.mp3.read_bytes()),
        "transcript": html_transcript(sounding),
        "briefing": page(digest),
        "briefing-transcript": html_transcript(digest),
        "index": index_page(read_folder(folder).episodes),
        "empty": index_page([]),
    }
    for name, text in pages.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    files = [str(folder / f"{name}.html") for name in pages]
    # Its information on policies is about hashes that it does not compute.
    done = subprocess.run(
        [java, "-jar", str(VALIDATOR), "--stdout", "--errors-only", *files],
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.stdout == ""
    assert done.returncode == 0
