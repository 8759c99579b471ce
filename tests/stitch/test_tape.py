import subprocess
import sys

import numpy as np
import pytest

from audiobrief.stitch.tape import Tape


def noise(count: int, level: float) -> np.ndarray:
    return (level * np.random.default_rng(4).standard_normal(count)).astype(np.float32)


def test_the_pieces_follow_each_other_without_a_gap() -> None:
    pieces = [noise(n, 0.1) for n in (17, 0, 333, 1)]
    audio = Tape.of(pieces, 22050).audio()
    assert audio.sample_rate == 22050
    assert audio.samples == pytest.approx(np.concatenate(pieces), abs=1e-7)


@pytest.mark.parametrize("gain", [-20.0, 0.0, 6.0, 30.0])
def test_gain_keeps_peaks_above_full_scale(gain: float) -> None:
    samples = noise(1000, 0.02)
    louder = Tape.of([samples], 16000).audio(gain).samples
    assert louder == pytest.approx(samples * 10 ** (gain / 20), rel=1e-4, abs=1e-6)


def test_pydub_is_imported_without_a_word() -> None:
    code = "import audiobrief.stitch.tape"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env={"PATH": ""},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
