"""The words of the glossary in preparation, and which of them a text uses."""

from __future__ import annotations

import pytest

from accounts.models import User
from guide.glossary.models import words_found, words_of_glossary
from guide.models import Section
from tests.factories import create_themes


@pytest.fixture
def glossary(editor: User) -> Section:
    create_themes()
    section = next(one for one in Section.objects.in_order() if one.kind == "glossary")
    body = "Cookie\n:   Un petit fichier.\n\nCNIL\n:   Une autorité."
    section.record_revision(title="Glossaire", body=body, author=editor, base_version=section.version)
    return section


def test_the_words_are_those_of_the_newest_text(glossary: Section, editor: User) -> None:
    assert [word.words for word in words_of_glossary()] == ["Cookie", "CNIL"]
    glossary.record_revision(
        title="Glossaire", body="RGPD\n:   Un règlement.", author=editor, base_version=glossary.version
    )
    assert [word.words for word in words_of_glossary()] == ["RGPD"]


def test_the_words_of_a_text_cost_one_query_and_none_when_they_are_known(
    glossary: Section, django_assert_num_queries
) -> None:
    with django_assert_num_queries(1):
        assert [word.words for word in words_found("<p>Des cookies.</p>")] == ["Cookie"]
    words = words_of_glossary()
    with django_assert_num_queries(0):
        assert words_found("<p>Rien.</p>", words=words) == ()


def test_without_a_glossary_no_word_is_found(db: None) -> None:
    assert words_found("<p>Un cookie.</p>") == ()
