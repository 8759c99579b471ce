"""`audiobrief lexicon`, and what a lexicon does to the filters and to a brief."""

import json
from pathlib import Path

import pytest


@pytest.fixture
def lexicon(tmp_path: Path) -> Path:
    path = tmp_path / "own.toml"
    path.write_text('[places]\n"Leeds" = "Lieds"\n', encoding="utf-8")
    return path


def test_normalise_says_what_the_lexicon_says(audiobrief, lexicon: Path) -> None:
    done = audiobrief("normalise", "--lexicon", lexicon, stdin="3 Züge nach Leeds\n")
    assert done.stdout == "drei Züge nach Lieds\n"


def test_a_voice_says_what_the_lexicon_says(audiobrief, lexicon: Path) -> None:
    text = "Züge nach Leeds\n\n" + "Der Bahnhof von Leeds ist gesperrt, sagte der Sprecher. " * 3
    done = audiobrief("make", "-", "--lexicon", lexicon, "-v", "silent", "--spoken", stdin=text)
    assert "Züge nach Lieds." in done.stdout


def test_a_lexicon_is_settable(audiobrief, lexicon: Path, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(f'lexicon = "{lexicon}"\n', encoding="utf-8")
    assert audiobrief("normalise", stdin="Leeds\n").stdout == "Lieds\n"


def test_lexicons_lie_in_layers(audiobrief, lexicon: Path) -> None:
    text = "Churchill in Leeds\n"
    both = audiobrief("normalise", "--lexicon", "shipped", "--lexicon", lexicon, stdin=text)
    assert both.stdout == "Tschörtschill in Lieds\n"
    lexicon.write_text('[people]\n"Churchill" = "Tschertschill"\n', encoding="utf-8")
    own = audiobrief("normalise", "--lexicon", "shipped", "--lexicon", lexicon, stdin=text)
    assert own.stdout.startswith("Tschertschill")


def test_the_layers_count_in_their_order(audiobrief, tmp_path: Path) -> None:
    def write(name: str, spoken: str) -> Path:
        path = tmp_path / name
        path.write_text(f'[own]\n"Churchill" = "{spoken}"\n', encoding="utf-8")
        return path

    (tmp_path / "voices").mkdir()
    (tmp_path / "voices" / "anna.toml").write_text(
        'name = "anna"\nengine = "silent"\nmodel = "a"\nlexicon = ["shipped", "anna.lexicon"]\n',
        encoding="utf-8",
    )

    def said(*options: object) -> str:
        return audiobrief("normalise", "-v", "anna", *options, stdin="Churchill\n").stdout.strip()

    beside = write("voices/anna.lexicon", "Anna")
    assert said() == "Anna"
    (tmp_path / "config.toml").write_text(f'lexicon = "{write("user", "User")}"\n')
    assert said() == "Anna"
    assert said("--lexicon", write("run", "Run")) == "Run"
    beside.write_text("", encoding="utf-8")
    assert said() == "User"
    (tmp_path / "config.toml").unlink()
    assert said() == "Tschörtschill"


def test_a_voice_reads_an_article_with_its_own_lexicon(audiobrief) -> None:
    text = "Treffen in Leeds\n\n" + "Der Präsident Macron sprach in der Stadt Leeds. " * 4
    rows = [
        json.loads(line)
        for line in audiobrief(
            "normalise", "--article", "-", "-v", "espeak", "--json", stdin=text
        ).stdout.splitlines()
    ]
    assert rows[0]["role"] == "headline"
    assert rows[0]["spoken"] == "Treffen in Lieds."
    (leeds,) = rows[0]["pronunciations"]
    assert (leeds["language"], leeds["words"]) == ("en", "Leeds")
    assert ["Macron", "Makrong", "lexicon"] in rows[1]["changes"]
    silent = audiobrief("normalise", "--article", "-", "-v", "silent", stdin=text)
    assert silent.stdout.splitlines()[0] == "Treffen in Leeds."


def test_an_article_is_shown_printed_and_spoken(audiobrief, golden: Path) -> None:
    done = audiobrief("normalise", "--article", golden / "hafenbahn.txt", "--diff")
    assert "Hafenbahn fährt ab 2028" in done.stdout
    assert "zweitausendachtundzwanzig" in done.stdout
    missing = audiobrief("normalise", "--article", "nowhere.html")
    assert missing.returncode == 3
    assert "no such file" in missing.stderr


def test_explain_names_the_rules(audiobrief, lexicon: Path) -> None:
    done = audiobrief("normalise", "--explain", "--lexicon", lexicon, stdin="Am 3. Mai in Leeds\n")
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    assert rows == [["3. Mai", "dritten Mai", "date"], ["Leeds", "Lieds", "lexicon"]]


def test_changes_are_told_as_json(audiobrief) -> None:
    row = json.loads(audiobrief("normalise", "--json", stdin="Am 3. Mai\n").stdout)
    assert row["text"] == "Am 3. Mai"
    assert row["spoken"] == "Am dritten Mai"
    assert row["changes"] == [["3. Mai", "dritten Mai", "date"]]


def test_diff_shows_both_texts(audiobrief) -> None:
    done = audiobrief("normalise", "--diff", stdin="Am 3. Mai\n")
    assert "Am 3. Mai" in done.stdout
    assert "Am dritten Mai" in done.stdout


@pytest.mark.parametrize(
    ("reading", "spoken"),
    [("gap", "Bürger innen"), ("both", "Bürgerinnen und Bürger"), ("feminine", "Bürgerinnen")],
)
def test_gender_forms_are_read_as_asked(audiobrief, reading: str, spoken: str) -> None:
    done = audiobrief("normalise", "--gender", reading, stdin="Bürger*innen\n")
    assert done.stdout.strip() == spoken


def test_another_gender_reading_is_refused(audiobrief) -> None:
    done = audiobrief("normalise", "--gender", "none", stdin="Bürger*innen\n")
    assert done.returncode == 10
    assert "gap" in done.stderr


def test_check_finds_no_mistake_in_a_good_lexicon(audiobrief, lexicon: Path) -> None:
    done = audiobrief("lexicon", "check", lexicon)
    assert (done.returncode, done.stdout) == (0, f"{lexicon}: 1 entries, no mistake\n")


def test_check_prints_every_mistake(audiobrief, tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text('[a]\n"Leeds" = "3 Lieds"\n"York" = { sopken = "Jork" }\n', encoding="utf-8")
    done = audiobrief("lexicon", "check", path)
    assert done.returncode == 10
    assert "'Leeds'" in done.stdout
    assert "sopken" in done.stdout


def test_add_appends_and_makes_the_file(audiobrief, tmp_path: Path) -> None:
    path = tmp_path / "new.toml"
    assert audiobrief("lexicon", "add", path, "Leeds", "Lieds").returncode == 0
    assert audiobrief("lexicon", "add", path, "York", "Jork", "--group", "places").returncode == 0
    assert audiobrief("normalise", "--lexicon", path, stdin="Leeds York\n").stdout == "Lieds Jork\n"


def test_add_takes_sounds_and_a_language(audiobrief, tmp_path: Path) -> None:
    path = tmp_path / "new.toml"
    told = ("--ipa", "jɔːk", "--language", "en")
    assert audiobrief("lexicon", "add", path, "York", *told).returncode == 0
    assert path.read_text(encoding="utf-8").endswith('"York" = { ipa = "jɔːk", language = "en" }\n')
    assert audiobrief("lexicon", "check", path).returncode == 0


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        (("4 Jork",), "digit"),
        ((), "neither spoken nor ipa nor language"),
        (("Jork", "--ipa", "j0k"), "IPA"),
        (("Jork", "--language", "Englisch"), "no tag"),
    ],
)
def test_add_leaves_the_file_when_the_entry_is_wrong(
    audiobrief, lexicon: Path, told: tuple[str, ...], fault: str
) -> None:
    before = lexicon.read_bytes()
    done = audiobrief("lexicon", "add", lexicon, "York", *told)
    assert done.returncode == 10
    assert fault in done.stderr
    assert lexicon.read_bytes() == before


def test_a_lexicon_goes_out_as_pls_and_comes_back(audiobrief, lexicon: Path) -> None:
    path = lexicon.with_suffix(".pls")
    path.write_text(audiobrief("lexicon", "export", lexicon).stdout, encoding="utf-8")
    assert audiobrief("normalise", "--lexicon", path, stdin="Leeds\n").stdout == "Lieds\n"
    assert audiobrief("lexicon", "check", path).returncode == 0


@pytest.mark.parametrize("command", ["check", "export"])
def test_a_lexicon_that_is_not_there_is_named(audiobrief, command: str) -> None:
    done = audiobrief("lexicon", command, "fehlt.toml")
    assert done.returncode == 10
    assert done.stderr.startswith("audiobrief: fehlt.toml")
