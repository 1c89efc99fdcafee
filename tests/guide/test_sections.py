"""What can be done with the texts around the tips."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.models import User
from guide.models import Section
from guide.sections import Side, split_key
from tests.factories import create_themes

pytestmark = pytest.mark.django_db
SCREEN = "/curation/sections/"


def section(key: str) -> Section:
    return next(found for found in Section.objects.in_order() if found.key == key)


def test_every_section_is_there_from_the_start_in_the_order_of_the_guide() -> None:
    create_themes()
    expected = ["editorial", "introduction"]
    expected += ["opening-1", "opening-2", "opening-3", "opening-4"]
    expected += ["conclusion", "glossary", "bibliography", "acknowledgements"]
    assert [found.key for found in Section.objects.in_order()] == expected
    assert [found.key for found in Section.objects.in_order()] == expected
    assert Section.objects.count() == 10


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
    found = section("introduction")
    found.revise(title="L’identité", body="Un.", author=editor, base_version=1)
    found.revise(title="La réputation", body="Deux.", author=editor, base_version=2)
    found.revert_to(2, author=editor)
    found.refresh_from_db()
    assert (found.title, found.body) == ("L’identité", "Un.")


def test_it_cannot_lose_its_title(editor: User) -> None:
    with pytest.raises(ValidationError) as refusal:
        section("editorial").revise(title=" ", body="Un.", author=editor, base_version=1)
    assert list(refusal.value.message_dict) == ["title"]


def test_editors_name_order_and_remove_sections_of_their_own_and_empty_ones_are_not_printed(editor: User) -> None:
    heading = Section.objects.add("Per cominciare", side=Side.FRONT)
    inner = Section.objects.add("Le parole", side=Side.FRONT, is_inner=True)
    last = Section.objects.add("Chi chiamare", side=Side.BACK)
    assert Section.objects.printed() == []
    inner.revise(title="Le parole", body="Una.", author=editor, base_version=1)
    assert [found.title for found in Section.objects.printed()] == ["Per cominciare", "Le parole"]
    last.revise(title="Chi chiamare", body="Il 112.", author=editor, base_version=1)
    section("glossary").revise(title="Glossario", body="Rete\n: Un filo.", author=editor, base_version=1)
    for _place in range(3):
        last.move(is_up=True)
    assert [found.key for found in Section.objects.printed()] == ["text-1", "text-2", "text-3", "glossary"]
    inner.remove()
    assert [found.key for found in Section.objects.printed()] == ["text-3", "glossary"]
    assert inner not in Section.objects.in_order()
    Section.objects.get(pk=inner.pk).bring_back()
    assert [found.title for found in Section.objects.printed()][:2] == ["Per cominciare", "Le parole"]
    heading.remove()
    assert not Section.objects.filter(pk=heading.pk).exists()  # nobody ever wrote it
    with pytest.raises(ValidationError):
        section("glossary").remove()


def test_sections_are_added_moved_and_removed_on_their_screen(as_editor: Client, editor: User) -> None:
    assert as_editor.post(SCREEN, {"title": " ", "side": "front"}).status_code == 422
    added = as_editor.post(SCREEN, {"title": "Une préface", "side": "front"})
    assert added["Location"] == f"{SCREEN}text-1/"
    assert "Une préface" in as_editor.get(added["Location"]).text
    as_editor.post(f"{SCREEN}text-1/place/", {"act": "up"})
    assert [found.key for found in Section.objects.in_order()][:3] == ["editorial", "text-1", "introduction"]
    as_editor.post(f"{SCREEN}text-1/place/", {"act": "inner"})
    assert section("text-1").is_inner
    section("text-1").revise(title="Une préface", body="Un mot.", author=editor, base_version=1)
    as_editor.post(f"{SCREEN}text-1/place/", {"act": "remove"})
    assert "text-1/place/" in as_editor.get(SCREEN).text  # from where it is brought back
    assert "text-1" not in [found.key for found in Section.objects.in_order()]
