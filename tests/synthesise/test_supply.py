"""Models fetched from a publisher on this machine that breaks off, lies and comes back."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from types import SimpleNamespace

import numpy as np
import pytest

from audiobrief.choices import EngineName
from audiobrief.errors import AddressError, ConfigError, OutputError, VoiceError
from audiobrief.events import Downloading, Event
from audiobrief.model import Voice
from audiobrief.synthesise import find_voice, load_engine, load_voices
from audiobrief.synthesise.catalogue import described, model_name, offered, terms
from audiobrief.synthesise.download import connection
from audiobrief.synthesise.neural import open_model
from audiobrief.synthesise.patience import Patience
from audiobrief.synthesise.supply import (
    STAGING,
    add_profile,
    remove,
    speakers_of,
    supply,
    supply_from,
)

_spec = importlib.util.spec_from_file_location(
    "publisher", Path(__file__).with_name("publisher.py")
)
assert _spec
assert _spec.loader
stand = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(stand)

ONNX = f"{stand.NAME}.onnx"


@pytest.fixture
def publisher() -> Iterator[stand.Publisher]:
    server = stand.Publisher()
    server.publish_piper()
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def models(tmp_path: Path) -> Path:
    return tmp_path / "models"


def fetch(publisher, models: Path, waits: list[float] | None = None) -> list[Event]:
    events: list[Event] = []
    model = offered(stand.NAME, publisher.address)
    patience = Patience(
        interval=0.0,
        waits=(0.0, 0.0) if waits is None else (1.0, 2.0),
        sleep=(lambda _: None) if waits is None else waits.append,
        chance=lambda: 0.0,
    )
    supply(model, models, events.append, connection(publisher.address, patience))
    return events


def test_the_publisher_s_card_says_licence_and_training(publisher) -> None:
    told = "License: CC0; Finetuned from English bob voice (medium quality)."
    assert terms(offered(stand.NAME, publisher.address)) == told
    assert terms(described("kokoro")) is None


def test_a_card_that_says_nothing_or_too_much_is_no_obstacle(publisher) -> None:
    card = next(path for path in publisher.files if path.endswith("MODEL_CARD"))
    model = offered(stand.NAME, publisher.address)
    publisher.files[card] = b"\xff\x00 nothing"
    assert terms(model) is None
    publisher.files[card] = b"License: " + b"\x1b[2J x" * 500
    told = terms(model)
    assert told
    assert told.isprintable()
    assert len(told) <= 200


def files(models: Path) -> dict[str, bytes]:
    return {
        path.relative_to(models).as_posix(): path.read_bytes()
        for path in models.rglob("*")
        if path.is_file()
    }


PREPARED = {f"piper/{name}": content for name, content in stand.prepared().items()}
WHOLE = {
    **PREPARED,
    f"piper/{ONNX}.json": stand.SETTINGS,
    f"piper/{stand.NAME}.MODEL_CARD": stand.CARD,
}


@pytest.mark.parametrize("digest", ["md5", "sha256"])
def test_a_voice_is_fetched_as_its_publisher_lists_it(publisher, models, digest) -> None:
    publisher.publish_piper(digest)
    fetch(publisher, models)
    assert files(models) == WHOLE


def test_progress_is_told_file_by_file(publisher, models) -> None:
    events = [event for event in fetch(publisher, models) if isinstance(event, Downloading)]
    onnx = [event for event in events if event.name == ONNX]
    assert [event.done for event in onnx] == sorted(event.done for event in onnx)
    assert onnx[-1].done == onnx[-1].total == len(stand.MODEL)
    assert events[-1].name == ONNX  # without which the voice counts as missing


def test_speaker_and_licence_are_known_before(publisher) -> None:
    model = described("de_DE-thorsten-medium")
    assert "Thorsten Müller" in model.speaker
    assert model.licence == "CC0-1.0"
    assert "not for commercial use" in described("de_DE-pavoque-low").licence
    assert "MODEL_CARD" in described(stand.NAME).licence
    assert offered(stand.NAME, publisher.address).size == sum(
        map(len, (stand.MODEL, stand.SETTINGS, stand.CARD))
    )


@pytest.mark.parametrize(
    "fault", [stand.broken_off(1_000_000), stand.status(503), stand.status(429, Retry_After="0")]
)
def test_a_fault_that_passes_leaves_no_trace(publisher, models, fault) -> None:
    publisher.answers[ONNX] = [fault]
    fetch(publisher, models)
    assert files(models) == WHOLE


def test_what_broke_off_goes_on_where_it_ended(publisher, models) -> None:
    publisher.answers[ONNX] = [stand.broken_off(1_000_000), stand.broken_off(500_000)]
    fetch(publisher, models)
    first, second, third = publisher.ranges(ONNX)
    assert first is None
    assert 900_000 < int(second.removeprefix("bytes=").rstrip("-")) <= 1_000_000
    assert 1_400_000 < int(third.removeprefix("bytes=").rstrip("-")) <= 1_500_000
    assert files(models) == WHOLE


def test_a_line_that_breaks_off_often_but_moves_on_is_not_given_up(publisher, models) -> None:
    publisher.answers[ONNX] = [stand.broken_off(1_050_000)] * 2
    waits: list[float] = []
    fetch(publisher, models, waits)
    assert files(models) == WHOLE
    assert waits == []


def test_a_line_that_gives_nothing_is_given_up_and_what_came_is_kept(publisher, models) -> None:
    publisher.answers[ONNX] = [stand.broken_off(100_000)] * 9
    with pytest.raises(AddressError, match="what has come is kept: run it again"):
        fetch(publisher, models)
    assert not (models / "piper").exists()
    publisher.answers.clear()
    publisher.asked.clear()
    fetch(publisher, models)
    (asked,) = publisher.ranges(ONNX)
    assert asked
    assert publisher.ranges(f"{ONNX}.json") == []
    assert files(models) == WHOLE


def test_a_server_without_ranges_starts_anew(publisher, models) -> None:
    publisher.answers[ONNX] = [stand.broken_off(1_000_000), stand.without_ranges]
    fetch(publisher, models)
    assert files(models) == WHOLE


@pytest.mark.parametrize("fault", [stand.other_range, stand.out_of_range])
def test_another_range_than_was_asked_for_is_not_taken(publisher, models, fault) -> None:
    publisher.answers[ONNX] = [stand.broken_off(500_000), fault]
    fetch(publisher, models)
    assert files(models) == WHOLE


FAULTS = {
    "changed": (stand.changed, "its md5 is [0-9a-f]{32} where [0-9a-f]{32} is published"),
    "shorter": (stand.shorter, "broke off"),
    "longer": (stand.longer, f"is larger than the {len(stand.MODEL)} bytes published"),
    "404": (stand.status(404), "answered 404 Not Found"),
    "403": (stand.status(403), "answered 403 Forbidden"),
    "500": (stand.status(500), "answered 500 Internal Server Error"),
    "an hour": (stand.status(429, Retry_After="3600"), "and asks to wait 3600 s"),
    "web page": (stand.web_page, "broke off"),
}


@pytest.mark.parametrize(("fault", "message"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_that_stays_is_told_and_nothing_installed(
    publisher, models, fault, message
) -> None:
    publisher.answers[ONNX] = [fault] * 9
    with pytest.raises(AddressError, match=message) as caught:
        fetch(publisher, models)
    assert "\n" not in str(caught.value)
    assert not (models / "piper").exists()


def test_a_part_of_an_older_version_is_thrown_away(publisher, models) -> None:
    staging = models / "downloads" / stand.NAME
    staging.mkdir(parents=True)
    (staging / f"{ONNX}.part").write_bytes(b"older" * 1000)
    fetch(publisher, models)
    assert publisher.ranges(ONNX) == ["bytes=5000-", None]
    assert files(models) == WHOLE


@pytest.mark.parametrize("size", [len(stand.MODEL), len(stand.MODEL) + 5])
def test_a_part_as_long_as_the_file_or_longer_is_checked(publisher, models, size) -> None:
    staging = models / "downloads" / stand.NAME
    staging.mkdir(parents=True)
    (staging / f"{ONNX}.part").write_bytes(b"?" * size)
    fetch(publisher, models)
    assert files(models) == WHOLE


def test_the_sum_that_the_hub_sends_on_the_way_is_held_too(publisher, models) -> None:
    publisher.files["/elsewhere"] = stand.MODEL
    there = f"{publisher.address}/elsewhere"
    true = hashlib.sha256(stand.MODEL).hexdigest()
    publisher.answers[ONNX] = [stand.redirected(there, true)]
    fetch(publisher, models)
    assert files(models) == WHOLE
    remove(stand.NAME, models)
    publisher.answers[ONNX] = [stand.redirected(there, "0" * 64)]
    with pytest.raises(AddressError, match="its sha256 is"):
        fetch(publisher, models)


def test_a_download_that_is_killed_goes_on_the_next_time(publisher, models) -> None:
    def dribble(handler, content: bytes) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content[:1_000_000])
        handler.wfile.flush()
        time.sleep(5)
        handler.close_connection = True

    publisher.answers[ONNX] = [dribble]
    code = (
        "import sys; from pathlib import Path\n"
        "from audiobrief.synthesise.catalogue import offered\n"
        "from audiobrief.synthesise.supply import supply\n"
        "supply(offered(sys.argv[1], sys.argv[2]), Path(sys.argv[3]))"
    )
    process = subprocess.Popen([sys.executable, "-c", code, stand.NAME, publisher.address, models])
    part = models / "downloads" / stand.NAME / f"{ONNX}.part"
    for _ in range(1000):
        if part.exists() and part.stat().st_size > 500_000:
            break
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    kept = part.stat().st_size
    assert kept > 500_000
    publisher.asked.clear()
    fetch(publisher, models)
    assert publisher.ranges(ONNX) == [f"bytes={kept}-"]
    assert files(models) == WHOLE


def test_a_list_that_is_none_is_told(publisher) -> None:
    for content in (b"<html>", b"[]", b"[" * 100_000):
        publisher.files[stand.PIPER + "voices.json"] = content
        with pytest.raises(AddressError, match="the list of voices there is none"):
            offered(stand.NAME, publisher.address)


def test_a_voice_that_is_not_listed_is_told_with_those_that_are(publisher) -> None:
    with pytest.raises(VoiceError, match=r"in German there are de_DE-anna-medium, de_DE-bert-low$"):
        offered("de_DE-carl-high", publisher.address)


@pytest.mark.parametrize(
    "listed",
    [
        {},
        {"x/de_DE-anna-medium.onnx": {"size_bytes": 3}},
        {"x/de_DE-anna-medium.onnx": {"md5_digest": "00"}},
        {"x/de_DE-anna-medium.onnx": []},
    ],
)
def test_files_without_size_or_sum_are_not_fetched(publisher, listed) -> None:
    index = json.dumps({stand.NAME: {"files": listed}}).encode()
    publisher.files[stand.PIPER + "voices.json"] = index
    with pytest.raises(AddressError, match=r"not listed|not in its list"):
        offered(stand.NAME, publisher.address)


def test_a_path_in_the_list_leads_nowhere_else(publisher) -> None:
    index = json.loads(publisher.files[stand.PIPER + "voices.json"])
    listed = index[stand.NAME]["files"]
    evil = {f"../../../{path.rpartition('/')[2]}": about for path, about in listed.items()}
    evil["../../evil.sh"] = listed[stand.FOLDER + "MODEL_CARD"]
    index[stand.NAME]["files"] = evil
    publisher.files[stand.PIPER + "voices.json"] = json.dumps(index).encode()
    model = offered(stand.NAME, publisher.address)
    assert {file.name for file in model.files} == {
        ONNX,
        f"{ONNX}.json",
        f"{stand.NAME}.MODEL_CARD",
    }


def test_moods_are_chosen_to_be_neutral(publisher) -> None:
    index = json.loads(publisher.files[stand.PIPER + "voices.json"])
    index[stand.NAME]["speaker_id_map"] = {"amused": 0, "neutral": 4}
    publisher.files[stand.PIPER + "voices.json"] = json.dumps(index).encode()
    assert offered(stand.NAME, publisher.address).voice == f"{stand.NAME}#neutral"


def test_a_publisher_that_is_not_there_is_named() -> None:
    with pytest.raises(ConfigError, match=r"mirror is 'models\.example\.org': give a web address"):
        offered(stand.NAME, "models.example.org")


def test_kokoro_is_known_by_the_sums_that_are_shipped() -> None:
    model = offered("kokoro")
    assert model.files[-1].name == "kokoro_fp16.onnx"
    assert model.files[-1].size == 163_234_740
    assert len(model.files) == 55
    assert all(file.kind == "sha256" and len(file.digest) == 64 for file in model.files)
    assert all(
        file.url.startswith("https://huggingface.co/onnx-community/") for file in model.files
    )


def test_a_disk_that_is_too_small_is_told_before(publisher, models, monkeypatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=1_000_000))
    with pytest.raises(OutputError, match="has room for 1 MB where 9 MB are needed"):
        fetch(publisher, models)
    assert publisher.ranges(ONNX) == []


def test_a_folder_that_takes_no_files_is_told(publisher, models) -> None:
    models.write_text("in the way")
    with pytest.raises(OutputError, match="cannot be written"):
        fetch(publisher, models)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What a user carried over on a stick."""
    folder = tmp_path / "stick"
    folder.mkdir()
    (folder / ONNX).write_bytes(stand.MODEL)
    (folder / f"{ONNX}.json").write_bytes(stand.SETTINGS)
    return folder


@pytest.mark.parametrize("given", ["", ONNX])
def test_a_model_is_taken_from_a_folder_or_a_file(folder, models, given: str) -> None:
    assert supply_from(folder / given, stand.NAME, models).name == stand.NAME
    assert files(models) == {**PREPARED, f"piper/{ONNX}.json": stand.SETTINGS}


def test_a_model_is_made_ready_in_its_place(models) -> None:
    """One that an older version has installed, and then again."""
    place = models / "piper" / ONNX
    place.parent.mkdir(parents=True)
    place.write_bytes(stand.MODEL)
    place.with_name(f"{ONNX}.json").write_bytes(stand.SETTINGS)
    other = place.with_name("de_DE-anna-low.0.weights")
    other.write_bytes(b"another's")
    for _ in range(2):
        supply_from(place.parent, stand.NAME, models)
        there = files(models)
        assert len(there) == 4
        assert len(there[f"piper/{ONNX}"]) < 2000
        assert other.exists()
        (output,) = open_model(place).run(None, {"input": np.array([2.0], np.float32)})
        assert output[-1] == 2.0 * (len(output) - 1)


def test_weights_that_are_damaged_or_lost_are_told(folder, models) -> None:
    supply_from(folder, stand.NAME, models)
    (weights,) = (models / "piper").glob("*.weights")
    weights.write_bytes(weights.read_bytes()[:-4000])
    voice = Voice(name="anna", engine=EngineName.PIPER, model=stand.NAME)
    engine = load_engine(EngineName.PIPER, models=models)
    for _ in range(2):
        with pytest.raises(VoiceError, match=r"is damaged .* install it again"):
            engine.speak("Guten Tag.", voice)
        weights.unlink(missing_ok=True)


def test_a_model_without_its_settings_is_refused(folder, models) -> None:
    (folder / f"{ONNX}.json").write_text('{"audio": {}}')
    with pytest.raises(VoiceError, match="is no settings file of a Piper voice"):
        supply_from(folder, stand.NAME, models)
    (folder / f"{ONNX}.json").unlink()
    with pytest.raises(
        VoiceError, match=r"onnx\.json is not there: a Piper voice has an .onnx and"
    ):
        supply_from(folder, stand.NAME, models)
    assert not models.exists()


def test_a_damaged_model_beside_its_list_is_refused(publisher, folder, models) -> None:
    (folder / "voices.json").write_bytes(publisher.files[stand.PIPER + "voices.json"])
    supply_from(folder, stand.NAME, models)
    (folder / ONNX).write_bytes(stand.MODEL[:-1] + b"?")
    with pytest.raises(VoiceError, match="its md5 is"):
        supply_from(folder, stand.NAME, models)
    assert files(models).items() >= PREPARED.items()


def test_a_file_that_is_no_model_is_refused_and_the_installed_one_kept(folder, models) -> None:
    supply_from(folder, stand.NAME, models)
    before = files(models)
    (folder / f"{ONNX}.json").write_bytes(stand.SETTINGS + b" ")
    for broken, fault in ((b"<html>", "is no ONNX model"), (stand.MODEL[:-2], "is no ONNX model")):
        (folder / ONNX).write_bytes(broken)
        with pytest.raises(VoiceError, match=fault):
            supply_from(folder, stand.NAME, models)
        assert files(models) == before


def test_what_is_removed_is_gone_with_all_that_was_fetched_of_it(publisher, models) -> None:
    fetch(publisher, models)
    (models / "downloads" / stand.NAME).mkdir(parents=True)
    (models / "piper" / "de_DE-anna-medium2.onnx").write_bytes(b"another")
    remove(stand.NAME, models)
    assert list(files(models)) == ["piper/de_DE-anna-medium2.onnx"]
    with pytest.raises(VoiceError, match="de_DE-anna-medium is not installed in"):
        remove(stand.NAME, models)


def test_a_model_is_meant_by_its_name_or_by_a_voice_that_has_it() -> None:
    voices = (
        Voice(name="anna", engine=EngineName.PIPER, model=f"{stand.NAME}#neutral"),
        Voice(name="klara", engine=EngineName.KOKORO, model="if_sara"),
        Voice(name="pico", engine=EngineName.PICO, model="de-DE"),
    )
    assert model_name("anna", voices) == stand.NAME
    assert model_name("klara", voices) == "kokoro"
    assert model_name("kokoro", voices) == "kokoro"
    assert model_name("de_DE-thorsten_emotional-medium", voices)
    assert speakers_of(described(stand.NAME), voices) == voices[:1]
    assert speakers_of(described("kokoro"), voices) == voices[1:2]
    with pytest.raises(VoiceError, match="the voice pico needs no model"):
        model_name("pico", voices)


@pytest.mark.parametrize("name", ["thorsten", "../../x", "de_DE-a/b-low", "de_DE-x-medium\n", ""])
def test_a_name_that_is_none_is_told(name: str) -> None:
    with pytest.raises(VoiceError, match="there is no model"):
        model_name(name, ())


def test_a_new_model_gets_a_profile_that_can_be_read(publisher, tmp_path: Path) -> None:
    model = offered(stand.NAME, publisher.address)
    assert speakers_of(model, load_voices()) == ()
    add_profile(model, tmp_path / "voices")
    voice = find_voice(stand.NAME, tmp_path / "voices")
    assert (voice.engine, voice.model, voice.language) == ("piper", stand.NAME, "de-DE")


def test_the_folder_of_what_is_fetched_is_no_engine() -> None:
    assert STAGING not in set(EngineName)
