"""What links to a page."""

import pytest
from django.test import Client

from accounts.models import User
from contributions.pages.views import reading
from tests import factories

pytestmark = pytest.mark.django_db


def test_pages_that_link_by_this_title_or_an_older_one_are_listed(as_contributor: Client, contributor: User) -> None:
    page = factories.create_page(title="Cible")
    factories.create_page(title="Première", body="Voir [[cible]].")
    page.move(title="Nouveau titre", theme=page.theme, author=contributor)
    factories.create_page(title="Deuxième", body="Voir [[Nouveau titre|là]].")
    factories.create_page(title="Sans lien", body="Rien.")
    html = as_contributor.get(f"{page.get_absolute_url()}links/").content.decode()
    assert "Première" in html
    assert "Deuxième" in html
    assert "Sans lien" not in html


def test_a_page_to_which_nothing_leads_says_how_to(as_contributor: Client) -> None:
    page = factories.create_page(title="Cible")
    assert "[[Cible]]" in as_contributor.get(f"{page.get_absolute_url()}links/").content.decode()


def test_hidden_pages_are_left_out(as_contributor: Client, as_editor: Client, editor: User) -> None:
    page = factories.create_page(title="Cible")
    factories.create_page(title="Masquée", body="Voir [[Cible]].").hide(reason="doublon", by=editor)
    assert "Masquée" not in as_contributor.get(f"{page.get_absolute_url()}links/").content.decode()
    assert "Masquée" in as_editor.get(f"{page.get_absolute_url()}links/").content.decode()


def test_the_list_is_paged_and_its_queries_do_not_grow(
    as_contributor: Client, django_assert_num_queries, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "LINKS_AT_ONCE", 3)
    page = factories.create_page(title="Cible")
    factories.create_page(title="Page 0", body="Voir [[Cible]].")
    with django_assert_num_queries(7):  # session, person, page, its old titles, count, pages, tips
        as_contributor.get(f"{page.get_absolute_url()}links/")
    for number in range(1, 5):
        factories.create_page(title=f"Page {number}", body="Voir [[Cible]].")
    with django_assert_num_queries(7):
        html = as_contributor.get(f"{page.get_absolute_url()}links/").content.decode()
    assert html.count("<h3") == 3
    assert "?page=2" in html
