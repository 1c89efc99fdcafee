"""Moving a page to another title or question."""

import pytest
from django.test import Client

from accounts.models import User
from contributions.history_models import Act
from contributions.models import Page
from contributions.revisions import StaleVersion
from tests import factories
from tests.sending import loaded, send

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def page(db: None) -> Page:
    factories.create_themes()
    return factories.create_page(title="Avant")


def move(page: Page) -> str:
    return f"{page.get_absolute_url()}move/"


def form(page: Page, **fields: object) -> dict[str, object]:
    return {"title": page.title, "theme": page.theme_id, "summary": ""} | fields


def test_a_moved_page_stands_at_its_new_address(as_contributor: Client, contributor: User, page: Page) -> None:
    theme = factories.create_theme(number=4)
    response = send(as_contributor, move(page), form(page, title="Après", theme=theme.pk, summary="mieux ici"))
    assert response["Location"] == "/wiki/marques/apr%C3%A8s/"
    page.refresh_from_db()
    revision = page.revision(2)
    assert (page.title, page.theme) == ("Après", theme)
    assert (revision.act, revision.author, revision.summary) == (Act.MOVED, contributor, "mieux ici")


def test_the_form_shows_where_the_page_stands(as_contributor: Client, page: Page) -> None:
    html = as_contributor.get(move(page)).content.decode()
    assert 'value="Avant"' in html
    assert f'<option value="{page.theme_id}" selected>' in html


def test_a_page_that_stands_there_already_is_told(as_contributor: Client, page: Page) -> None:
    response = send(as_contributor, move(page), form(page), headers=ENGLISH)
    assert response.status_code == 422
    assert "already stands there" in response.content.decode()


@pytest.mark.once
def test_a_title_of_another_page_leads_to_it(as_contributor: Client, page: Page) -> None:
    other = factories.create_page(title="Une autre")
    response = send(as_contributor, move(page), form(page, title="une AUTRE"))
    assert response.status_code == 422
    assert f'href="{other.get_absolute_url()}"' in response.content.decode()


@pytest.mark.once
@pytest.mark.parametrize(
    "fields", [{"title": ""}, {"title": "new"}, {"title": "「」"}, {"theme": "99"}, {"theme": "x"}]
)
def test_what_cannot_be_is_refused_and_stays_in_the_form(
    as_contributor: Client, page: Page, fields: dict[str, str]
) -> None:
    response = send(as_contributor, move(page), form(page, summary="ma raison") | fields)
    assert response.status_code == 422
    assert "ma raison" in response.content.decode()


def test_somebody_who_saves_in_between_is_no_error(
    as_contributor: Client, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stale(*args: object, **kwargs: object) -> None:
        raise StaleVersion

    monkeypatch.setattr(Page, "record_revision", stale)
    response = send(as_contributor, move(page), form(page, title="Après"), headers=ENGLISH)
    assert response.status_code == 422
    assert "The text has just changed." in response.content.decode()


@pytest.mark.once
def test_outside_the_window_it_says_so(as_contributor: Client, page: Page) -> None:
    typed = loaded(as_contributor, move(page), form(page, title="Après")) | form(page, title="Après")
    factories.close_writing()
    for response in (
        as_contributor.get(move(page), headers=ENGLISH),
        as_contributor.post(move(page), typed, headers=ENGLISH),
    ):
        assert "Writing is closed" in response.content.decode()
    assert response.status_code == 422


@pytest.mark.once
def test_every_address_that_a_page_has_left_leads_on_even_under_one_title(
    as_contributor: Client, contributor: User, page: Page
) -> None:
    first = page.get_absolute_url()
    for number in (3, 4):
        page.move(title=page.title, theme=factories.create_theme(number=number), author=contributor)
    assert as_contributor.get(first)["Location"] == page.get_absolute_url()
    assert as_contributor.get("/wiki/reputation/avant/")["Location"] == page.get_absolute_url()


@pytest.mark.once
def test_an_old_address_leads_on_though_another_page_takes_the_old_title_elsewhere(
    as_contributor: Client, contributor: User, page: Page
) -> None:
    old = page.get_absolute_url()
    page.move(title="Après", theme=page.theme, author=contributor)
    newcomer = factories.create_page(title="Avant", theme=factories.create_theme(number=3))
    link = factories.create_page(title="Lien", body="Voir [[Avant]].")
    assert as_contributor.get(old)["Location"] == page.get_absolute_url()
    assert list(Page.objects.that_link_to(newcomer)) == [link]
    assert list(Page.objects.that_link_to(page)) == []


def test_a_link_to_nothing_that_can_be_seen_leads_to_no_moved_page(contributor: User, page: Page) -> None:
    page.move(title="Après", theme=page.theme, author=contributor)
    factories.create_page(title="Avant", theme=factories.create_theme(number=3))
    link = factories.create_page(title="Lien", body="Voir [[\u200b]].")
    assert page.get_absolute_url() not in link.body_html
    assert list(Page.objects.that_link_to(page)) == []
