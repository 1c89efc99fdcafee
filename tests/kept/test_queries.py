"""A kept query returns what the query that it is made from returns, on the database at hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore as PlainStore
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from accounts.backends import RolesBackend
from accounts.models import Role, User
from accounts.sessions import SessionStore
from contributions.models import Page
from kept.queries import KeptQuery, KeptRows
from tests import factories

pytestmark = pytest.mark.django_db


def everything(row: object) -> dict[str, object]:
    return {name: value for name, value in vars(row).items() if name != "_state"}


def test_a_person_is_read_with_her_roles_as_the_query_reads_her() -> None:
    person = factories.create_editor()
    plain = User.objects.with_roles().get(pk=person.pk)
    kept = RolesBackend().get_user(person.pk)
    assert kept is not None
    assert everything(kept) == everything(plain)
    assert kept.role_editor is True  # type: ignore[attr-defined]  # an annotation


def test_a_person_who_was_stopped_is_not_there() -> None:
    person = factories.create_contributor()
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert RolesBackend().get_user(person.pk) is None
    assert RolesBackend().get_user(0) is None


def test_a_row_of_another_value_is_another_one() -> None:
    ones = [factories.create_user(username=name) for name in ("anne", "yves")]
    assert [getattr(RolesBackend().get_user(one.pk), "username", "") for one in ones] == ["anne", "yves"]


def test_a_session_says_what_it_was_told() -> None:
    plain = PlainStore()
    plain["who"] = 7
    plain.save()
    assert SessionStore(plain.session_key).load() == {"who": 7}
    assert SessionStore("x" * 32).load() == {}


def test_a_session_that_is_over_says_nothing_and_has_no_key() -> None:
    plain = PlainStore()
    plain["who"] = 7
    plain.save()
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    store = SessionStore(plain.session_key)
    assert store.load() == {}
    assert store.session_key is None


def test_texts_rows_beside_and_what_was_left_out_are_as_in_the_query() -> None:
    page = factories.create_page()

    def rows(slug: str, at: datetime):  # type: ignore[no-untyped-def]
        found = Page.objects.filter(slug=slug, created_at__lt=at).select_related("theme").defer("body")
        return found.with_writing_open(at)

    now = timezone.now() + timedelta(days=1)
    plain = rows(page.slug, now).get()
    kept = KeptQuery(rows, "a slug", datetime(1, 2, 3, tzinfo=UTC)).first(page.slug, now)
    assert kept is not None
    assert kept.theme == plain.theme
    assert kept.byline == plain.byline
    assert kept.get_deferred_fields() == plain.get_deferred_fields()
    assert kept.writing_is_open == plain.writing_is_open  # type: ignore[attr-defined]  # an annotation


def test_rows_of_many_keys_are_those_of_the_query_as_objects_and_as_tuples() -> None:
    pages = [factories.create_page(title=f"Page {number}") for number in range(KeptRows.AT_ONCE + 2)]
    keys = [page.pk for page in pages]
    columns = ("pk", "byline", "created_at", "theme__question", "standing__useful")

    def tuples(keys: Sequence[int]) -> Any:
        return Page.objects.filter(pk__in=keys).order_by().values_list(*columns)

    kept = KeptRows(tuples)
    for some in (keys, keys[:1], [*keys, *keys, 0], []):
        assert sorted(kept.of(some), key=lambda row: row[0]) == sorted(tuples(some), key=lambda row: row[0])
    objects = KeptRows(lambda keys: Page.objects.filter(pk__in=keys).defer("body"))
    assert {page.pk: everything(page) for page in objects.of(keys)} == {
        page.pk: everything(page) for page in Page.objects.filter(pk__in=keys).defer("body")
    }


def test_two_queries_that_differ_in_what_stays_the_same_are_two() -> None:
    pages = {title: factories.create_page(title=title) for title in ("Une", "Deux")}
    queries = {
        title: KeptQuery(lambda theme, title=title: Page.objects.filter(theme=theme, title=title).order_by("pk"), -3)
        for title in pages
    }
    for _turn in range(2):
        assert {title: query.all(pages[title].theme_id) for title, query in queries.items()} == {
            title: [page] for title, page in pages.items()
        }


def test_a_value_that_the_query_does_not_ask_about_is_refused() -> None:
    with pytest.raises(ValueError, match="stands in"):
        KeptQuery(lambda key: User.objects.filter(username=Role.EDITOR), "somebody").first("x")


@pytest.mark.django_db(transaction=True)
def test_a_query_that_the_connection_no_longer_knows_is_asked_the_plain_way() -> None:
    """As behind a pooler, which gives each statement another connection."""
    person = factories.create_contributor()
    assert RolesBackend().get_user(person.pk) == person
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("DEALLOCATE ALL")
    assert RolesBackend().get_user(person.pk) == person
    assert RolesBackend().get_user(person.pk) == person
    connection.close()
    assert RolesBackend().get_user(person.pk) == person
