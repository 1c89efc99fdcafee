"""What has been written in the whole wiki."""

import re
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Attribution, User
from contributions.pages.views.changes import ROWS
from tests import factories

pytestmark = pytest.mark.django_db
ADDRESS = "/recent-changes/"
ENGLISH = {"accept-language": "en"}


def test_every_revision_is_listed_by_day_the_newest_first(as_contributor: Client, contributor: User) -> None:
    day = datetime(2026, 3, 4, 12, tzinfo=timezone.get_current_timezone())
    page = factories.create_page(title="Une page", at=day, author=contributor)
    factories.edit_page(
        page, "Un secret de texte.", author=contributor, summary="plus clair", at=day + timedelta(days=1)
    )
    html = as_contributor.get(ADDRESS, headers=ENGLISH).content.decode()
    assert html.index("Thursday 5 March") < html.index("Wednesday 4 March")
    assert "plus clair" in html
    assert f"{page.get_absolute_url()}diff/?older=1&amp;newer=2" in html
    assert f"{page.get_absolute_url()}history/" in html
    assert "Un secret de texte." not in html


def test_it_filters_by_question(as_contributor: Client) -> None:
    factories.create_page(title="Ici", theme=factories.create_theme(number=2))
    factories.create_page(title="Ailleurs", theme=factories.create_theme(number=3))
    html = as_contributor.get(ADDRESS, {"theme": "reputation"}).content.decode()
    assert "Ailleurs" in html
    assert ">Ici<" not in html


@pytest.mark.parametrize("person", ["karim", "Karim", "karim h."])
def test_it_filters_by_person(as_contributor: Client, contributor: User, person: str) -> None:
    karim = factories.create_user(username="karim", last_name="Haddad")
    factories.create_page(title="De Karim", author=karim)
    factories.create_page(title="De Martine", author=contributor)
    html = as_contributor.get(ADDRESS, {"person": person}).content.decode()
    assert "De Karim" in html
    assert "De Martine" not in html


def test_somebody_who_stays_anonymous_is_found_by_her_alias_alone(as_contributor: Client) -> None:
    anne = factories.create_user(username="anne", attribution=Attribution.ANONYMOUS)
    factories.create_page(title="Sans nom", author=anne)
    for name in ("anne", "Anne", "Anne Le Goff"):
        assert "Sans nom" not in as_contributor.get(ADDRESS, {"person": name}).content.decode()
    html = as_contributor.get(ADDRESS, {"person": anne.alias}).content.decode()
    assert "Sans nom" in html
    assert "anne" not in html.partition("<main")[2].casefold().replace(anne.alias, "")


def test_a_first_name_that_several_have_is_nobody(as_contributor: Client) -> None:
    for username in ("anne1", "anne2"):
        factories.create_page(
            title=f"De {username}", author=factories.create_user(username=username, first_name="Anne")
        )
    assert "De anne" not in as_contributor.get(ADDRESS, {"person": "Anne"}).content.decode()


def test_it_leaves_minor_edits_out(as_contributor: Client) -> None:
    page = factories.create_page()
    factories.edit_page(page, "Deux.", summary="virgule", is_minor=True)
    factories.edit_page(page, "Trois.", summary="refonte")
    html = as_contributor.get(ADDRESS, {"hide_minor": "on"}).content.decode()
    assert "refonte" in html
    assert "virgule" not in html


def test_hidden_pages_are_left_out_for_contributors(as_contributor: Client, as_editor: Client, editor: User) -> None:
    factories.create_page(title="Masquée").hide(reason="doublon", by=editor)
    assert "Masquée" not in as_contributor.get(ADDRESS).content.decode()
    assert "Masquée" in as_editor.get(ADDRESS).content.decode()


def test_a_page_that_has_moved_is_led_to_where_it_stands(as_contributor: Client, contributor: User) -> None:
    page = factories.create_page(title="Avant")
    page.move(title="Après", theme=page.theme, author=contributor)
    html = as_contributor.get(ADDRESS).content.decode()
    assert html.count(f'class="page-name" href="{page.get_absolute_url()}"') == 2


def test_pages_follow_each_other_without_a_gap_even_within_one_moment(as_contributor: Client) -> None:
    page, moment = factories.create_page(), timezone.now()
    for number in range(2, ROWS + 6):
        factories.edit_page(page, f"Texte {number}.", summary=f"n{number}.", at=moment)
    seen, query = [], "?hide_minor=on"
    while query:
        html = as_contributor.get(ADDRESS + query).content.decode()
        seen += re.findall(r"<q>n(\d+)\.</q>", html)
        found = re.search(r'rel="next" href="([^"]+)"', html)
        query = found[1].replace("&amp;", "&") if found else ""
        assert "hide_minor" in query or not query
    assert [int(number) for number in seen] == list(range(ROWS + 5, 1, -1))


@pytest.mark.parametrize(
    "query",
    [
        {"before": "x"},
        {"before": "2026-13-40T00:00:00+00:00~1"},
        {"before": "2026-03-04T00:00:00~1"},
        {"before": "2026-03-04T00:00:00+00:00~x"},
        {"before": "\0"},
        {"theme": "nulle-part"},
        {"theme": "\0"},
        {"person": "\0"},
        {"person": "\u202e"},
        {"person": "   "},
        {"person": "x" * 2000},
    ],
)
def test_what_makes_no_sense_is_no_error(as_contributor: Client, query: dict[str, str]) -> None:
    factories.create_page()
    assert as_contributor.get(ADDRESS, query).status_code == 200


def test_nobody_of_that_name_is_said(as_contributor: Client) -> None:
    factories.create_page(title="Une page")
    html = as_contributor.get(ADDRESS, {"person": "personne"}, headers=ENGLISH).content.decode()
    assert "Nobody has this name here." in html
    assert "Une page" not in html


def test_the_queries_do_not_grow_with_the_changes(as_contributor: Client, django_assert_num_queries) -> None:
    factories.create_page(title="Une", author=factories.create_user(username="anne"))
    with django_assert_num_queries(
        5
    ) as few:  # session, person, changes with authors, their pages, questions of the filter
        as_contributor.get(ADDRESS)
    for number in range(8):
        author = factories.create_user(username=f"personne{number}")
        factories.create_page(
            title=f"Page {number}", theme=factories.create_theme(number=number % 4 + 1), author=author
        )
    with django_assert_num_queries(5):
        as_contributor.get(ADDRESS)
    assert not any('"body"' in query["sql"].partition(" FROM ")[0] for query in few.captured_queries)
