import re

import pytest

from common.markup import render
from common.markup.rendering import slug

pytestmark = pytest.mark.pure


def test_levels_two_and_three_are_listed_and_level_one_becomes_two() -> None:
    result = render("# Un\n\n## Deux\n\n### Trois\n\n#### Quatre", language="fr")
    assert [(heading.level, heading.id, heading.title) for heading in result.contents] == [
        (2, "h-un", "Un"),
        (2, "h-deux", "Deux"),
        (3, "h-trois", "Trois"),
    ]
    assert '<h4 id="h-quatre">Quatre</h4>' in result.html
    assert "<h1" not in result.html


def test_ids_are_unique_in_any_case() -> None:
    html = render("## a\n\n## a\n\n## a-2\n\n## a 2\n\n## A\n\n## !\n\n## ?", language="fr").html
    ids = re.findall(r'id="([^"]*)"', html)
    assert len(ids) == len(set(ids)) == 7
    assert ids[:2] == ["h-a", "h-a-2"]


def test_slugs_keep_every_script_and_are_short() -> None:
    assert slug("Élodie & l’été, 2ᵉ") == "élodie-l-été-2e"
    assert slug("個人情報の保護") == "個人情報の保護"
    assert slug("«?!»") == "section"
    assert slug("un titre qui ne finit pas et continue encore longtemps") == "un-titre-qui-ne-finit-pas-et-continue"
    assert len(slug("x" * 500)) == 40


def test_a_title_in_the_contents_is_plain_words_without_notes() -> None:
    result = render("## *Un* `code <b>` & [[Page|lien]] &eacute;[^1]\n\n[^1]: x", language="fr")
    assert [heading.title for heading in result.contents] == ["Un code <b> & lien é"]


def test_a_heading_without_words_is_not_listed() -> None:
    assert render("## ![](/media/a.png)", language="fr").contents == ()
