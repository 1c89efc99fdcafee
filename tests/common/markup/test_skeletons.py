"""Titles that look alike have one skeleton."""

from __future__ import annotations

import pytest

from common.markup import title_skeleton
from tests.for_each import for_each

pytestmark = pytest.mark.pure


@for_each(
    ("one", "other"),
    [
        ("Mot de passe", "M\u043et de passe"),  # a Cyrillic o
        ("CAPTCHA", "\u0421\u0410\u0420T\u0421\u041d\u0410"),
        ("Nuages", "\u039duages"),  # a Greek Nu
        ("Alerte", "\uff21lerte"),
        ("Alerte", "-Alerte-"),
        ("Alerte", "Alerte \u2014"),
        ("Anti-virus", "Anti virus"),
        ("Étape 1", "Étape l"),
        ("Zoom", "Z00m"),
        ("Le mail, ça vous parle ?", "le mail ça vous parle"),
        ("\u30d1\u30b9\u30ef\u30fc\u30c9", "\uff8a\uff9f\uff7d\uff9c\uff70\uff84\uff9e"),
    ],
)
def test_titles_that_look_alike_have_one(one: str, other: str) -> None:
    assert title_skeleton(one) == title_skeleton(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [("Mot de passe", "Mots de passe"), ("Étape 1", "Étape 2"), ("ハート", "バード"), ("Почта", "Почты")],
)
def test_others_do_not(one: str, other: str) -> None:
    assert title_skeleton(one) != title_skeleton(other)


def test_a_title_without_letters_looks_like_no_other() -> None:
    assert title_skeleton("—?—") == ""
