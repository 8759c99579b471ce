"""Which pause lies behind which sentence."""

import pytest

from audiobrief.choices import Pauses
from audiobrief.model import Article, Boundary, Role, Sentence

PAUSES = Pauses()


def sentence(text: str, boundary: Boundary, role: Role = Role.PARAGRAPH) -> Sentence:
    article = Article(source="-", headline="Hafen", body=())
    return Sentence(article=article, role=role, text=text, boundary=boundary)


@pytest.mark.parametrize("boundary", list(Boundary))
def test_a_plain_sentence_has_the_pause_of_its_boundary(boundary: Boundary) -> None:
    assert PAUSES.behind(sentence("So ist es.", boundary), last=True) == PAUSES.after(boundary)


@pytest.mark.parametrize("text", ["Warum nur?", "„Warum nur?“", "Wirklich (warum?)"])
def test_a_question_is_left_standing(text: str) -> None:
    assert PAUSES.behind(sentence(text, Boundary.SENTENCE), last=False) == PAUSES.question
    assert PAUSES.behind(sentence(text, Boundary.PARAGRAPH), last=False) == PAUSES.paragraph


def test_the_question_of_an_interview_waits_for_its_answer() -> None:
    asked = sentence("Erzählen Sie.", Boundary.PARAGRAPH, Role.QUESTION)
    assert PAUSES.behind(asked, last=False) == PAUSES.question


def test_another_article_is_told_by_a_longer_pause() -> None:
    final = sentence("Das war alles.", Boundary.ARTICLE)
    assert PAUSES.behind(final, last=False) == PAUSES.change > PAUSES.article
    assert PAUSES.behind(final, last=True) == PAUSES.article
