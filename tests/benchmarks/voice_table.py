"""What each voice is, weighs and costs, and how well it is understood.

    python tests/benchmarks/voice_table.py [--recogniser FOLDER] [--profiles FOLDER --models FOLDER]

A row for every voice that speaks here: its kind and licence, the size of its model, CPU seconds for
a second of speech, and the most memory of the processes that speak with it. With a recogniser also
the share of words that come out wrong: of sentences with numbers, as printed and as a brief says
them, of those words of them that are not printed as words, and of news of all kinds; see
intelligibility.py. A row for gTTS says what our side of it costs, against a server on this machine
that answers at once.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import files
from pathlib import Path
from time import thread_time
from types import ModuleType

import requests
import trustme
from intelligibility import HERE, hear, number_rate, ours, rate, read_rows, speak_apart, untouched

from audiobrief.choices import EngineName
from audiobrief.model import Voice
from audiobrief.synthesise import find_voice, load_engine, load_voices, needs
from audiobrief.synthesise.google import Google
from audiobrief.synthesise.patience import Patience
from audiobrief.synthesise.translate import Translate

KINDS = {
    EngineName.PICO: ("embedded, trained (HMM)", "py-nanotts"),
    EngineName.ESPEAK: ("formant", "espeakng-loader"),
    EngineName.KOKORO: ("neural (StyleTTS 2)", ""),
    EngineName.PIPER: ("neural (VITS)", ""),
}
"""What an engine is, and the package that holds its voice."""
HEAD = "| voice | kind | licence | size, MB | CPU-s per s | memory, MB |"
HEARD = (
    " sentences with numbers, printed | spoken | numbers alone, printed | spoken | news, spoken |"
)


def main() -> None:
    """Print the table."""
    options = _options()
    ear = None
    if options.recogniser:
        from ear import whisper

        ear = whisper(options.recogniser, short=options.short)
    rows = read_rows(HERE / "sentences" / "judging.tsv")[:: options.every]
    numbers = read_rows(HERE / "sentences" / "numbers.tsv")[:: options.every] if ear else []
    columns = HEAD + (HEARD if ear else "")
    print(columns)
    print("|".join(["---" if column else "" for column in columns.split("|")]))
    for voice in _voices(options):
        speech = speak_apart(voice, ours([*rows, *numbers], voice), options.models)
        line = [
            *_about(voice, options.models),
            f"{speech.cost:.3f}",
            f"{speech.memory:.0f}",
        ]
        if ear:
            raw = list(map(untouched, numbers))
            read = speak_apart(voice, raw, options.models, by_itself=True)
            pairs = zip([*rows, *numbers, *numbers], (*speech.audios, *read.audios), strict=True)
            heard = [hear(row, audio, ear) for row, audio in pairs]
            first, second = len(rows), len(rows) + len(numbers)
            news, spoken, printed = heard[:first], heard[first:second], heard[second:]
            shares = [
                measure(part) for measure in (rate, number_rate) for part in (printed, spoken)
            ]
            line += [f"{share:.1f} %" for share in (*shares, rate(news))]
        print(f"| {' | '.join(line)} |", flush=True)
    print(f"gTTS: our side costs {_google_overhead() * 1000:.0f} CPU-ms a sentence")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--recogniser", type=Path, help="folder of Whisper for onnx-asr")
    parser.add_argument("--short", action="store_true", help="listen in a short window")
    parser.add_argument("--every", type=int, default=1, help="only every so many-th sentence")
    parser.add_argument("--voices", default="", help="names, with commas; all local ones if empty")
    parser.add_argument("--profiles", type=Path, help="folder of your own voice profiles")
    parser.add_argument("--models", type=Path, help="folder of installed models")
    return parser.parse_args()


def _voices(options: argparse.Namespace) -> Iterator[Voice]:
    if options.voices:
        yield from (find_voice(name, options.profiles) for name in options.voices.split(","))
        return
    for voice in load_voices(options.profiles):
        ready = needs(voice, options.models) is None
        if ready and load_engine(voice.engine, models=options.models).audible:
            yield voice


def _about(voice: Voice, models: Path | None) -> list[str]:
    kind, package = KINDS.get(EngineName(voice.engine), (str(voice.engine), ""))
    folder = (models or Path()) / voice.engine
    if package:
        size = sum(path.size or 0 for path in files(package) or ())
    elif voice.engine == EngineName.KOKORO:
        size = (folder / "model.onnx").stat().st_size
    else:
        size = (folder / f"{voice.model.partition('#')[0]}.onnx").stat().st_size
    return [voice.name, kind, voice.licence, f"{size / 1e6:.0f}"]


def _google_overhead(sentences: int = 20) -> float:
    """CPU seconds of ours for a sentence, the server's own left out."""
    stand = _stand_in()
    authority = trustme.CA()
    with tempfile.TemporaryDirectory() as folder, stand.serving(authority) as google:
        bundle = Path(folder) / "ca.pem"
        authority.cert_pem.write_to_path(str(bundle))
        session = requests.Session()
        session.trust_env = False
        session.proxies = {"https": f"http://127.0.0.1:{google.server_address[1]}"}
        session.verify = str(bundle)
        engine = Google(Translate(session, Patience(interval=0.0)))
        voice = find_voice("gtts")
        text = "Der Landtag hat am Mittwoch nach langer Debatte den Haushalt verabschiedet."
        engine.speak(text, voice)
        start = thread_time()
        for _ in range(sentences):
            engine.speak(text, voice)
        return (thread_time() - start) / sentences


def _stand_in() -> ModuleType:
    path = HERE.parent / "synthesise" / "translate_stand_in.py"
    spec = importlib.util.spec_from_file_location("stand_in", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["stand_in"] = module
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()
