"""What the pass over the screens, the letters and the book finds in a line of French, and what it leaves alone."""

from __future__ import annotations

import pytest

from tests.for_each import for_each
from tests.french import faults_in, lines_of

pytestmark = pytest.mark.pure


@for_each(
    ("line", "kind"),
    [
        ("Vraiment ?", "a plain space before a high sign"),
        ("« Non\u00a0», dit-il.", "a plain space before a high sign"),
        ("Marquer comme lu:", "no space before a high sign"),
        ("Il a dit «\u00a0non».", "no space before a high sign"),
        ("l'appel", "a straight apostrophe"),
        ("D’après Martine L..", "two full stops"),
        ("Et puis….", "two full stops"),
        ("Le texte de Élodie", "no elision"),
        ("Que il vienne", "no elision"),
        ("«\u00a0Il a dit\u00a0: «\u00a0non\u00a0»\u00a0»", "guillemets inside guillemets"),
        ("Non , merci", "a space before a low sign"),
        ("Back to the page", "English"),
        ("%(count)s pages", "a placeholder"),
        ("{count} pages", "a placeholder"),
        ("l&rsquo;appel", "a placeholder"),
    ],
)
def test_each_fault_is_found(line: str, kind: str) -> None:
    assert {found for found, _where in faults_in(line)} == {kind}


@pytest.mark.parametrize(
    "line",
    [
        "Vraiment\u00a0? Oui\u00a0!",
        "À 10:42, voir https://example.org/?a=b",
        "Le «\u00a0oui\u00a0» de onze personnes, le onzième, le goût de yaourt…",
        "M. et Mme L. disent «\u00a0Il a dit “non”\u00a0».",
    ],
)
def test_what_is_french_is_left_alone(line: str) -> None:
    assert list(faults_in(line)) == []


def test_only_what_a_screen_says_in_french_is_read_with_what_it_says_aloud() -> None:
    screen = '<html lang="fr"><p>Oui, <i lang="en">the end</i> et <code>a ?</code>.</p><p title="Non ?">De<b>ux</b>'
    assert [line.replace("\x00", "") for line in lines_of(screen)] == ["Oui,  et .", "Deux", "Non ?"]
    assert lines_of(screen.replace('lang="fr"', 'lang="en"')) == []


def test_a_line_that_is_a_message_without_its_translation_is_found() -> None:
    assert [kind for kind, _where in faults_in("A heading")] == ["English"]
