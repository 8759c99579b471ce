from audiobrief.model import Article, Boundary, Cue, Role, Sentence, Utterance
from audiobrief.stitch.chapters import chapters

HARBOUR = Article(source="a.txt", headline="Hafenbahn fährt wieder", body=())
WEATHER = Article(
    source="b.txt", headline="Der Sommer bleibt trocken", body=(), url="https://b.example/sommer"
)
Row = tuple[Article, Role, str, Boundary]


def cues(*rows: Row) -> list[Cue]:
    """A cue of a second for each row, with half a second of silence before it."""
    return [
        Cue(
            start=n * 1.5 + 0.5,
            end=n * 1.5 + 1.5,
            utterance=Utterance(
                sentence=Sentence(article=article, role=role, text=text, boundary=boundary),
                text=text,
            ),
        )
        for n, (article, role, text, boundary) in enumerate(rows)
    ]


def listed(*rows: Row) -> list[tuple[float, float, str]]:
    found = chapters(cues(*rows), len(rows) * 1.5)
    return [(c.start, c.end, c.title) for c in found]


HEADLINE: Row = (HARBOUR, Role.HEADLINE, HARBOUR.headline, Boundary.HEADLINE)
BODY: Row = (HARBOUR, Role.PARAGRAPH, "Es geht los.", Boundary.PARAGRAPH)
CROSSHEAD: Row = (HARBOUR, Role.CROSSHEAD, "Kritik vom Verband", Boundary.CROSSHEAD)


def test_an_article_without_crossheads_is_one_chapter() -> None:
    assert listed(HEADLINE, BODY) == [(0.0, 3.0, "Hafenbahn fährt wieder")]


def test_each_crosshead_begins_a_chapter_with_its_first_word() -> None:
    assert listed(HEADLINE, BODY, CROSSHEAD, BODY) == [
        (0.0, 3.5, "Hafenbahn fährt wieder"),
        (3.5, 6.0, "Kritik vom Verband"),
    ]


def test_a_crosshead_of_two_sentences_is_one_chapter() -> None:
    first: Row = (HARBOUR, Role.CROSSHEAD, "Und jetzt?", Boundary.SENTENCE)
    assert listed(HEADLINE, first, CROSSHEAD, BODY)[1:] == [
        (2.0, 6.0, "Und jetzt? Kritik vom Verband")
    ]


def test_two_crossheads_in_a_row_are_two_chapters() -> None:
    assert len(listed(HEADLINE, CROSSHEAD, CROSSHEAD)) == 3


def test_each_article_begins_a_chapter_under_its_headline() -> None:
    kicker: Row = (WEATHER, Role.KICKER, "Klima", Boundary.KICKER)
    assert listed(HEADLINE, BODY, kicker, BODY)[:2] == [
        (0.0, 3.5, "Hafenbahn fährt wieder"),
        (3.5, 5.0, "Der Sommer bleibt trocken"),
    ]


def test_crossheads_begin_no_chapter_where_there_are_several_articles() -> None:
    lead: Row = (WEATHER, Role.LEAD, "Es bleibt heiß.", Boundary.ARTICLE)
    assert [title for _, _, title in listed(HEADLINE, BODY, CROSSHEAD, BODY, lead)] == [
        "Hafenbahn fährt wieder",
        "Der Sommer bleibt trocken",
    ]


def test_a_chapter_leads_to_its_article_where_there_are_several() -> None:
    lead: Row = (WEATHER, Role.LEAD, "Es bleibt heiß.", Boundary.ARTICLE)
    assert [c.url for c in chapters(cues(HEADLINE, lead), 3.0)] == [None, WEATHER.url]
    assert [c.url for c in chapters(cues(lead), 1.5)] == [None]


def test_no_cue_no_chapter() -> None:
    assert chapters([], 0.0) == ()
