import subprocess
import sys

from audiobrief.model import Article, Boundary, Passage, Role
from audiobrief.segment import segment

ARTICLE = Article(
    source="test",
    kicker="Streit um Haushalt",
    headline="Koalition findet Kompromiss",
    lead="Nach langer Nacht steht der Plan. Am 3. Mai wird abgestimmt.",
    body=(
        Passage(role=Role.PARAGRAPH, text="Die Fraktionen stimmten zu. Das war knapp."),
        Passage(role=Role.CROSSHEAD, text="Wie es weitergeht"),
        Passage(role=Role.PARAGRAPH, text="  "),
        Passage(role=Role.QUESTION, text="Sind Sie zufrieden?"),
        Passage(role=Role.ANSWER, text="Ja. Sehr."),
    ),
)


def heard(article: Article) -> list[tuple[Role, str, Boundary]]:
    return [(sentence.role, sentence.text, sentence.boundary) for sentence in segment(article)]


def test_pieces_come_in_reading_order_with_what_ends_there() -> None:
    assert heard(ARTICLE) == [
        (Role.KICKER, "Streit um Haushalt", Boundary.KICKER),
        (Role.HEADLINE, "Koalition findet Kompromiss", Boundary.HEADLINE),
        (Role.LEAD, "Nach langer Nacht steht der Plan.", Boundary.SENTENCE),
        (Role.LEAD, "Am 3. Mai wird abgestimmt.", Boundary.LEAD),
        (Role.PARAGRAPH, "Die Fraktionen stimmten zu.", Boundary.SENTENCE),
        (Role.PARAGRAPH, "Das war knapp.", Boundary.PARAGRAPH),
        (Role.CROSSHEAD, "Wie es weitergeht", Boundary.CROSSHEAD),
        (Role.QUESTION, "Sind Sie zufrieden?", Boundary.PARAGRAPH),
        (Role.ANSWER, "Ja.", Boundary.SENTENCE),
        (Role.ANSWER, "Sehr.", Boundary.ARTICLE),
    ]


def test_every_sentence_knows_its_article() -> None:
    assert all(sentence.article is ARTICLE for sentence in segment(ARTICLE))


def test_an_article_of_a_headline_ends_with_it() -> None:
    article = Article(source="test", headline="Bahn streikt", body=())
    assert heard(article) == [(Role.HEADLINE, "Bahn streikt", Boundary.ARTICLE)]


def test_an_article_without_words_has_no_sentences() -> None:
    assert heard(Article(source="test", headline=" ", body=())) == []


def test_a_line_break_inside_a_passage_becomes_a_space() -> None:
    article = Article(source="test", headline="Der Zug\nfährt\u00a0ab", body=())
    assert [sentence.text for sentence in segment(article)] == ["Der Zug fährt ab"]


def test_segmenting_loads_no_sound_and_no_network() -> None:
    code = "import sys, audiobrief.segment; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert not {"numpy", "lxml", "httpx", "trafilatura", "pydub"} & set(done.stdout.split())
