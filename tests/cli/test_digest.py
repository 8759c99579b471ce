"""`audiobrief digest` as a user meets it."""

import json
from html import escape
from pathlib import Path

import pytest

NEWS = {
    "hafen": (
        "Hafenbahn fährt bald ohne Diesel",
        "Die Hafenbahn stellt ihre Loks auf Batterien um, die ersten fahren im Frühjahr 2028.",
        "Das hat der Aufsichtsrat am Montagabend nach langer Beratung beschlossen.",
        "Bis 2031 werden alle 22 Loks ersetzt, die Kosten betragen 94 Millionen Euro.",
    ),
    "kita": (
        "Land streicht Gebühren für das letzte Kitajahr",
        "Eltern zahlen vom kommenden Sommer an nichts mehr für das Jahr vor der Einschulung.",
        "Familien sparen nach Angaben der Landesregierung im Schnitt 1.850 Euro.",
        "Die Städte fürchten, dass sie einen Teil der Rechnung bezahlen müssen.",
    ),
    "moor": (
        "Kraniche rasten im Diepholzer Moor",
        "So viele Kraniche wie nie haben in diesem Herbst im Diepholzer Moor gerastet.",
        "Das milde Wetter hält die Tiere länger als sonst im Norden des Landes.",
        "Wer sie sehen will, findet drei Türme am Rand des Moors und viele Wege.",
    ),
}


def page(name: str) -> str:
    headline, lead, *body = NEWS[name]
    text = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in body)
    return (
        f'<!doctype html><html lang="de"><head><title>{escape(headline)}</title>'
        f'<link rel="canonical" href="https://{name}.example/news/{name}">'
        f'<meta property="og:site_name" content="{name.title()}bote">'
        f'</head><body><article><h1>{escape(headline)}</h1><p class="lead">{escape(lead)}</p>'
        f"{text}</article></body></html>"
    )


@pytest.fixture
def sources(tmp_path: Path) -> list[Path]:
    files = [tmp_path / f"{name}.html" for name in NEWS]
    for file in files:
        file.write_text(page(file.stem), encoding="utf-8")
    return files


OPTIONS = ("--voice", "silent", "--title", "Der Morgen", "--date", "2026-11-24")


def test_several_articles_become_one_episode(audiobrief, sources, tmp_path: Path) -> None:
    done = audiobrief("digest", *sources, *OPTIONS, "--spoken")
    assert done.returncode == 0, done.stderr
    *spoken, last = done.stdout.splitlines()
    assert last.split("  ")[0] == "output/2026-11-24-der-morgen.mp3"
    assert (tmp_path / "output/2026-11-24-der-morgen.mp3").is_file()
    assert spoken[0] == "Der Morgen."
    assert spoken[1] == "Dienstag, der vierundzwanzigste November zweitausendsechsundzwanzig."
    assert spoken[-1] == "Die Meldungen stammen von: Hafenbote, Kitabote und Moorbote."
    assert done.stderr == ""


def test_each_article_is_a_chapter_with_its_link(audiobrief, sources, tmp_path: Path) -> None:
    done = audiobrief("digest", *sources, *OPTIONS, "--json", "--transcript")
    row = json.loads(done.stdout)
    report = json.loads(audiobrief("inspect", row["mp3"], "--json").stdout)
    links = [(c["title"], c["url"]) for c in report["chapters"]]
    assert links[0] == ("Der Morgen", None)
    assert links[1] == (NEWS["hafen"][0], "https://hafen.example/news/hafen")
    assert links[-1] == ("Quellen", None)
    assert len(links) == 5
    chapters = json.loads((tmp_path / row["mp3"]).with_suffix(".chapters.json").read_text())
    assert [c.get("url") for c in chapters["chapters"]] == [url for _, url in links]
    assert "https://kita.example/news/kita" in audiobrief("inspect", row["mp3"]).stdout


def test_json_tells_what_is_in_it_and_what_is_not(audiobrief, sources) -> None:
    names = [*sources, "missing.txt", sources[0]]
    done = audiobrief("digest", *names, *OPTIONS, "--json")
    row = json.loads(done.stdout)
    assert done.returncode == 0
    assert "source" not in row
    assert row["headline"] == "Der Morgen"
    assert [a["source"] for a in row["articles"]] == [str(source) for source in sources]
    assert [a["passages"] for a in row["articles"]] == [2, 2, 2]
    assert [(e["source"], e["why"]) for e in row["left_out"]] == [
        ("missing.txt", "failed"),
        (str(sources[0]), "same"),
    ]
    first, second = done.stderr.splitlines()
    assert first.startswith("audiobrief: missing.txt: no such file")
    assert "the same article" in second


def test_strict_makes_nothing_of_a_source_that_fails(audiobrief, sources, tmp_path: Path) -> None:
    done = audiobrief("digest", *sources, "missing.txt", *OPTIONS, "--strict")
    assert done.returncode == 3
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "output").exists()


def test_without_any_article_there_is_no_episode(audiobrief, tmp_path: Path) -> None:
    done = audiobrief("digest", "a.txt", "b.txt", *OPTIONS)
    assert done.returncode == 5
    assert done.stderr.splitlines()[-1].startswith("audiobrief: none of 2 source(s)")
    assert not (tmp_path / "output").exists()


def test_the_same_title_and_day_replace_the_episode(audiobrief, sources, tmp_path: Path) -> None:
    for files in (sources, sources[:2]):
        assert audiobrief("digest", *files, *OPTIONS).returncode == 0
    audiobrief("digest", *sources, *OPTIONS, "--date", "2026-11-25")
    audiobrief("digest", *sources, *OPTIONS, "--title", "Der Morgen!")
    assert sorted(path.name for path in (tmp_path / "output").iterdir()) == [
        "2026-11-24-der-morgen-2.mp3",
        "2026-11-24-der-morgen.mp3",
        "2026-11-25-der-morgen.mp3",
    ]


@pytest.mark.parametrize(("fit", "passages"), [("1:05", [0, 0, 0]), ("1:40", [2, 2, 2])])
def test_a_length_chooses_how_much_is_read(audiobrief, sources, fit: str, passages) -> None:
    row = json.loads(audiobrief("digest", *sources, *OPTIONS, "--json", "--fit", fit).stdout)
    assert [a["passages"] for a in row["articles"]] == passages
    assert row["marker"] == f"00:00 / 0{fit}"


def test_a_length_beyond_reach_names_the_nearest(audiobrief, sources) -> None:
    for fit in ("0:20", "9:00"):
        done = audiobrief("digest", *sources, *OPTIONS, "--fit", fit)
        assert done.returncode == 13
        nearest = done.stderr.split("--fit ")[1][:5]
        assert audiobrief("digest", *sources, *OPTIONS, "--fit", nearest).returncode == 0


def test_sources_come_from_a_list_and_from_standard_input(audiobrief, sources, tmp_path) -> None:
    rows = f"# Morgens\n\n{sources[1]}\n  {sources[2]}  \n"
    (tmp_path / "liste.txt").write_text("\ufeff" + rows, encoding="utf-8")
    done = audiobrief("digest", "-", "--from", "liste.txt", *OPTIONS, "--json", stdin=page("hafen"))
    row = json.loads(done.stdout)
    assert [a["headline"] for a in row["articles"]] == [news[0] for news in NEWS.values()]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ([], 2, "no source is named"),
        (["-", "-"], 2, "standard input can be read once"),
        (["--from", "missing.txt"], 3, "missing.txt: cannot be read"),
        (["--from", "."], 3, "cannot be read"),
        (["a.txt", "--title", " \u200f \n"], 10, "title is"),
        (["a.txt", "--title", ""], 10, "title is"),
        (["a.txt", "--date", "gestern"], 10, "date is 'gestern'"),
        (["a.txt", "--date", "2026-13-40"], 10, "date is"),
        (["a.txt", "--intro", "{wer}"], 10, "there are {outlet}"),
    ],
)
def test_wrong_arguments_are_told_in_one_line(audiobrief, arguments, code: int, said: str) -> None:
    done = audiobrief("digest", *arguments, "--voice", "silent")
    assert done.returncode == code, done.stderr
    assert said in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


def test_a_list_that_is_no_text_is_told(audiobrief, tmp_path: Path) -> None:
    (tmp_path / "liste.txt").write_bytes(b"\xff\xfe\x00\xd8")
    done = audiobrief("digest", "--from", "liste.txt")
    assert (done.returncode, done.stderr.count("\n")) == (3, 1)


def test_the_words_of_a_presenter_are_a_setting(audiobrief, sources, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(
        '[briefing]\nintro = "Moin."\nnext = ["Und weiter."]\nfirst = "Los geht es."\n'
        '[roles.link]\nvoice = "espeak"\n',
        encoding="utf-8",
    )
    row = json.loads(audiobrief("digest", *sources, *OPTIONS, "-v", "pico", "--json").stdout)
    said = [(s["role"], s["spoken"]) for s in row["sentences"]]
    assert ("link", "Moin.") in said
    assert ("link", "Los geht es.") in said
    assert ("link", "Und weiter.") in said


@pytest.mark.parametrize("value", ["{wer}", "7", "[]", '["a", 7]', "{ a = 1 }"])
def test_wrong_words_are_told(audiobrief, sources, tmp_path: Path, value: str) -> None:
    quoted = f'"{value}"' if value == "{wer}" else value
    (tmp_path / "config.toml").write_text(f"[briefing]\nnext = {quoted}\n", encoding="utf-8")
    done = audiobrief("digest", *sources, *OPTIONS)
    assert (done.returncode, done.stderr.count("\n")) == (10, 1)
    assert "next" in done.stderr


def test_an_odd_title_makes_a_file_all_the_same(audiobrief, sources, tmp_path: Path) -> None:
    title = "<b>Der</b> „Morgen“ & 🚲 \u202eהפוך\u202c ../x " + "lang " * 100
    done = audiobrief(
        "digest", *sources, "--voice", "silent", "--title", title, "--json", "--page", "--epub",
        "--captions", "--transcript",
    )  # fmt: skip
    row = json.loads(done.stdout)
    assert done.returncode == 0, done.stderr
    assert Path(row["mp3"]).parent == Path("output")
    html = (tmp_path / row["mp3"]).with_suffix(".html").read_text(encoding="utf-8")
    assert "<b>Der" not in html
    assert row["headline"] == " ".join(title.split())
