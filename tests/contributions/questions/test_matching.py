"""Nearly the same question is met again, whatever its dress; another one is not."""

from __future__ import annotations

import pytest

from accounts.models import User
from contributions.models import Question
from contributions.questions import grouping
from tests.contributions.questions.conftest import FACEBOOK, Ask
from tests.for_each import for_each

SAME = [
    (FACEBOOK, "dois je devenir ami avec mon fils sur facebook"),
    (FACEBOOK, "Faut-il devenir ami avec son fils sur Facebook ?"),
    (FACEBOOK, "Devenir amie avec mon fils sur Facebok ?"),
    (FACEBOOK, "ami avec mon fils facebook"),
    ("Faut-il changer de mot de passe tous les trois mois ?", "Changer ses mots de passe tous les trois mois, utile ?"),
    (
        "Ma cheffe peut-elle lire mes mails quand je suis en congé ?",
        "Ma cheffe peut lire mes mails pendant mes congés ?",
    ),
    ("La navigation privée, ça cache quoi au juste ?", "Que cache la navigation privée ?"),
    ("パスワードは三か月ごとに変えるべきですか", "パスワードは三か月ごとに変えるべき?"),
]
OTHERS = [
    (FACEBOOK, "Comment supprimer mon compte Facebook ?"),
    ("Faut-il changer de mot de passe tous les trois mois ?", "Où noter mes mots de passe ?"),
    ("Ma cheffe peut-elle lire mes mails quand je suis en congé ?", "Puis-je lire les mails de mon fils ?"),
    (FACEBOOK, "et pour les autres ?"),
]


@for_each(("asked", "typed"), SAME)
def test_the_same_question_is_alike(asked: str, typed: str) -> None:
    assert grouping.similarity(grouping.key_of(typed), grouping.key_of(asked)) >= grouping.ALIKE


@pytest.mark.parametrize(("asked", "typed"), OTHERS)
def test_another_question_is_not(asked: str, typed: str) -> None:
    assert grouping.similarity(grouping.key_of(typed), grouping.key_of(asked)) < grouping.ALIKE


def test_of_similar_ones_the_likest_comes_first_and_five_at_most(ask: Ask) -> None:
    close = ask(FACEBOOK)
    for number in range(7):
        ask(f"Dois-je devenir ami avec mon voisin numéro {number} sur Facebook ?")
    ask("La navigation privée, ça cache quoi ?")
    found = Question.objects.similar_to("devenir ami avec mon fils sur Facebook")
    assert found[0] == close
    assert len(found) == 5


def test_a_duplicate_leads_to_the_question_it_joined_and_a_hidden_one_nowhere(ask: Ask, editor: User) -> None:
    first, second = ask("Faut-il accepter les cookies d’un site ?"), ask("Les cookies, accepter ou refuser ?")
    second.join(first, by=editor)
    assert Question.objects.similar_to("les cookies accepter ou refuser") == [first]
    first.hide(reason="hors sujet", by=editor)
    assert Question.objects.similar_to("les cookies accepter ou refuser") == []


def test_looking_costs_two_queries_however_many_there_are(ask: Ask, django_assert_num_queries) -> None:
    for number in range(20):
        ask(f"Dois-je devenir ami avec mon voisin numéro {number} sur Facebook ?")
    with django_assert_num_queries(2):
        Question.objects.similar_to(FACEBOOK)


@pytest.mark.parametrize("text", ["", "?", " \u00a0", "le la les", "🙂", "ﷺ" * 300, "a\0b"])
def test_odd_texts_find_nothing(text: str, db: None) -> None:
    assert Question.objects.similar_to(text) == []
