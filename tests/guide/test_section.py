"""Writing the texts around the tips."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from guide.models import Section
from tests.factories import create_themes, create_user

pytestmark = [pytest.mark.django_db, pytest.mark.once]

GLOSSARY = "/curation/sections/glossary/"


@pytest.fixture
def glossary(db: None) -> Section:
    create_themes()
    return next(section for section in Section.objects.in_order() if section.key == "glossary")


def test_it_is_written_and_emptied_again(as_editor: Client, glossary: Section) -> None:
    term = {"title": "Glossaire", "body": "Hameçonnage\n:   Un faux message.", "base_version": "1"}
    assert as_editor.post(GLOSSARY, term)["Location"] == GLOSSARY
    glossary.refresh_from_db()
    assert "<dt>Hameçonnage</dt>" in glossary.body_html
    as_editor.post(GLOSSARY, {"title": "Glossaire", "body": "", "base_version": "2"})
    glossary.refresh_from_db()
    assert (glossary.body, glossary.version) == ("", 3)


def test_the_special_lines_are_explained_beside_the_field(as_editor: Client, glossary: Section) -> None:
    assert "un deux-points et une espace" in as_editor.get(GLOSSARY).text
    assert "{contributors}" in as_editor.get("/curation/sections/acknowledgements/").text
    assert "{contributors}" not in as_editor.get("/curation/sections/editorial/").text


def test_a_conflict_shows_both_texts(as_editor: Client, glossary: Section) -> None:
    glossary.revise(title="Glossaire", body="Une phrase.", author=create_user(username="karim"), base_version=1)
    glossary.revise(title="Glossaire", body="Une phrase de lui.", author=create_user(username="ines"), base_version=2)
    response = as_editor.post(GLOSSARY, {"title": "Glossaire", "body": "Une phrase à moi.", "base_version": "2"})
    assert response.status_code == 409
    assert "Ines L." in response.text
    assert f'action="{GLOSSARY}"' in response.text
    glossary.refresh_from_db()
    assert glossary.version == 3


def test_its_history_comparison_and_preview_are_those_of_pages(
    as_editor: Client, glossary: Section, editor: User
) -> None:
    glossary.revise(title="Glossaire", body="Un mot.", author=editor, base_version=1)
    glossary.revise(title="Glossaire", body="Un autre mot.", author=editor, base_version=2)
    assert "Version 3" in as_editor.get(f"{GLOSSARY}history/").text
    assert "<ins>autre" in as_editor.get(f"{GLOSSARY}diff/?older=2&newer=3").text
    assert "<p>Un mot.</p>" in as_editor.get(f"{GLOSSARY}revisions/2/").text
    fragment = as_editor.post(f"{GLOSSARY}preview/", {"title": "Glossaire", "body": "*Un*", "base_version": "3"})
    assert "<em>Un</em>" in fragment.text


def test_it_is_reverted_and_undone(as_editor: Client, glossary: Section, editor: User) -> None:
    glossary.revise(title="Glossaire", body="Un mot.", author=editor, base_version=1)
    glossary.revise(title="Glossaire", body="Un autre mot.", author=editor, base_version=2)
    as_editor.post(f"{GLOSSARY}revert/", {"version": "2"})
    glossary.refresh_from_db()
    assert glossary.body == "Un mot."
    as_editor.post(f"{GLOSSARY}undo/", {"version": "4"})
    glossary.refresh_from_db()
    assert glossary.body == "Un autre mot."


@pytest.mark.parametrize("key", ["nothing", "text", "text-5", "text-0", "glossary-1", "glossary-2", "opening-9"])
def test_a_section_that_the_guide_does_not_have(as_editor: Client, glossary: Section, key: str) -> None:
    assert as_editor.get(f"/curation/sections/{key}/").status_code == 404


def test_contributors_do_not_write_them(as_contributor: Client, glossary: Section) -> None:
    assert as_contributor.post(GLOSSARY, {"title": "x", "body": "x", "base_version": "1"}).status_code == 403


def test_how_an_entry_is_written_is_said_without_an_entry_of_any_campaign(as_editor: Client, glossary: Section) -> None:
    shown = as_editor.get(GLOSSARY).text
    assert "Le terme (son autre nom)" in shown
    assert "Hameçonnage" not in shown
