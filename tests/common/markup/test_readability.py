"""How easily a text is read."""

from __future__ import annotations

import pytest

from common.markup.readability import english_syllables, french_syllables, long_sentences, readability_of
from tests.for_each import for_each

SPOKEN = """
je 1, le 1, que 1, qui 1, guerre 1, nuit 1, pied 1, lien 1, eau 1, œuf 1, août 1, rue 1, roue 1, vie 1, yeux 1, oui 1,
page 1, phrase 1, monde 1, vingt 1, parle 1, parlent 1, doivent 1, peuvent 1, aiment 1, moment 2, argent 2, client 2,
souvent 2, accident 3, récemment 3, évidemment 4, rapidement 4, étaient 2, message 2, appel 2, payer 2, crier 2, créer 2,
réel 2, naïf 2, noël 2, poète 2, tuer 2, jouer 2, jouet 2, nuage 2, théâtre 2, réseau 2, février 3, oublier 3, réussir 3,
envoyer 3, travailler 3, situation 4, collègue 2, question 2, technicien 3, identité 4, réputation 4, confidentialité 6,
internet 3, mot-de-passe 3, l’ordinateur 4, qu’elle 1, délinquant 3, numérique 3, entreprise 3, mangeons 2, bouteille 2
"""
WORDS = [tuple(pair.split()) for pair in SPOKEN.replace("\n", " ").split(",")]


def test_there_are_sixty_words_at_least() -> None:
    assert len(WORDS) >= 60


@pytest.mark.once
@pytest.mark.parametrize(("word", "count"), WORDS)
def test_syllables_are_counted_as_they_are_spoken(word: str, count: str) -> None:
    assert french_syllables(word) == int(count)


@for_each(
    ("word", "count"),
    [("the", 1), ("make", 1), ("table", 2), ("people", 2), ("called", 1), ("wanted", 2), ("password", 2), ("it's", 1)],
)
def test_english_syllables(word: str, count: int) -> None:
    assert english_syllables(word) == count


def test_the_measure_is_that_of_kandel_and_moles() -> None:
    reading = readability_of("Je lis le mot. Il dort.", language="fr")  # 6 words, 2 sentences, 6 syllables
    assert reading is not None
    assert (reading.words, reading.sentences, reading.syllables) == (6, 2, 6)
    assert reading.score == round(207 - 1.015 * 3 - 73.6, 1)
    assert reading.level == "very easy"


def test_english_is_measured_with_the_measure_of_flesch() -> None:
    reading = readability_of("I read the book. He slept.", "en")
    assert reading is not None
    assert reading.score == round(206.835 - 1.015 * 3 - 84.6, 1)


def test_long_words_in_long_sentences_are_harder_to_read() -> None:
    easy = readability_of("Raccrochez. Puis rappelez le numéro que vous avez.", language="fr")
    hard = readability_of(
        "L’authentification systématique de l’interlocuteur conditionne la confidentialité des informations "
        "communiquées téléphoniquement par l’intermédiaire des collaborateurs.",
        language="fr",
    )
    assert easy is not None
    assert hard is not None
    assert easy.score > 50 > hard.score
    assert hard.level == "hard"


@pytest.mark.parametrize("text", ["", "…", "![](/media/images/0123456789abcdef/x.webp)"])
def test_a_text_without_words_is_not_measured(text: str) -> None:
    assert readability_of(text, language="fr") is None


def test_a_language_without_a_measure_is_not_measured() -> None:
    assert readability_of("パスワードは誰にも教えない。", "ja") is None


def test_sentences_of_more_than_twenty_five_words_are_found() -> None:
    short, long = "Un mot suffit.", " ".join(["mot"] * 26).capitalize() + "."
    assert long_sentences(f"{short} {long}\n\n- {short}") == [long]
