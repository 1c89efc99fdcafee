import pytest

from common.markup import nest_guillemets, render, title_key, typeset_title
from common.markup.typesetting import tied, typeset
from tests.for_each import for_each

pytestmark = pytest.mark.pure
NBSP = "\u00a0"


@for_each(
    ("typed", "printed"),
    [
        ("Oui !", f"Oui{NBSP}!"),
        ("Oui! Non?! Si;", f"Oui{NBSP}! Non{NBSP}?! Si{NBSP};"),
        ("Attention: ceci", f"Attention{NBSP}: ceci"),
        ("« mot »", f"«{NBSP}mot{NBSP}»"),
        ("«mot»", f"«{NBSP}mot{NBSP}»"),
        ("«\u202fmot\u202f»\u202f!", f"«{NBSP}mot{NBSP}»{NBSP}!"),
        (f"déjà{NBSP}: fait", f"déjà{NBSP}: fait"),
        ("l'ami d'Élodie, aujourd'hui", "l’ami d’Élodie, aujourd’hui"),
        ("à 10:42, ratio 3:2", "à 10:42, ratio 3:2"),
        ("'entre guillemets' 5' 6\"", "'entre guillemets' 5' 6\""),
        ("https://example.org/l'a;b?c:d !", f"https://example.org/l'a;b?c:d{NBSP}!"),
    ],
)
def test_french_spaces_and_apostrophes(typed: str, printed: str) -> None:
    assert typeset(typed, "fr") == printed


def test_ties_that_were_lost_are_those_that_typesetting_made() -> None:
    text = "Il a dit « oui » : vrai ; ou faux ? Non ! (« a » ; « b »)"
    assert tied(text, "fr") == typeset(text, "fr")
    assert len(tied(text, "fr")) == len(text)
    assert tied(text, "en") == text


def test_english_gets_its_apostrophes_and_nothing_else() -> None:
    assert typeset("It's \"here\" : 'yes' !", "en") == "It’s \"here\" : 'yes' !"


def test_signs_that_touch_an_inline_element_are_set_too() -> None:
    assert render("**Attention**: l'*ami* «**gras**» !", language="fr").html == (
        "<p><strong>Attention</strong>&nbsp;: l’<em>ami</em> «&nbsp;<strong>gras</strong>&nbsp;»&nbsp;!</p>"
    )


def test_code_and_addresses_are_left_as_typed() -> None:
    html = render(
        "`l'a : b !` et <kbd>a : b</kbd> et [x](/wiki/l'a) et https://example.org/l'a\n\n    l'a : b", language="fr"
    ).html
    assert "<code>l'a : b !</code>" in html
    assert "<kbd>a : b</kbd>" in html
    assert 'href="/wiki/l\'a"' in html
    assert 'href="https://example.org/l\'a"' in html
    assert "<pre><code>l'a : b" in html


def test_the_words_about_an_image_or_a_link_are_set() -> None:
    html = render('Ici ![l\'image : vue](/media/a.png "l\'été !") [x](/wiki/ "d\'ici")', language="fr").html
    assert 'alt="l’image&nbsp;: vue"' in html
    assert 'title="l’été&nbsp;!"' in html
    assert 'title="d’ici"' in html


def test_a_character_reference_keeps_its_semicolon() -> None:
    assert render("a &amp;lt; b &copy; c", language="fr").html == "<p>a &amp;lt; b © c</p>"


def test_a_title_is_typeset_without_becoming_another() -> None:
    typed = "L'appel « non » : que faire ? Rien!"
    printed = typeset_title(typed, "fr")
    assert printed == f"L’appel «{NBSP}non{NBSP}»{NBSP}: que faire{NBSP}? Rien!"
    assert title_key(printed) == title_key(typed)
    assert typeset_title(typed, "en") == typed.replace("'", "’")


@pytest.mark.parametrize(
    ("sentence", "nested"),
    [
        ("« Dire « non » » est retenu.", "« Dire “non” » est retenu."),
        ("« « Non » » et « « oui » »", "« “Non” » et « “oui” »"),
        ("« Un titre » est retenu.", "« Un titre » est retenu."),
        ("« Un « titre » est retenu.", "« Un « titre » est retenu."),
        ("Rien.", "Rien."),
    ],
)
def test_guillemets_within_guillemets_are_of_the_second_level(sentence: str, nested: str) -> None:
    assert nest_guillemets(sentence.replace("« ", "«\u00a0").replace(" »", "\u00a0»")) == nested.replace(
        "« ", "«\u00a0"
    ).replace(" »", "\u00a0»")
