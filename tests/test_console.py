"""Events on a terminal."""

import io
import sys
from threading import active_count

import numpy as np
import pytest

from audiobrief.console import listening
from audiobrief.events import ClipReady, SpeechStarted, Warned
from audiobrief.model import Article, Audio, Boundary, Clip, Role, Sentence, Utterance


class Terminal(io.StringIO):
    """A stderr that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal on stderr; called in the test, since pytest sets stderr anew before it."""
    stderr = Terminal()
    monkeypatch.setattr(sys, "stderr", stderr)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("TERM", "xterm")
    return stderr


def utterance() -> Utterance:
    article = Article(source="-", headline="Hafen", body=())
    sentence = Sentence(
        article=article, role=Role.HEADLINE, text="Hafen", boundary=Boundary.ARTICLE
    )
    return Utterance(sentence=sentence, text="Hafen.")


def clip_ready() -> ClipReady:
    audio = Audio(samples=np.zeros(8000, dtype=np.float32), sample_rate=16000)
    clip = Clip(utterance=utterance(), audio=audio)
    return ClipReady(clip=clip, done=1, total=1, elapsed=41.2, estimate=138.0)


def test_the_bar_shows_the_sentences_and_the_marker_growing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stderr = terminal(monkeypatch)
    with listening(quiet=False) as listener:
        listener(SpeechStarted(utterances=(utterance(),)))
        listener(clip_ready())
    assert "1/1 sentences" in stderr.getvalue()
    assert "00:41 / ~02:18" in stderr.getvalue()


def test_no_thread_runs_until_somebody_speaks(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal(monkeypatch)
    before = active_count()
    with listening(quiet=False) as listener:
        listener(Warned(message="bricht ab"))
        assert active_count() == before
        listener(SpeechStarted(utterances=(utterance(),)))
        assert active_count() == before + 1


def test_no_bar_without_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with listening(quiet=False) as listener:
        listener(SpeechStarted(utterances=(utterance(),)))
        listener(clip_ready())
    assert capsys.readouterr() == ("", "")


def test_a_warning_is_shown_without_a_terminal_too(capsys: pytest.CaptureFixture[str]) -> None:
    with listening(quiet=False) as listener:
        listener(Warned(message="the text leaves this machine"))
    assert capsys.readouterr().err == "audiobrief: the text leaves this machine\n"


def test_quiet_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    stderr = terminal(monkeypatch)
    with listening(quiet=True) as listener:
        listener(Warned(message="the text leaves this machine"))
        listener(SpeechStarted(utterances=(utterance(),)))
    assert stderr.getvalue() == ""
