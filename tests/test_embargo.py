"""What is done with a text under embargo: it is not sent away, and a warning is told."""

from dataclasses import replace

import pytest

from audiobrief.embargo import heed
from audiobrief.errors import EmbargoError, OfflineError
from audiobrief.events import Event, Warned
from audiobrief.model import Article, Boundary, Embargo, Role, Sentence, Utterance

ARTICLE = Article(
    source="rede.txt",
    headline="Rede",
    body=(),
    embargo=Embargo(notice="Sperrfrist: Redebeginn", until=None),
)


def _utterance(article: Article) -> Utterance:
    sentence = Sentence(article=article, role=Role.LEAD, text="Ja.", boundary=Boundary.LEAD)
    return Utterance(sentence=sentence, text="Ja.")


def test_a_text_under_embargo_is_not_sent_to_a_server() -> None:
    told: list[Event] = []
    with pytest.raises(EmbargoError, match=r"rede\.txt is under embargo.*gtts sends.*if you may"):
        heed([_utterance(ARTICLE)], ["gtts"], told.append, ignored=False)
    assert not told
    assert EmbargoError.exit_code == OfflineError.exit_code


@pytest.mark.parametrize(("remote", "ignored"), [([], False), (["gtts"], True)])
def test_who_may_go_on_is_warned_once_an_article(remote, ignored) -> None:
    told: list[Event] = []
    heed([_utterance(ARTICLE)] * 3, remote, told.append, ignored=ignored)
    assert [type(event) for event in told] == [Warned]


def test_an_article_within_a_briefing_counts_too() -> None:
    whole = replace(ARTICLE, embargo=None, articles=(ARTICLE,))
    with pytest.raises(EmbargoError):
        heed([_utterance(whole)], ["gtts"], lambda _: None, ignored=False)


def test_without_an_embargo_nothing_is_said() -> None:
    told: list[Event] = []
    heed([_utterance(replace(ARTICLE, embargo=None))], ["gtts"], told.append, ignored=False)
    assert not told
