"""Sound files as a browser plays them."""

from base64 import b64encode
from pathlib import Path

import numpy as np
import pytest

from audiobrief.choices import Encoding, Format
from audiobrief.model import Audio
from audiobrief.publish.encode import encoded
from audiobrief.publish.kind import MIMES

DECODED = """async (sound) => {
    const bytes = Uint8Array.from(atob(sound), (letter) => letter.charCodeAt(0));
    const audio = new Audio(URL.createObjectURL(new Blob([bytes], { type: "MIME" })));
    const known = new Promise((done) => { audio.onloadedmetadata = () => done(audio.duration); });
    const rate = 24000;
    const heard = await new OfflineAudioContext(1, rate, rate).decodeAudioData(bytes.buffer);
    return [heard.length / rate, await known];
}"""


@pytest.mark.parametrize("format_", [Format.MP3, Format.M4A, Format.M4B])
def test_a_browser_plays_as_long_as_the_sound_is(show, tmp_path: Path, format_: Format) -> None:
    time = np.arange(round(2.3456 * 24000)) / 24000
    samples = (0.2 * np.sin(2 * np.pi * 330 * time)).astype(np.float32)
    data, audio = encoded(Audio(samples=samples, sample_rate=24000), Encoding(format=format_))
    (tmp_path / "x.html").write_text("<!doctype html><title>x</title><link rel=icon href=data:,>")
    shown = show((tmp_path / "x.html").as_uri())
    heard, told = shown.evaluate(DECODED.replace("MIME", MIMES[format_]), b64encode(data).decode())
    assert heard == pytest.approx(audio.duration, abs=0.0001)
    assert told == pytest.approx(audio.duration, abs=0.001)
