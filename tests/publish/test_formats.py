"""Every format, judged by what decodes from it."""

import io
from collections.abc import Callable
from pathlib import Path

import mutagen.mp3
import numpy as np
import pytest
import soundfile

from audiobrief.choices import Encoding, Format
from audiobrief.errors import ConfigError
from audiobrief.model import Article, Track
from audiobrief.publish import publish
from audiobrief.publish.encode import encoded
from audiobrief.publish.filename import named_format
from audiobrief.publish.identity import identity
from audiobrief.publish.report import examine
from audiobrief.sound.files import decode_channels
from audiobrief.sound.loudness import integrated_loudness, true_peak

MakeTrack = Callable[..., Track]
RATES = [8000, 16000, 22050, 24000, 44100, 48000]


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("sample_rate", RATES)
@pytest.mark.parametrize("format_", list(Format))
def test_the_clock_is_exact_in_every_format(
    make_track: MakeTrack, format_: Format, sample_rate: int, channels: int
) -> None:
    track = make_track(3.123, sample_rate)
    data, audio = encoded(track.audio, Encoding(format=format_, channels=channels))
    heard = decode_channels(data)
    assert len(heard) == channels
    assert heard[0].sample_rate == audio.sample_rate
    assert len(heard[0].samples) == len(audio.samples)
    assert audio.duration == pytest.approx(3.123, abs=0.0005)


@pytest.mark.parametrize("format_", list(Format))
def test_speech_stands_where_it_stood(make_track: MakeTrack, format_: Format) -> None:
    track = make_track(2.0, 24000)
    heard = decode_channels(encoded(track.audio, Encoding(format=format_))[0])[0].samples
    size = 1 << 18
    spectrum = np.fft.rfft(heard, size) * np.conj(np.fft.rfft(track.audio.samples, size))
    lag = int(np.argmax(np.fft.irfft(spectrum, size)))
    assert min(lag, size - lag) <= 24  # a millisecond


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("format_", list(Format))
@pytest.mark.parametrize("bit_rate", [48, 128])
def test_the_level_stays_in_every_format(
    make_track: MakeTrack, format_: Format, channels: int, bit_rate: int
) -> None:
    audio = make_track(5.0, 24000).audio
    encoding = Encoding(format=format_, channels=channels, bit_rate=bit_rate)
    heard = decode_channels(encoded(audio, encoding)[0])
    wanted = integrated_loudness(*[audio] * channels)
    assert integrated_loudness(*heard) == pytest.approx(wanted, abs=0.3)
    assert true_peak(*heard) == pytest.approx(true_peak(audio), abs=1)


@pytest.mark.parametrize("sample_rate", RATES)
@pytest.mark.parametrize("channels", [1, 2])
def test_a_variable_rate_has_an_exact_clock_and_the_same_level(
    make_track: MakeTrack, tmp_path: Path, sample_rate: int, channels: int
) -> None:
    track = make_track(20.2, sample_rate)
    brief = publish(track, tmp_path, Encoding(variable=True, channels=channels))
    report = examine(brief.mp3)
    assert report.duration == brief.duration == track.audio.duration
    assert report.info
    assert report.info.intact
    assert report.loudness == pytest.approx(
        brief.loudness + integrated_loudness(track.audio) + 19, abs=0.2
    )
    # mutagen has its own way to the length: by the frames that the header counts.
    read = mutagen.mp3.MP3(brief.mp3)
    assert read.info.length == pytest.approx(brief.duration, abs=0.001)
    assert read.info.bitrate_mode == mutagen.mp3.BitrateMode.VBR


@pytest.mark.parametrize("bit_rate", [48, 64, 96, 128])
@pytest.mark.parametrize("sample_rate", [24000, 44100])
def test_a_constant_rate_is_that_asked_for(
    make_track: MakeTrack, tmp_path: Path, bit_rate: int, sample_rate: int
) -> None:
    encoding = Encoding(bit_rate=bit_rate, sample_rate=sample_rate)
    report = examine(publish(make_track(5.0, 16000), tmp_path, encoding).mp3)
    assert report.sample_rate == sample_rate
    assert report.bit_rate == pytest.approx(1000 * bit_rate, rel=0.01)


def test_two_channels_are_three_decibels_louder(make_track: MakeTrack, tmp_path: Path) -> None:
    track = make_track(5.0)
    one = publish(track, tmp_path / "one")
    two = publish(track, tmp_path / "two", Encoding(channels=2, bit_rate=128))
    assert two.loudness == pytest.approx(one.loudness + 3.01, abs=0.01)
    assert examine(two.mp3).loudness == pytest.approx(examine(one.mp3).loudness + 3.01, abs=0.1)


@pytest.mark.parametrize("format_", [f for f in Format if f is not Format.MP3])
def test_other_formats_tell_what_they_are_of(
    make_track: MakeTrack, article: Article, tmp_path: Path, format_: Format
) -> None:
    brief = publish(make_track(), tmp_path, Encoding(format=format_))
    assert brief.mp3.suffix == f".{format_}"
    tags = examine(brief.mp3).told.tags
    assert tags.title == article.headline
    assert tags.artist == tags.album == article.outlet
    assert tags.date
    assert tags.date.startswith("2026-02-03")
    assert tags.comment == article.url
    assert tags.identity == identity(article)
    assert publish(make_track(1.0), tmp_path, Encoding(format=format_)).mp3 == brief.mp3
    assert len(list(tmp_path.iterdir())) == 1


def test_a_strangers_file_of_that_name_is_left_alone(make_track: MakeTrack, tmp_path: Path) -> None:
    first = publish(make_track(), tmp_path, Encoding(format=Format.WAV)).mp3
    buffer = io.BytesIO()
    soundfile.write(buffer, np.zeros(100), 8000, format="WAV")
    first.write_bytes(buffer.getvalue())
    assert publish(make_track(), tmp_path, Encoding(format=Format.WAV)).mp3 != first
    assert first.read_bytes() == buffer.getvalue()


@pytest.mark.parametrize("format_", list(Format))
def test_an_output_may_be_a_file(make_track: MakeTrack, tmp_path: Path, format_: Format) -> None:
    output = tmp_path / "new" / f"Beitrag.{format_.upper()}"
    brief = publish(make_track(), output)
    assert brief.mp3 == output
    assert examine(output).format is format_
    assert publish(make_track(1.0), output).mp3 == output
    assert [path.name for path in output.parent.iterdir()] == [output.name]


def test_an_output_that_is_no_file_of_sound_is_a_folder(tmp_path: Path) -> None:
    assert named_format(tmp_path / "briefs", None) is None
    assert named_format(tmp_path / "v1.2", Format.WAV) is None
    (tmp_path / "all.mp3").mkdir()
    assert named_format(tmp_path / "all.mp3", Format.WAV) is None


@pytest.mark.parametrize(
    ("name", "wanted", "reason"),
    [("x.wma", None, "wma is not made"), ("x.wav", Format.FLAC, "its name says wav")],
)
def test_a_file_that_cannot_be_made_is_told(
    tmp_path: Path, name: str, wanted: Format | None, reason: str
) -> None:
    with pytest.raises(ConfigError, match=reason):
        named_format(tmp_path / name, wanted)
