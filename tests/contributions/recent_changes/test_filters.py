"""The list is narrowed: to a question, to somebody, to what happened, to a period, to who is new."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Attribution, User
from tests import factories
from tests.contributions.recent_changes.listing import ADDRESS, ENGLISH, lines_of

pytestmark = pytest.mark.django_db


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


def test_nobody_of_that_name_is_said(as_contributor: Client) -> None:
    factories.create_page(title="Une page")
    html = as_contributor.get(ADDRESS, {"person": "personne"}, headers=ENGLISH).content.decode()
    assert "Nobody has this name here." in html
    assert "Une page" not in html


@pytest.mark.once
def test_it_leaves_minor_edits_out(as_contributor: Client) -> None:
    page = factories.create_page()
    factories.edit_page(page, "Deux.", summary="virgule", is_minor=True)
    factories.edit_page(page, "Trois.", summary="refonte")
    html = as_contributor.get(ADDRESS, {"hide_minor": "on"}).content.decode()
    assert "refonte" in html
    assert "virgule" not in html


@pytest.mark.parametrize(
    ("kind", "count"),
    [("opened", 1), ("changed", 1), ("comment", 1), ("answers", 1), ("questions", 1), ("arranged", 2)],
)
def test_it_filters_by_what_happened(
    as_contributor: Client, contributor: User, editor: User, kind: str, count: int
) -> None:
    page = factories.create_page(title="Une page", author=contributor)
    factories.edit_page(page, "Un autre texte.", author=editor)
    page.move(title="Ailleurs", theme=page.theme, author=editor)
    page.protect(reason="Une querelle.", by=editor)
    comment = factories.create_comment(page=page, author=contributor)
    factories.create_comment(author=editor, reply_to=comment)
    factories.create_question(text="Faut-il répondre ?", theme=page.theme, by=contributor)
    assert len(lines_of(as_contributor, kind=kind)) == count


def test_it_filters_by_period(as_contributor: Client, contributor: User) -> None:
    page = factories.create_page(title="Une page", author=contributor, at=timezone.now() - timedelta(days=20))
    factories.create_comment(page=page, author=contributor, at=timezone.now() - timedelta(days=5))
    factories.edit_page(page, "Un autre texte.", author=contributor)
    found = [len(lines_of(as_contributor, period=period)) for period in ("", "day", "week", "month", "never")]
    assert found == [3, 1, 2, 3, 3]


@pytest.mark.once
def test_the_filters_of_editors_are_for_editors(as_contributor: Client, as_editor: Client) -> None:
    assert 'name="unreviewed"' not in as_contributor.get(ADDRESS).content.decode()
    assert 'name="unreviewed"' in as_editor.get(ADDRESS).content.decode()
    factories.create_page(title="Une page")
    assert len(lines_of(as_contributor, unreviewed="on", new_people="on")) == 1


@pytest.mark.usefixtures("awake")
def test_new_people_are_named_to_the_editors_and_can_be_asked_for(as_editor: Client, as_contributor: Client) -> None:
    anne, karim = factories.create_user(username="anne"), factories.create_user(username="karim")
    factories.create_page(title="Il y a longtemps", author=karim, at=timezone.now() - timedelta(days=60))
    factories.create_page(title="De Karim", author=karim)
    factories.create_page(title="La première d’Anne", author=anne)
    factories.create_page(title="La seconde d’Anne", author=anne)
    found = {line.page.title: (line.is_by_somebody_new, line.is_first_of_hers) for line in lines_of(as_editor)}
    assert found["De Karim"] == (False, False)
    assert found["La première d’Anne"] == (True, True)
    assert found["La seconde d’Anne"] == (True, False)
    assert {line.page.title for line in lines_of(as_editor, new_people="on")} == {
        "La première d’Anne",
        "La seconde d’Anne",
    }
    assert "première contribution" in as_editor.get(ADDRESS).content.decode()
    assert "première contribution" not in as_contributor.get(ADDRESS).content.decode()


@pytest.mark.once
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
