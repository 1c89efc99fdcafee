"""Taking back what one version changed."""

import re

import pytest
from django.test import Client

from accounts.models import User
from contributions.history_models import Act
from contributions.models import Page
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.once]
BODY = "Le premier.\n\nLe deuxième.\n\nLe troisième."


@pytest.fixture
def page(db: None) -> Page:
    page = factories.create_page(body=BODY)
    factories.edit_page(page, BODY.replace("premier", "tout premier"))
    return page


def undo(page: Page) -> str:
    return f"{page.get_absolute_url()}undo/"


def changed_words(html: str) -> dict[str, list[str]]:
    """What the table of a screen says will go, and will come."""
    table = html.partition('<table class="diff')[2].partition("</table>")[0]
    return {name: re.findall(rf"<{name}\b[^>]*>(.*?)</{name}>", table) for name in ("del", "ins")}


def test_it_asks_first(as_contributor: Client, page: Page) -> None:
    html = as_contributor.get(undo(page), {"version": 2}, headers={"accept-language": "en"}).content.decode()
    assert "Undo version 2" in html
    page.refresh_from_db()
    assert page.version == 2


def test_later_changes_elsewhere_stay(as_contributor: Client, contributor: User, page: Page) -> None:
    factories.edit_page(page, page.body.replace("troisième", "dernier"))
    as_contributor.post(undo(page), {"version": 2, "summary": "non"})
    page.refresh_from_db()
    assert page.body == BODY.replace("troisième", "dernier")
    revision = page.revision(4)
    assert (revision.act, revision.about_version, revision.author) == (Act.UNDONE, 2, contributor)


def test_later_changes_of_the_same_passage_show_both_texts(as_contributor: Client, page: Page) -> None:
    factories.edit_page(page, page.body.replace("tout premier", "très premier"))
    response = as_contributor.post(
        undo(page), {"version": 2, "summary": "ma raison"}, headers={"accept-language": "en"}
    )
    html = response.content.decode()
    assert response.status_code == 409
    assert "Later changes touch what version 2 changed" in html
    assert f'action="{page.get_absolute_url()}edit/"' in html
    assert '<input type="hidden" name="base_version" value="3">' in html
    assert "ma raison" in html
    page.refresh_from_db()
    assert page.version == 3


def test_the_text_before_can_be_chosen_on_that_screen(as_contributor: Client, page: Page) -> None:
    factories.edit_page(page, page.body.replace("tout premier", "très premier"))
    sent = {
        "title": page.title,
        "body": "corrigé à la main",
        "base_version": 3,
        "conflict_base": 2,
        "conflict_theirs": 1,
        "conflict_title": page.title,
        "conflict_mine_version": 3,
        "choices": "both",
        "choose": "0:theirs",
    }
    response = as_contributor.post(f"{page.get_absolute_url()}edit/", sent)
    assert response.status_code == 200
    assert "corrigé à la main" in response.content.decode(), "what was typed is not replaced"


def test_the_first_version_cannot_be_undone(as_contributor: Client, page: Page) -> None:
    response = as_contributor.post(undo(page), {"version": 1}, headers={"accept-language": "en"})
    assert response.status_code == 422
    assert "The first version cannot be undone." in response.content.decode()


@pytest.mark.parametrize("version", ["9", "x", ""])
def test_a_version_that_does_not_exist_is_not_found(as_contributor: Client, page: Page, version: str) -> None:
    assert as_contributor.post(undo(page), {"version": version}).status_code == 404


def test_what_will_go_is_shown_before_it_is_done(as_contributor: Client, page: Page) -> None:
    factories.edit_page(page, page.body.replace("troisième", "dernier"))
    html = as_contributor.get(undo(page), {"version": 2}).content.decode()
    assert changed_words(html) == {"del": ["tout"], "ins": []}


def test_a_version_that_is_undone_already_says_so_and_has_no_button(as_contributor: Client, page: Page) -> None:
    as_contributor.post(undo(page), {"version": 2})
    html = as_contributor.get(undo(page), {"version": 2}).content.decode()
    assert "Déjà annulé" in html
    assert 'name="summary"' not in html
    again = as_contributor.post(undo(page), {"version": 2}, follow=True).content.decode()
    assert "Déjà annulé" in again
    page.refresh_from_db()
    assert page.version == 3


def test_where_later_changes_are_in_the_way_it_says_so_first(as_contributor: Client, page: Page) -> None:
    factories.edit_page(page, page.body.replace("tout premier", "très premier"))
    assert "touchent les mêmes passages" in as_contributor.get(undo(page), {"version": 2}).content.decode()


def test_going_back_shows_what_will_change_too(as_contributor: Client, page: Page) -> None:
    address = f"{page.get_absolute_url()}revert/"
    html = as_contributor.get(address, {"version": 1}).content.decode()
    assert changed_words(html) == {"del": ["tout"], "ins": []}
    assert "déjà le texte d’aujourd’hui" in as_contributor.get(address, {"version": 2}).content.decode()
