"""One question and its pages."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from contributions.views.pages.theme_detail import PAGES_AT_ONCE
from tests import factories

pytestmark = pytest.mark.django_db
ADDRESS = "/wiki/delinquants/"


def test_a_question_shows_its_pages_the_last_changed_first(as_contributor: Client) -> None:
    now = timezone.now()
    factories.create_page(title="Ancienne", at=now - timedelta(days=3))
    factories.create_page(title="Récente", body="Les premiers mots.", at=now)
    factories.create_page(title="Ailleurs", theme=factories.create_theme(number=1))
    html = as_contributor.get(ADDRESS).content.decode()
    assert html.index("Récente") < html.index("Ancienne")
    assert "Les premiers mots." in html
    assert "Ailleurs" not in html


def test_the_first_words_of_a_page_are_typeset(as_contributor: Client) -> None:
    factories.create_page(body="Le lien « mot de passe oublié » : qu'en faire ?")
    assert "Le lien «\u00a0mot de passe oublié\u00a0»\u00a0: qu’en faire\u00a0?" in as_contributor.get(ADDRESS).text


@pytest.mark.once
def test_a_page_that_is_in_the_guide_says_so(as_contributor: Client) -> None:
    factories.create_tip(number=6, page=factories.create_page(title="Retenue"))
    html = as_contributor.get(ADDRESS).content.decode()
    assert '<span class="tile"><b>6</b></span>' in html


@pytest.mark.once
def test_a_hidden_page_is_listed_for_editors_alone(as_contributor: Client, as_editor: Client, editor: User) -> None:
    factories.create_page(title="Masquée").hide(reason="doublon", by=editor)
    assert "Masquée" not in as_contributor.get(ADDRESS).content.decode()
    assert "Masquée" in as_editor.get(ADDRESS).content.decode()


def test_a_question_without_pages_invites_to_open_the_first(as_contributor: Client) -> None:
    factories.create_theme()
    html = as_contributor.get(ADDRESS).content.decode()
    assert 'class="empty"' in html
    assert html.count(f'href="{ADDRESS}new/"') == 2


def test_a_closed_window_says_since_when_and_offers_nothing_to_write(as_contributor: Client) -> None:
    factories.create_theme()
    factories.close_writing()
    html = as_contributor.get(ADDRESS, headers={"accept-language": "fr"}).content.decode()
    assert "L’écriture est close depuis le" in html
    assert "new/" not in html


def test_a_window_that_has_not_opened_says_when_it_does(as_contributor: Client) -> None:
    factories.create_theme()
    factories.create_phase(days_ago=-5, days_left=20)
    assert "L’écriture ouvre le" in as_contributor.get(ADDRESS, headers={"accept-language": "fr"}).content.decode()


def test_the_list_is_paged(as_contributor: Client) -> None:
    for number in range(PAGES_AT_ONCE + 2):
        factories.create_page(title=f"Page {number:02}", body="Quelques mots.")
    first, second = (as_contributor.get(ADDRESS, {"page": page}).content.decode() for page in (1, 2))
    assert first.count("<h3") == PAGES_AT_ONCE
    assert second.count("<h3") == 2
    assert "?page=2" in first
    assert "?page=1" in second


@pytest.mark.once
@pytest.mark.parametrize("page", ["0", "x", "99999999999999999999", "\0"])
def test_a_page_number_that_makes_no_sense_is_no_error(as_contributor: Client, page: str) -> None:
    factories.create_page()
    assert as_contributor.get(ADDRESS, {"page": page}).status_code == 200


@pytest.mark.once
@pytest.mark.parametrize("slug", ["nulle-part", "%00", "%ED%A0%80", "..%2F"])
def test_a_question_that_nobody_asks_is_not_found(as_contributor: Client, slug: str) -> None:
    assert as_contributor.get(f"/wiki/{slug}/").status_code == 404


def test_the_queries_do_not_grow_with_the_pages(as_contributor: Client, settings, django_assert_num_queries) -> None:
    settings.PAGE_CACHE_MEGABYTES = 0
    author = factories.create_user(username="karim")
    factories.create_tip(number=6, page=factories.create_page(title="Une", author=author))
    # session with its person; the theme, with how much is under it and whether she watches it, and what is open; pages, tips
    # what was begun, a passage to agree with, what is said, the questions that nobody answered, the settings of the site
    with django_assert_num_queries(9):
        as_contributor.get(ADDRESS)
    for number in range(7, 11):
        factories.create_tip(number=number, page=factories.create_page(title=f"Page {number}", author=author))
    with django_assert_num_queries(9):
        as_contributor.get(ADDRESS)
