import subprocess
import sys

PROGRAM = """
import sys
from pathlib import Path
from audiobrief.synthesise import find_voice, load_engine
find_voice(None)
engines = {"soundfile", "requests", "gtts", "py_nanotts", "espeakng_loader"}
stages = {f"audiobrief.{name}" for name in ("clean", "segment", "normalise", "stitch", "publish")}
print(*sorted((engines | stages) & sys.modules.keys()))
load_engine(find_voice("silent").engine)
print(*sorted(engines & sys.modules.keys()))
from audiobrief.synthesise import cached, synthesise
cached(load_engine("espeak"), Path("clips"))
print(*sorted(stages & sys.modules.keys()))
"""


def test_no_engine_and_no_other_stage_is_loaded_before_it_is_needed() -> None:
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
    )
    assert run.stdout == "\n\n\n"
