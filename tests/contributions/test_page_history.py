"""The versions of a page, newest first."""

import pytest
from django.test import Client

from accounts.models import User
from contributions.history_models import Act
from contributions.models import Comment, Page
from contributions.revision_views.revision import ROWS
from tests import factories
from tests.cache_comparison import needs_page_cache

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_each_version_is_listed_with_who_why_and_what_can_be_done(as_contributor: Client, contributor: User) -> None:
    page = factories.create_page()
    for number in (2, 3):
        factories.edit_page(
            page, f"Texte {number}.", author=contributor, summary=f"raison {number}", is_minor=number == 2
        )
    address = page.get_absolute_url()
    html = as_contributor.get(f"{address}history/", headers={"accept-language": "en"}).content.decode()
    assert html.index("Version 3") < html.index("Version 2") < html.index("Version 1")
    assert "raison 2" in html
    assert "a detail" in html
    assert f"{address}diff/?older=1&amp;newer=2" in html
    assert f"{address}revisions/1/" in html
    assert f"{address}undo/?version=2" in html
    assert 'Undo this change<span class="vh"> (version 2)</span>' in html
    assert f"{address}revert/?version=1" in html
    assert f"{address}revert/?version=3" not in html, "the present version cannot be gone back to"
    assert "Texte 2." not in html


def test_two_versions_can_be_chosen_the_last_two_to_begin_with(as_contributor: Client) -> None:
    page = factories.create_page()
    factories.edit_page(page, "Deux.")
    html = as_contributor.get(f"{page.get_absolute_url()}history/").content.decode()
    assert f'<form method="get" action="{page.get_absolute_url()}diff/">' in html
    assert '<input type="radio" name="older" value="1" checked>' in html
    assert '<input type="radio" name="newer" value="2" checked>' in html


def test_what_made_a_version_is_said(as_contributor: Client, contributor: User) -> None:
    page = factories.create_page()
    factories.edit_page(page, "Deux.")
    page.revert_to(1, author=contributor)
    html = as_contributor.get(f"{page.get_absolute_url()}history/", headers={"accept-language": "en"}).content.decode()
    assert page.revision(3).act == Act.REVERTED
    assert "back to version 1" in html
    assert "opened the page" in html


def test_without_the_right_to_write_nothing_can_be_undone(sign_in) -> None:
    page = factories.create_page()
    factories.edit_page(page, "Deux.")
    factories.close_writing()
    client = sign_in(factories.create_contributor())
    html = client.get(f"{page.get_absolute_url()}history/").content.decode()
    assert "revert/" not in html
    assert "undo/" not in html


def test_a_long_history_is_paged_by_version(as_contributor: Client) -> None:
    page = factories.create_page()
    for number in range(ROWS + 4):
        factories.edit_page(page, f"Texte {number}.")
    address = f"{page.get_absolute_url()}history/"
    first = as_contributor.get(address).content.decode()
    assert first.count('name="older"') == ROWS
    assert f"{address}?before=6" in first
    second = as_contributor.get(address, {"before": "6"}).content.decode()
    assert second.count('name="older"') == 5
    assert f'href="{address}"' in second


@pytest.mark.parametrize("before", ["x", "-1", "0", "99999999999999999999", "\0"])
def test_a_page_of_the_history_that_cannot_be_is_not_found(as_contributor: Client, before: str) -> None:
    page = factories.create_page()
    assert as_contributor.get(f"{page.get_absolute_url()}history/", {"before": before}).status_code == 404


def test_a_version_older_than_all_shows_an_empty_list(as_contributor: Client) -> None:
    page = factories.create_page()
    assert as_contributor.get(f"{page.get_absolute_url()}history/", {"before": "1"}).status_code == 200


@needs_page_cache
def test_the_queries_do_not_grow_with_the_versions(as_contributor: Client, django_assert_num_queries) -> None:
    page = factories.create_page()
    for number in range(3):
        factories.edit_page(page, f"Texte {number}.", author=factories.create_user(username=f"personne{number}"))
    # session with its person, cache version, her marks; page, versions with their authors, which she thanked for, settings
    with django_assert_num_queries(6) as few:
        as_contributor.get(f"{page.get_absolute_url()}history/")
    for number in range(3, 12):
        factories.edit_page(page, f"Texte {number}.", author=factories.create_user(username=f"personne{number}"))
    with django_assert_num_queries(6):
        as_contributor.get(f"{page.get_absolute_url()}history/")
    with django_assert_num_queries(2):
        as_contributor.get(f"{page.get_absolute_url()}history/")
    assert not [query for query in few if '"contributions_pagerevision"."body"' in query["sql"].partition(" FROM ")[0]]


def test_a_hidden_page_has_no_history_for_contributors(as_contributor: Client, editor: User) -> None:
    page = factories.create_page()
    page.hide(reason="doublon", by=editor)
    assert as_contributor.get(f"{page.get_absolute_url()}history/").status_code == 404


@pytest.mark.parametrize("text", [Page, Comment])
def test_looking_at_a_history_makes_no_class_anew(text: type[Page | Comment]) -> None:
    first, second = text.history, text.history
    assert type(first) is type(second)
    assert first.model is text.history.model
