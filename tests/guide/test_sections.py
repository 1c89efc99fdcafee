"""What can be done with the texts around the tips."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from guide.models import Section
from guide.sections import split_key
from tests.factories import create_themes

pytestmark = pytest.mark.django_db


def section(key: str) -> Section:
    return next(found for found in Section.objects.in_order() if found.key == key)


def test_every_section_is_there_from_the_start_in_the_order_of_the_guide() -> None:
    create_themes()
    expected = ["editorial", "introduction", "notion-1", "notion-2", "notion-3", "notion-4"]
    expected += ["opening-1", "opening-2", "opening-3", "opening-4"]
    expected += ["conclusion", "before-publishing", "glossary", "bibliography", "acknowledgements"]
    assert [found.key for found in Section.objects.in_order()] == expected
    assert [found.key for found in Section.objects.in_order()] == expected
    assert Section.objects.count() == 15


def test_the_key_of_every_section_leads_back_to_it() -> None:
    create_themes()
    for found in Section.objects.in_order():
        assert split_key(found.key) == (found.kind, found.position)


def test_an_opening_belongs_to_its_theme() -> None:
    create_themes()
    assert [section(f"opening-{number}").theme.number for number in (1, 4)] == [1, 4]


def test_it_is_revised_as_pages_are_and_may_be_emptied_again(editor: User) -> None:
    found = section("editorial")
    found.revise(title="Éditorial", body="Un *mot*.", author=editor, base_version=1)
    assert "<em>mot</em>" in found.body_html
    found.revise(title="Éditorial", body="", author=editor, base_version=2)
    assert (found.body, found.version) == ("", 3)
    found.undo(3, author=editor)
    assert (found.body, found.version) == ("Un *mot*.", 4)


def test_reverting_brings_the_title_back_too(editor: User) -> None:
    found = section("notion-1")
    found.revise(title="L’identité", body="Un.", author=editor, base_version=1)
    found.revise(title="La réputation", body="Deux.", author=editor, base_version=2)
    found.revert_to(2, author=editor)
    found.refresh_from_db()
    assert (found.title, found.body) == ("L’identité", "Un.")


def test_it_cannot_lose_its_title(editor: User) -> None:
    with pytest.raises(ValidationError) as refusal:
        section("editorial").revise(title=" ", body="Un.", author=editor, base_version=1)
    assert list(refusal.value.message_dict) == ["title"]
