"""Sentences that resemble each other, and those of which one says no."""

from __future__ import annotations

import pytest

from common import markup
from tests.for_each import for_each

pytestmark = pytest.mark.pure

SENTENCE = "Raccrochez, puis rappelez vous-même le numéro que vous connaissez."


@pytest.mark.parametrize(
    ("other", "least", "most"),
    [
        (SENTENCE, 1.0, 1.0),
        ("**Raccrochez**, puis *rappelez* vous même le numéro que vous connaissez", 0.9, 1.0),
        ("Si l’on vous demande un code, raccrochez et rappelez vous-même le numéro que vous connaissez.", 0.75, 1.0),
        ("Refaites le tour deux fois par an, par exemple au changement d’heure.", 0.0, 0.25),
        ("", 0.0, 0.0),
        ("Non.", 0.0, 0.2),
    ],
)
def test_two_sentences_resemble_each_other_more_or_less(other: str, least: float, most: float) -> None:
    assert least <= markup.similarity(SENTENCE, other) <= most
    assert markup.similarity(SENTENCE, other) == markup.similarity(other, SENTENCE)


def test_the_likest_passages_come_first_and_three_at_most() -> None:
    passages = ["Autre chose.", SENTENCE, f"Un mot. {SENTENCE}", "Rappelez le numéro que vous connaissez.", SENTENCE]
    found = markup.most_similar(SENTENCE, passages)
    assert len(found) == 3
    assert found[0] == (1, 1.0)
    assert 0 not in [one.at for one in found]
    assert markup.most_similar(SENTENCE, []) == []


@for_each(
    ("one", "other"),
    [
        ("Validez la demande.", "Ne validez pas la demande."),
        ("Fermez vos comptes.", "Ne fermez jamais vos comptes."),
        ("Rappelez le numéro.", "Inutile de rappeler le numéro."),
        ("Écrivez avec le nom.", "Écrivez sans le nom."),
        ("Ne vous fiez pas au nom, il se falsifie.", "Fiez-vous au nom, il ne se falsifie pas."),
        ("Always call back.", "Never call back."),
        ("You should answer.", "You shouldn’t answer."),
        ("番号にかけ直します。", "番号にかけ直しません。"),
    ],
)
def test_a_sentence_that_says_no_is_told_from_one_that_does_not(one: str, other: str) -> None:
    assert markup.negations_differ(one, other)
    assert markup.negations_differ(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Un code ne se dicte pas.", "Ne dictez jamais un code."),
        ("Il ne protège que du curieux.", "Il protège seulement du curieux."),
        ("Elle n’envoie pas de coursier.", "Aucun coursier n’est envoyé."),
        ("N’écrivez ni nom, ni date.", "N’écrivez ni date ni nom."),
        ("", ""),
    ],
)
def test_saying_no_in_other_words_is_no_difference(one: str, other: str) -> None:
    assert not markup.negations_differ(one, other)
