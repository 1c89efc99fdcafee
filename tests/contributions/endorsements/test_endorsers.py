"""Who found something useful can be seen, as each chose to be named."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from contributions import endorsements
from contributions.models import Comment, Endorsement, Page, PageScore, Passage
from tests import factories
from tests.admin_pages import assert_for_administrators_alone, assert_read_only


@pytest.fixture
def page(db: None) -> Page:
    return factories.create_page(author=factories.create_user(username="lucie"), body="Raccrochez. Puis rappelez.")


@pytest.fixture
def things(page: Page) -> list[Any]:
    comment = Comment.objects.write(theme=page.theme, page=page, author=User.objects.get(username="lucie"), body="Oui.")
    return [page, comment, Passage.objects.at(page, exact="Raccrochez")]


def address(what: Any) -> str:
    if isinstance(what, Passage):
        return f"{what.page.get_absolute_url()}passages/{what.pk}/agreed-by/"
    return f"{what.get_absolute_url()}useful-to/"


def test_people_are_named_as_they_chose_and_others_are_a_number(
    things: list[Any], as_contributor: Client, editor: User
) -> None:
    anonymous = factories.create_user(username="secrete", last_name="Canari", attribution="anonymous")
    stopped = factories.create_user(username="partie", last_name="Dupont", is_active=False)
    for what in things:
        for person in (editor, anonymous, stopped):
            Endorsement.objects.endorse(what, by=person)
        text = as_contributor.get(address(what)).text
        assert editor.public_name in text
        assert "3 personnes" in text
        assert "2 d’entre elles" in text
        for hidden in ("Canari", "secrete", "Secrete", "Partie", "Dupont", anonymous.alias):
            assert hidden not in text


def test_it_is_paged_by_key_with_the_same_queries(
    things: list[Any], as_contributor: Client, monkeypatch, django_assert_max_num_queries
) -> None:
    monkeypatch.setattr(endorsements, "ROWS", 3)
    for number in range(8):
        Endorsement.objects.endorse(things[0], by=factories.create_user(username=f"u{number}"))
    query, seen = "", []
    while query is not None:
        with django_assert_max_num_queries(10):
            endorsers = as_contributor.get(f"{address(things[0])}?{query}").context["endorsers"]
        seen += [person.username for person, _moment in endorsers.people]
        query = endorsers.next_query or None
    assert sorted(seen) == [f"u{number}" for number in range(8)]


@pytest.mark.once
def test_of_what_may_not_be_read_nobody_is_named(things: list[Any], as_contributor: Client, editor: User) -> None:
    page, comment, passage = things
    comment.withdraw(by=comment.author)
    assert as_contributor.get(address(comment)).status_code == 404
    page.hide(reason="doublon", by=editor)
    for what in (page, passage):
        assert as_contributor.get(address(what)).status_code == 404


def test_administrators_read_passages_endorsements_and_standings(
    things: list[Any], contributor: User, as_administrator: Client, as_editor: Client
) -> None:
    for what in things:
        Endorsement.objects.endorse(what, by=contributor)
    rows: list[Any] = [things[2], Endorsement.objects.first(), PageScore.objects.get()]
    for row in rows:
        assert_for_administrators_alone(as_administrator, [as_editor, Client()], row)
        assert_read_only(as_administrator, row)
