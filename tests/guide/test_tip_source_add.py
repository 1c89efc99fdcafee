"""What a tip rests on: added, and taken away."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from contributions.models import Page
from guide.models import Tip
from tests.factories import create_page, create_tip, edit_page

pytestmark = pytest.mark.django_db

ADD = "/curation/tips/6/sources/add/"


@pytest.fixture
def tip(editor: User) -> Tip:
    return create_tip(number=6, by=editor)


@pytest.fixture
def page(db: None) -> Page:
    page = create_page(title="Le carnet", body="Un mot de passe par porte.\n\nUn carnet.")
    edit_page(page, "Un mot de passe pour chaque porte.\n\nUn carnet.")
    return page


def sent(**changes: Any) -> dict[str, Any]:
    return {"page": "Le carnet", "version": "", "passage": "Un mot de passe pour chaque porte."} | changes


def test_first_the_page_is_chosen_then_its_text_stands_beside_the_form(as_editor: Client, tip: Tip, page: Page) -> None:
    first = as_editor.get(ADD).text
    assert '<option value="Le carnet">' in first
    assert 'name="passage"' not in first
    second = as_editor.get(ADD, {"page": "le  CARNET", "version": "1"}).text
    assert "Un mot de passe par porte." in second
    assert 'name="passage"' in second


def test_the_newest_version_counts_unless_another_is_named(as_editor: Client, tip: Tip, page: Page) -> None:
    as_editor.post(ADD, sent())
    as_editor.post(ADD, sent(version="1", passage="Un mot de passe par porte."))
    found = tip.sources.filter(page=page).values_list("version", "passage")
    assert list(found) == [(2, "Un mot de passe pour chaque porte."), (1, "Un mot de passe par porte.")]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"page": "Une page qui n’existe pas"}, "page"),
        ({"page": "\0"}, "page"),
        ({"version": "3"}, "version"),
        ({"version": "0"}, "version"),
        ({"version": "9" * 30}, "version"),
        ({"passage": "Un mot de passe par porte."}, "passage"),
        ({"passage": " "}, "passage"),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field_and_stays_typed(
    as_editor: Client, tip: Tip, page: Page, changes: dict[str, str], field: str
) -> None:
    response = as_editor.post(ADD, sent(**changes))
    assert response.status_code == 422
    assert f'id="id_{field}_error"' in response.text
    assert sent(**changes)["passage"] in response.text
    assert tip.sources.count() == 1


def test_a_hidden_page_is_no_source(as_editor: Client, tip: Tip, page: Page, editor: User) -> None:
    page.hide(reason="Une cliente est reconnaissable.", by=editor)
    assert as_editor.post(ADD, sent()).status_code == 422
    assert tip.sources.count() == 1


def test_a_source_is_taken_away_but_not_the_last(as_editor: Client, tip: Tip, page: Page) -> None:
    as_editor.post(ADD, sent())
    first, second = tip.sources.all()
    remove = "/curation/tips/6/sources/remove/"
    as_editor.post(remove, {"source": first.pk})
    assert list(tip.sources.all()) == [second]
    response = as_editor.post(remove, {"source": second.pk}, follow=True)
    assert "ajoutez-en d’abord un autre" in response.text
    assert list(tip.sources.all()) == [second]


@pytest.mark.parametrize("source", ["", "x", "0", "9" * 30])
def test_a_source_of_no_tip_or_of_another_is_not_taken_away(
    as_editor: Client, tip: Tip, editor: User, source: str
) -> None:
    other = create_tip(number=7, by=editor)
    for pk in (source, other.sources.get().pk):
        assert as_editor.post("/curation/tips/6/sources/remove/", {"source": pk}).status_code == 404
    assert other.sources.count() == 1
