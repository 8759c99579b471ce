from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiobrief.model import Article, Boundary, Brief, Cue, Role, Sentence, Utterance
from audiobrief.publish.captions import captions, subrip, webvtt
from audiobrief.publish.shares import shares

ARTICLE = Article(source="-", headline="Probe", body=())


def cue(text: str, start: float = 0.0, end: float = 10.0, spoken: str | None = None) -> Cue:
    sentence = Sentence(article=ARTICLE, role=Role.PARAGRAPH, text=text, boundary=Boundary.SENTENCE)
    utterance = Utterance(sentence=sentence, text=text if spoken is None else spoken)
    return Cue(start=start, end=end, utterance=utterance)


def test_the_captions_read_as_the_golden_file(radweg: Brief, golden: Path) -> None:
    assert webvtt(radweg.cues) == (golden / "radweg.vtt").read_text(encoding="utf-8")


def test_subrip_has_the_same_lines_at_the_same_times(radweg: Brief) -> None:
    lines = subrip(radweg.cues).splitlines()
    assert lines[:4] == ["1", "00:00:00,000 --> 00:00:00,467", "Verkehr", ""]
    assert lines[2::4] == [caption.text for caption in captions(radweg.cues)]
    assert lines[0::4] == [str(n) for n in range(1, len(lines) // 4 + 2)]


def test_no_line_is_longer_than_directories_allow(radweg: Brief) -> None:
    assert max(len(caption.text) for caption in captions(radweg.cues)) <= 65


def test_the_captions_together_are_what_is_printed(radweg: Brief) -> None:
    printed = " ".join(cue.utterance.sentence.text for cue in radweg.cues)
    assert " ".join(caption.text for caption in captions(radweg.cues)) == printed


def test_a_sentence_starts_and_ends_with_its_cue(radweg: Brief) -> None:
    rows = list(captions(radweg.cues))
    starts, ends = {c.start for c in rows}, {c.end for c in rows}
    assert starts >= {round(cue.start * 1000) for cue in radweg.cues}
    assert ends >= {round(cue.end * 1000) for cue in radweg.cues}


def test_mark_up_in_a_sentence_is_text_in_the_captions() -> None:
    hostile = cue("Schwarz & Weiß <b>fett</b> --> <c.rot>Ende</c>")
    assert "Schwarz &amp; Weiß &lt;b&gt;fett&lt;/b&gt; --&gt; &lt;c.rot&gt;" in webvtt([hostile])
    assert "Schwarz & Weiß ‹b›fett‹/b› --› ‹c.rot›" in subrip([hostile])
    assert subrip([cue("{\\an8}oben")]).splitlines()[2] == "(\\an8)oben"


@pytest.mark.parametrize("gap", ["\n\n", "\r\n\r\n", "\u2028", "\x85", "\x00", "\x1b", "\x0c"])
def test_no_character_in_a_sentence_ends_its_caption(gap: str) -> None:
    assert webvtt([cue(f"Davor{gap}danach")]).splitlines()[4:] == ["Davor danach"]


def test_a_long_number_takes_the_time_it_is_spoken() -> None:
    spoken = "eine Million zweihundertvierunddreißigtausendfünfhundertsiebenundsechzig Euro für"
    ends = dict(shares(["1.234.567 Euro für", "das alte Rathaus"], f"{spoken} das alte Rathaus"))
    assert ends["1.234.567 Euro für"] == pytest.approx(len(spoken) / (len(spoken) + 17))
    assert ends["das alte Rathaus"] == 1.0


def test_times_are_rounded_and_no_caption_overlaps_or_is_empty() -> None:
    rows = list(captions([cue("Ja.", 0.0004, 0.0006), cue("Nein.", 0.0006, 1.99961)]))
    assert [(row.start, row.end) for row in rows] == [(0, 1), (1, 2000)]


def test_an_hour_has_its_place() -> None:
    assert "01:00:01.500 --> 01:00:03.000" in webvtt([cue("Spät.", 3601.5, 3603.0)])


def test_each_line_says_whose_it_is_where_there_are_several_voices(digest: Brief) -> None:
    lines = webvtt(digest.cues).split("\n")
    said = [line for line in lines if line.startswith("<v ")]
    assert said[0] == "<v pico>Der Morgen"
    assert "<v espeak>Kraniche rasten im Moor" in said
    assert len(said) == len(list(captions(digest.cues)))
    assert "<v" not in subrip(digest.cues)
    alone = [replace(cue, voice="pico") for cue in digest.cues]
    assert "<v" not in webvtt(alone)
    odd = [replace(digest.cues[0], voice="a&b>\nc\x00"), *digest.cues[1:]]
    assert "<v a&amp;b&gt; c>Der Morgen" in webvtt(odd)


def test_blocks_are_numbered_in_the_names(radweg: Brief) -> None:
    names = [caption.name for caption in captions(radweg.cues)]
    assert names[:4] == ["1.1.1 kicker", "2.1.1 headline", "3.1.1 lead", "3.1.2 lead"]
    assert names[-1] == "8.2.2 paragraph"


def test_no_cues_make_an_empty_file() -> None:
    assert webvtt([]) == "WEBVTT\n"
    assert subrip([]) == ""


def test_a_sentence_without_words_has_no_caption() -> None:
    assert webvtt([cue("   "), cue("Da.", 10.0, 11.0)]).count("-->") == 1


@pytest.mark.parametrize("text", ["wort " * 200_000, "x" * 1_000_000, "1.2 " * 250_000])
def test_a_megabyte_in_one_sentence_is_no_trouble(text: str) -> None:
    assert all(len(row.text) <= 65 for row in captions([cue(text)]))


@given(
    texts=st.lists(st.text(max_size=300), max_size=6),
    spoken=st.text(max_size=300),
    length=st.floats(min_value=0.0, max_value=30.0),
)
def test_any_text_gives_captions_in_order(texts: list[str], spoken: str, length: float) -> None:
    cues = [cue(text, n * length, (n + 1) * length, spoken) for n, text in enumerate(texts)]
    rows = list(captions(cues))
    assert all(row.start < row.end for row in rows)
    assert all(earlier.end <= later.start for earlier, later in pairwise(rows))
    printed = webvtt(cues).split("\n\n")
    assert all(len(block.strip("\n").split("\n")) == 3 for block in printed[1:] if block)


def test_a_cue_that_is_moved_moves_its_captions(radweg: Brief) -> None:
    moved = [replace(c, start=c.start + 60, end=c.end + 60) for c in radweg.cues]
    later = [caption.start - 60_000 for caption in captions(moved)]
    assert later == [caption.start for caption in captions(radweg.cues)]
