"""What kind of thing somebody says is guessed by plain rules, never asked."""

import pytest

from contributions.comments.kinds import CommentKind, guess

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    "text",
    [
        "Faut-il répondre « non » au vrai service informatique ?",
        "J’ai cliqué. Que faire maintenant ?",
        "Est-ce grave ?»",
        "« Et après ? » ",
        "Pourquoi faut-il changer de mot de passe",
        "comment reconnaître un faux site",
        "Should I become friends with my son on Facebook?",
    ],
)
def test_what_ends_with_a_question_mark_or_begins_as_a_question_is_a_question(text: str) -> None:
    assert guess(text) == CommentKind.QUESTION


@pytest.mark.parametrize(
    "text",
    [
        "J'ai cliqué, et j'ai eu honte.",
        "On m’a appelée en se présentant comme le service informatique.",
        "Un jour, un client est venu avec une photo.",
        "Je l’ai su par hasard.",
        "Nous avons débranché la box.",
        "Cela m’est arrivé deux fois.",
        "I clicked on it and lost two days.",
    ],
)
def test_what_tells_of_oneself_in_the_past_is_an_experience(text: str) -> None:
    assert guess(text) == CommentKind.EXPERIENCE


@pytest.mark.parametrize(
    "text",
    [
        "Le mot de passe du réseau ne se demande pas. Jamais.",
        "Je vérifie toujours par un second chemin.",
        "Raccrochez, puis rappelez.",
        "Comment je fais : je raccroche, et je rappelle.",
        "Je suis sûr que raccrocher suffit.",
        "電話を切り、社内名簿の番号にかけ直す。",
    ],
)
def test_all_else_is_an_advice(text: str) -> None:
    assert guess(text) == CommentKind.ADVICE


def test_about_a_passage_it_is_a_nuance_unless_it_asks() -> None:
    assert guess("Sauf le soir.", about_passage=True) == CommentKind.NUANCE
    assert guess("Et le soir ?", about_passage=True) == CommentKind.QUESTION


def test_under_something_said_it_is_an_answer_whatever_it_says() -> None:
    assert guess("Et le soir ?", is_answer=True) == CommentKind.ANSWER
