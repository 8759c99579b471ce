"""Whatever Google answers: the right brief or a clear error, never a brief with a word less."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
import trustme

from audiobrief import Settings, Source, make_brief
from audiobrief.errors import SpeechError
from audiobrief.events import Event, Warned
from audiobrief.model import Brief
from audiobrief.synthesise.patience import Patience

_spec = importlib.util.spec_from_file_location(
    "translate_stand_in", Path(__file__).parent.parent / "synthesise" / "translate_stand_in.py"
)
assert _spec
assert _spec.loader
stand = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(stand)

TEXT = """Neue Fähre verbindet beide Ufer ab Mai

Die Stadt hat am Montag eine neue Fähre vorgestellt, die beide Ufer der Förde verbindet und von \
Mai bis Oktober fährt.

An Bord haben viele Menschen Platz. Die Überfahrt dauert acht Minuten, teilte die Stadt mit.
"""
FAULTS = stand.FAULTS | {
    "403": stand.status(403),
    "429 for an hour": stand.status(429, Retry_After="3600"),
    "slow": stand.slow,
}
FOR_GOOD = {"403", "429 for an hour"}
"""What is not asked again at once."""
MIDDLE = 3
"""The chunk at which a fault begins: behind the headline and the lead, which has two."""


@dataclass
class Studio:
    """The service, and briefs made with it."""

    google: stand.StandIn
    folder: Path
    told: list[Event] = field(default_factory=list)

    def make(self, name: str, cache: str = "cache", **settings: str) -> Brief:
        source = self.folder / "a.txt"
        source.write_text(TEXT, encoding="utf-8")
        wanted = Settings(voice="gtts", output=self.folder / name, cache=self.folder / cache)
        return make_brief(Source(name=str(source)), replace(wanted, **settings), self.told.append)

    def fail_with(self, fault: stand.Answer, since: int) -> None:
        """Answer well so many times, and from then on with the fault."""
        before = len(self.google.asked)

        def usual(_text: str) -> stand.Answer:
            return stand.sound if len(self.google.asked) - before <= since else fault

        self.google.usual = usual

    def heal(self) -> None:
        self.google.usual = lambda _text: stand.sound


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def studio(authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Studio]:
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    with stand.serving(authority) as server:
        for name, value in stand.environment(server, str(tmp_path / "ca.pem")).items():
            monkeypatch.setenv(name, value)
        quick = Patience(read=1.0, waits=(0.0, 0.0), interval=0.0)
        monkeypatch.setattr("audiobrief.synthesise.connection.Patience", lambda: quick)
        yield Studio(google=server, folder=tmp_path)


@pytest.mark.parametrize("fault", [name for name in FAULTS if name not in FOR_GOOD])
def test_a_fault_that_passes_leaves_no_trace_in_the_brief(studio: Studio, fault: str) -> None:
    whole = studio.make("whole", cache="one")
    chunks = len(studio.google.asked)
    for place in range(chunks):
        studio.google.answers += [stand.sound] * place + [FAULTS[fault]]
        made = studio.make(f"{place}", cache=f"{place}")
        assert made.mp3.read_bytes() == whole.mp3.read_bytes()
        assert studio.google.answers == []
        if fault == "slow":
            break  # once is enough to wait for


@pytest.mark.parametrize("since", [0, MIDDLE])
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_that_stays_makes_no_brief_and_loses_no_sentence(
    studio: Studio, fault: str, since: int
) -> None:
    whole = studio.make("whole", cache="one")
    chunks = len(studio.google.asked)
    studio.fail_with(FAULTS[fault], since)
    with pytest.raises(SpeechError, match=r"the voice gtts could not say “.*”: .*Google") as error:
        studio.make("made")
    assert "\n" not in str(error.value)
    assert not list((studio.folder / "made").rglob("*"))
    asked = len(studio.google.asked)
    studio.heal()
    _forget_the_failure()
    assert studio.make("made").mp3.read_bytes() == whole.mp3.read_bytes()
    # What was said before is not asked for again, but for the chunks of the sentence that broke.
    assert chunks - since <= len(studio.google.asked) - asked <= chunks


@pytest.mark.parametrize("since", [0, MIDDLE])
@pytest.mark.parametrize("fault", ["503", "403", "429 for an hour", "HTML", "cut sound"])
def test_a_fallback_reads_the_whole_article(studio: Studio, fault: str, since: int) -> None:
    plain = studio.make("plain", voice="espeak")
    studio.fail_with(FAULTS[fault], since)
    made = studio.make("made", fallback="espeak")
    assert made.mp3.read_bytes() == plain.mp3.read_bytes()
    assert "espeak reads the whole article instead" in str(studio.told)


def test_of_many_articles_only_the_first_ones_wait_for_a_service_that_is_gone(
    studio: Studio,
) -> None:
    studio.fail_with(FAULTS["503"], 0)
    for _ in range(20):
        with pytest.raises(SpeechError):
            studio.make("made", cache="none")
    assert len(studio.google.asked) == 3 * 3
    with pytest.raises(
        SpeechError, match=r"failed too often and is not asked for another (60|5\d) s"
    ):
        studio.make("made", cache="none")
    warned = {event.message for event in studio.told if isinstance(event, Warned)}
    assert warned == {"the text leaves this machine: gtts speaks on a server"}


@pytest.mark.parametrize(("fault", "code"), [("429", 0), ("HTML", 0), ("dropped", 0), ("403", 7)])
def test_the_installed_command_does_so_with_its_own_patience(
    studio: Studio, fault: str, code: int
) -> None:
    (studio.folder / "a.txt").write_text(TEXT, encoding="utf-8")
    studio.google.answers += [stand.sound, FAULTS[fault]]
    done = subprocess.run(
        [sys.executable, "-m", "audiobrief", "make", "a.txt", "-v", "gtts", "--json"],
        cwd=studio.folder,
        env=os.environ | {"AUDIOBRIEF_CACHE": str(studio.folder / "cache")},
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == code, done.stderr
    row = json.loads(done.stdout)
    if code:
        assert "Google answered 403" in row["error"]
        assert not list(studio.folder.rglob("*.mp3"))
        return
    assert [sentence["text"] for sentence in row["sentences"]] == [
        "Neue Fähre verbindet beide Ufer ab Mai",
        TEXT.split("\n")[2],
        "An Bord haben viele Menschen Platz.",
        "Die Überfahrt dauert acht Minuten, teilte die Stadt mit.",
    ]
    for sentence in row["sentences"]:  # the stand-in says fourteen characters a second
        assert sentence["end"] - sentence["start"] > len(sentence["spoken"]) / 14 - 0.2


def _forget_the_failure() -> None:
    from audiobrief.synthesise.service import service

    service.cache_clear()
