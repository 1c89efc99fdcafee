"""A compiled query returns what the query that it is made from returns, on the database at hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore as PlainStore
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Role, User
from accounts.sessions import RolesBackend, SessionStore
from common.database.queries import CompiledQuery
from contributions.models import Comment, Page
from guide.tips.models import Tip
from tests import factories

pytestmark = pytest.mark.django_db


def everything(row: object) -> dict[str, object]:
    return {name: value for name, value in vars(row).items() if name != "_state"}


def test_a_person_is_read_with_her_roles_as_the_query_reads_her() -> None:
    person = factories.create_editor()
    plain = User.objects.with_roles().get(pk=person.pk)
    stored = RolesBackend().get_user(person.pk)
    assert stored is not None
    assert everything(stored) == everything(plain)
    assert stored.role_editor  # type: ignore[attr-defined]  # an annotation


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


def test_texts_annotations_and_what_was_left_out_are_as_in_the_query() -> None:
    page = factories.create_page()

    def rows(slug: str, at: datetime):  # type: ignore[no-untyped-def]
        return Page.objects.filter(slug=slug, created_at__lt=at).defer("body").with_rights(at)

    now = timezone.now() + timedelta(days=1)
    plain = rows(page.slug, now).get()
    compiled = CompiledQuery(rows, "a slug", datetime(1, 2, 3, tzinfo=UTC)).first(page.slug, now)
    assert compiled is not None
    assert everything(compiled) == everything(plain)
    assert compiled.get_deferred_fields() == plain.get_deferred_fields()


def test_days_are_asked_for_as_the_database_has_them() -> None:
    tip = factories.create_tip(by=factories.create_editor())
    Tip.objects.update(review_due=date(2026, 11, 28))
    compiled = CompiledQuery(lambda day: Tip.objects.filter(review_due__lt=day).order_by(), date(1, 2, 3))
    assert (compiled.all(date(2026, 11, 28)), compiled.all(date(2026, 11, 29))) == ([], [tip])


def test_rows_without_objects_are_those_of_the_query() -> None:
    page = factories.create_page()

    def rows(pk: int) -> Any:
        return Page.objects.filter(pk=pk).order_by().annotate(of=F("theme__slug")).values_list("title", "pk", "of")

    compiled: CompiledQuery[Any] = CompiledQuery(rows, -1)
    for pk in (page.pk, 0):
        assert compiled.tuples(pk) == list(rows(pk))


def test_two_queries_that_differ_in_what_stays_the_same_are_two() -> None:
    pages = {title: factories.create_page(title=title) for title in ("Une", "Deux")}
    queries = {
        title: CompiledQuery(
            lambda theme, title=title: Page.objects.filter(theme=theme, title=title).order_by("pk"), -3
        )
        for title in pages
    }
    for _turn in range(2):
        assert {title: query.all(pages[title].theme_id) for title, query in queries.items()} == {
            title: [page] for title, page in pages.items()
        }


def test_a_value_that_the_query_does_not_ask_about_is_refused() -> None:
    with pytest.raises(ValueError, match="sample argument"):
        CompiledQuery(lambda key: User.objects.filter(username=Role.EDITOR), "somebody").first("x")


@pytest.mark.django_db(transaction=True)
def test_a_statement_that_the_connection_no_longer_knows_is_asked_plainly() -> None:
    """As behind a pooler, which gives each statement another connection."""
    person = factories.create_contributor()
    query = CompiledQuery(lambda pk: User.objects.filter(pk=pk), -1)
    assert query.first(person.pk) == person
    assert len(names_prepared()) == (connection.vendor == "postgresql")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("DEALLOCATE ALL")
    assert query.first(person.pk) == query.first(person.pk) == person
    assert names_prepared() == []
    connection.close()
    assert query.first(person.pk) == person


@pytest.mark.django_db(transaction=True)
def test_nothing_is_prepared_inside_a_transaction() -> None:
    person = factories.create_contributor()
    with transaction.atomic():
        assert CompiledQuery(lambda pk: User.objects.filter(pk=pk), -1).first(person.pk) == person
        assert names_prepared() == []


@pytest.mark.django_db(transaction=True)
def test_a_query_is_planned_once_where_it_says_so_and_no_other_with_it() -> None:
    people = [factories.create_contributor(username=name) for name in ("anne", "yves")]
    queries = [
        CompiledQuery(lambda pk: User.objects.filter(pk=pk), -1, is_planned_once=True),
        CompiledQuery(lambda pk: User.objects.filter(pk=pk).only("username"), -1),
    ]
    for query in queries:
        assert [query.first(person.pk) for person in people] == people
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT generic_plans, custom_plans FROM pg_prepared_statements ORDER BY prepare_time")
            assert cursor.fetchall() == [(2, 0), (0, 2)]
            cursor.execute("SHOW plan_cache_mode")
            assert cursor.fetchone() == ("auto",)


def names_prepared() -> list[str]:
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pg_prepared_statements WHERE name LIKE 'compiled_%'")
        return [name for (name,) in cursor.fetchall()]


def test_rows_of_foreign_keys_come_along_each_once() -> None:
    anne, yves = (factories.create_contributor(username=name, job=f"métier de {name}") for name in ("anne", "yves"))
    page = factories.create_page()
    said = [
        Comment.objects.write(theme=page.theme, page=page, body=f"Vu aussi {number}.", author=author)
        for number, author in enumerate([anne, yves, anne])
    ]
    said[1].resolve(by=anne)

    def rows(pk: int):  # type: ignore[no-untyped-def]
        return Comment.objects.filter(page=pk).order_by("pk")

    query: CompiledQuery[Comment] = CompiledQuery(rows, -7, related=["author", "resolved_by"])
    with CaptureQueriesContext(connection) as asked:
        found = query.all(page.pk)
        assert [(one.author.username, one.author.job) for one in found] == [
            (one.author.username, one.author.job) for one in said
        ]
        assert [one.resolved_by for one in found] == [None, anne, None]
    assert len(asked) == 1
    for compiled, plain in zip(found, rows(page.pk).select_related("author", "resolved_by"), strict=True):
        assert everything(compiled) == everything(plain)
        assert everything(compiled.author) == everything(plain.author)
