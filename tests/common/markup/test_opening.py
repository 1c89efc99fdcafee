import pytest

from common.markup import opening

pytestmark = pytest.mark.pure


def test_the_opening_is_what_stands_before_the_first_heading() -> None:
    assert opening("Un.\n\nDeux.\n\n## Titre\n\nTrois.") == "Un.\n\nDeux."


def test_underlined_headings_count() -> None:
    assert opening("Un.\n\nTitre\n=====\n\nDeux.") == "Un."


def test_a_text_that_begins_with_a_heading_opens_with_the_paragraph_under_it() -> None:
    assert opening("## Titre\n\nUn.\n\nDeux.") == "Un."


def test_a_text_without_headings_is_its_own_opening() -> None:
    assert opening("Un.\n\nDeux.\n") == "Un.\n\nDeux."


def test_nothing_but_headings_is_its_own_opening() -> None:
    assert opening("## Titre\n\n### Autre\n") == "## Titre\n\n### Autre"
