"""Many briefs at a time, in order, each failure by itself."""

from pathlib import Path

import pytest

from audiobrief import Settings, Source
from audiobrief.batch import jobs_for, make_briefs
from audiobrief.errors import SourceError
from audiobrief.events import Warned


@pytest.fixture
def sources(tmp_path: Path) -> list[Source]:
    names = []
    for number in range(5):
        path = tmp_path / f"meldung-{number}.txt"
        path.write_text(
            f"Hafenbahn fährt Linie {number} ohne Diesel\n\nDie Bahn fährt seit Montag elektrisch "
            "durch den Hafen, wie der Betreiber am Dienstag mitteilte. Das spart im Jahr viel Öl.",
            encoding="utf-8",
        )
        names.append(str(path))
    names[2] = str(tmp_path / "missing.txt")
    return [Source(name=name) for name in names]


def test_outcomes_come_in_the_order_of_the_sources(sources: list[Source], tmp_path: Path) -> None:
    heard: list[Warned] = []
    settings = Settings(voice="silent", output=tmp_path / "briefs")
    outcomes = list(make_briefs(sources, settings, heard.append, jobs=2))
    made = [outcome.brief.article.source for outcome in outcomes if outcome.brief]
    assert made == [source.name for source in sources if "missing" not in source.name]
    assert isinstance(outcomes[2].fault, SourceError)
    with pytest.raises(SourceError, match=r"missing\.txt"):
        outcomes[2].result()
    assert len(list((tmp_path / "briefs").glob("*.mp3"))) == 4


def test_the_command_prints_in_order_and_ends_with_the_first_failure(
    audiobrief, sources: list[Source]
) -> None:
    names = [source.name for source in sources]
    done = audiobrief("make", *names, "-v", "silent", "--jobs", "2")
    assert done.returncode == 3
    assert "missing.txt" in done.stderr
    printed = [line for line in done.stdout.splitlines() if "00:00 / " in line]
    assert [int(line.split("linie-")[1][0]) for line in printed] == [0, 1, 3, 4]


def test_no_number_of_jobs_below_one_is_taken(audiobrief, sources: list[Source]) -> None:
    done = audiobrief("make", sources[0].name, "-v", "silent", "--jobs", "0")
    assert done.returncode == 10


def test_a_voice_on_a_server_is_asked_for_one_brief_at_a_time() -> None:
    assert jobs_for(Settings(voice="gtts")) == 1
    assert jobs_for(Settings(voice="silent")) >= 1
