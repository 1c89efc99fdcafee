"""The screen on which two texts are brought together, and its buttons."""

import re
from html import unescape

import pytest
from django.test import Client

from contributions.models import Page
from tests import factories

pytestmark = pytest.mark.django_db

BODY = "Un premier passage.\n\nUn deuxième passage.\n\nUn troisième passage."
MINE = "Mon premier passage.\n\nUn deuxième passage.\n\nUn tout troisième passage."
THEIRS = "Son premier passage.\n\nUn deuxième passage.\n\nUn vieux troisième passage, dit-il."
INPUT = re.compile(r'<input type="hidden" name="([a-z_]+)" value="([^"]*)"')
TITLE = re.compile(r'name="title" value="([^"]*)"')
TEXT = re.compile(r'<textarea name="body"[^>]*>\n?(.*?)</textarea>', re.DOTALL)


@pytest.fixture
def page(db: None) -> Page:
    page = factories.create_page(body=BODY)
    factories.edit_page(page, THEIRS, author=factories.create_user(username="karim"))
    return page


def fields_of(html: str) -> dict[str, list[str]]:
    """What the browser would send: the fields of the form as it was shown."""
    fields: dict[str, list[str]] = {}
    for name, value in INPUT.findall(html):
        fields.setdefault(name, []).append(unescape(value))
    if found := TITLE.search(html):
        fields["title"] = [unescape(found[1])]
    fields["body"] = [body_of(html).replace("\n", "\r\n")]
    return fields


def body_of(html: str) -> str:
    found = TEXT.search(html)
    assert found
    return unescape(found[1])


@pytest.fixture
def conflict(as_contributor: Client, page: Page) -> str:
    sent = {"title": page.title, "body": MINE, "base_version": 1}
    response = as_contributor.post(f"{page.get_absolute_url()}edit/", sent, headers={"accept-language": "en"})
    assert response.status_code == 409
    return response.content.decode()


def choose(client: Client, page: Page, html: str, choice: str, **changed: str) -> str:
    sent = fields_of(html) | {"choose": choice} | changed
    response = client.post(f"{page.get_absolute_url()}edit/", sent, headers={"accept-language": "en"})
    assert response.status_code == 200
    return response.content.decode()


def test_every_passage_that_both_changed_shows_three_texts(conflict: str) -> None:
    assert "Passage 1 of 2" in conflict
    assert "Passage 2 of 2" in conflict
    assert "<del>Un</del><ins>Mon</ins>" in conflict
    assert "<del>Un</del><ins>Son</ins>" in conflict
    assert 'class="from a"' in conflict
    assert 'class="from b"' in conflict


@pytest.mark.once
def test_a_choice_replaces_one_passage(as_contributor: Client, page: Page, conflict: str) -> None:
    html = choose(as_contributor, page, conflict, "0:theirs")
    assert body_of(html).startswith("Son premier passage.\n\nUn deuxième passage.\n\nUn")
    html = choose(as_contributor, page, html, "1:mine")
    assert body_of(html) == "Son premier passage.\n\nUn deuxième passage.\n\nUn tout troisième passage."
    assert re.findall(r'name="choices" value="([\w ]+)"', html) == ["theirs mine"]
    assert 'value="1:mine" aria-pressed="true"' in html


@pytest.mark.once
def test_a_choice_can_be_taken_back(as_contributor: Client, page: Page, conflict: str) -> None:
    html = choose(as_contributor, page, choose(as_contributor, page, conflict, "0:mine"), "0:both")
    assert body_of(html) == body_of(conflict)


@pytest.mark.once
def test_corrections_by_hand_elsewhere_stay(as_contributor: Client, page: Page, conflict: str) -> None:
    corrected = body_of(conflict).replace("Un deuxième passage.", "Un deuxième passage, corrigé à la main.")
    html = choose(as_contributor, page, conflict, "0:mine", body=corrected)
    assert body_of(html).startswith("Mon premier passage.\n\nUn deuxième passage, corrigé à la main.")


@pytest.mark.once
def test_a_passage_corrected_by_hand_is_not_overwritten(as_contributor: Client, page: Page, conflict: str) -> None:
    html = choose(as_contributor, page, conflict, "0:theirs", body="Tout autre chose, tapé à la main.")
    assert body_of(html) == "Tout autre chose, tapé à la main."
    assert "You have corrected this passage by hand" in html


def test_the_proposal_is_saved_on_the_newer_version(as_contributor: Client, page: Page, conflict: str) -> None:
    html = choose(as_contributor, page, conflict, "0:mine")
    response = as_contributor.post(f"{page.get_absolute_url()}edit/", fields_of(html))
    assert response.status_code == 302
    page.refresh_from_db()
    assert page.version == 3
    assert page.body.startswith("Mon premier passage.")
    assert page.body == body_of(html)


def test_of_two_titles_one_is_chosen(as_contributor: Client, page: Page) -> None:
    factories.edit_page(page, THEIRS, title="Le titre de Karim")
    sent = {"title": "Le titre de Martine", "body": THEIRS, "base_version": 2}
    address = f"{page.get_absolute_url()}edit/"
    html = as_contributor.post(address, sent).content.decode()
    sent = fields_of(html) | {"choose": "title:theirs", "title": "Le titre de Martine"}
    html = as_contributor.post(address, sent).content.decode()
    assert "Le titre de Karim</textarea>" in html


@pytest.mark.once
@pytest.mark.parametrize(
    "changed",
    [
        {"choose": "7:mine"},
        {"choose": "0:nobody"},
        {"choose": "x:mine"},
        {"choose": ""},
        {"choices": "both"},
        {"conflict_base": "99"},
        {"conflict_theirs": "x"},
        {"conflict_mine_version": "99"},
    ],
)
def test_a_form_that_was_tampered_with_is_not_found(
    as_contributor: Client, page: Page, conflict: str, changed: dict[str, object]
) -> None:
    sent = fields_of(conflict) | {"choose": "0:mine"} | changed
    assert as_contributor.post(f"{page.get_absolute_url()}edit/", sent).status_code == 404


def test_texts_are_escaped(as_contributor: Client) -> None:
    page = factories.create_page(title="Autre", body="Un mot.")
    factories.edit_page(page, "Un <b>autre</b> mot.")
    sent = {"title": page.title, "body": "Un <i>seul</i> mot.", "base_version": 1}
    html = as_contributor.post(f"{page.get_absolute_url()}edit/", sent).content.decode()
    assert "<i>" not in html
    assert "<b>autre" not in html
