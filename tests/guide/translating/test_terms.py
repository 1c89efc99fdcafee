"""The words of the glossary in two languages, and whether a translation uses them."""

from __future__ import annotations

import pytest

from guide.translating.terms import TermPair, names_in, term_pairs, term_warnings, terms_used
from guide.translations.segments import Segment
from tests.for_each import for_each

pytestmark = pytest.mark.pure

ENTRIES = [
    ("Clé d’accès", "Passkey"),
    ("Donnée personnelle", "Personal data"),
    ("Droit à l’oubli", "Right to be forgotten"),
    ("Oubli", "Oblivion"),
    ("E-réputation", "Online reputation"),
    ("CNIL", "CNIL"),
]
MEANING = Segment("body", "Ce que cela veut dire.", "What it means.", marker=":   ")
GLOSSARY = [Segment("title", "Glossaire", "Glossary"), Segment("body", "Avant tout.", "First of all.")]
GLOSSARY += [one for term in ENTRIES for one in (Segment("body", *term), MEANING)]
TERMS = term_pairs(GLOSSARY)


def warnings(source: str, target: str, languages: tuple[str, str] = ("fr", "en")) -> list[str]:
    return term_warnings(source, target, languages, TERMS)


def used(source: str) -> list[str]:
    return [pair.source[0] for pair in terms_used(source, "fr", TERMS)]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Cookie", ("Cookie",)),
        ("クッキー（Cookie）", ("クッキー", "Cookie")),
        ("Mot de passe (code secret)", ("Mot de passe", "code secret")),
        ("*Phishing*", ("Phishing",)),
        ("", ()),
    ],
)
def test_a_line_names_a_term_and_what_else_it_is_called(line: str, names: tuple[str, ...]) -> None:
    assert names_in(line) == names


def test_terms_are_the_paragraphs_that_a_meaning_follows() -> None:
    assert [(pair.source[0], pair.target[0]) for pair in TERMS] == ENTRIES


def test_a_term_that_is_not_translated_is_no_pair() -> None:
    assert term_pairs([Segment("body", "Cookie", ""), MEANING, MEANING, Segment("body", "Fin.", "End.")]) == []
    assert term_pairs([]) == []


@for_each(
    ("source", "terms"),
    [
        ("La **clé d'accès** résiste aux faux sites.", ["Clé d’accès"]),
        ("Vos clés d’accès et vos données personnelles.", ["Clé d’accès", "Donnée personnelle"]),
        ("Les données sont personnelles.", []),
        ("Le droit à l’oubli existe.", ["Droit à l’oubli"]),
        ("L’oubli guette.", ["Oubli"]),
        ("Le droit à l’oubli, contre l’oubli.", ["Droit à l’oubli", "Oubli"]),
        ("Votre e-réputation.", ["E-réputation"]),
        ("Votre réputation.", []),
        ("[La CNIL](https://oubli.fr/cle)", ["CNIL"]),
        ("", []),
    ],
)
def test_a_term_is_found_by_its_stems_and_the_longest_goes_first(source: str, terms: list[str]) -> None:
    assert used(source) == terms


def test_a_translation_without_the_term_is_warned_of_with_both_words() -> None:
    (warning,) = warnings("Une clé d’accès.", "An access key.")
    assert "Clé d’accès" in warning and "Passkey" in warning


@pytest.mark.parametrize("target", ["Passkeys help.", "A **passkey**.", "PASSKEY", ""])
def test_a_translation_with_the_term_in_any_form_or_none_yet_is_not(target: str) -> None:
    assert warnings("Une clé d’accès.", target) == []


@pytest.mark.parametrize(
    ("target", "is_right"),
    [
        ("I dati personali di un cliente", True),
        ("il dato personale", True),
        ("le informazioni personali", False),
    ],
)
def test_italian_is_read_by_stems(target: str, is_right: bool) -> None:
    terms = [TermPair(("Donnée personnelle",), ("Dato personale",))]
    assert (term_warnings("Des données personnelles.", target, ("fr", "it"), terms) == []) is is_right


@pytest.mark.parametrize(
    ("target", "is_right"),
    [
        ("個人情報を守りましょう。", True),
        ("個人データを守りましょう。", True),
        ("ＩＤです。", True),
        ("情報を守りましょう。", False),
    ],
)
def test_japanese_is_read_as_it_stands_with_each_name_of_the_term(target: str, is_right: bool) -> None:
    terms = [TermPair(("Donnée personnelle",), ("個人情報", "個人データ", "ID"))]
    assert (term_warnings("Une donnée personnelle.", target, ("fr", "ja"), terms) == []) is is_right


def test_a_guide_that_is_written_in_japanese_has_terms_too() -> None:
    terms = [TermPair(("パスワードマネージャー",), ("Password manager",)), TermPair(("パスワード",), ("Password",))]
    assert [pair.target[0] for pair in terms_used("パスワードマネージャーを使いましょう。", "ja", terms)] == [
        "Password manager"
    ]
    assert term_warnings("パスワードを変えます。", "Change it.", ("ja", "en"), terms) != []


def test_signs_of_regular_expressions_in_a_term_are_signs() -> None:
    terms = [TermPair(("C++ (x",), ("C++ (x",))]
    assert term_warnings("C++ (x", "C", ("ja", "ja"), terms) != []
    assert term_warnings("C++ (x", "C++ (x", ("ja", "ja"), terms) == []
