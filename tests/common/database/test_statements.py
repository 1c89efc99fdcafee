"""Rows that are written without the ORM are those that it would have written."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection, transaction
from django.forms.models import model_to_dict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from common.database import statements
from contributions.history_models import Act, revision_of
from contributions.models import Comment, Page, PageRevision, PageTemplate
from contributions.revisions import Revisioned
from drafts.models import Presence
from guide.models import Section, Tip
from notifications.kinds import NotificationKind
from notifications.models import Notification
from tests import factories

pytestmark = pytest.mark.django_db

MOMENT = datetime(2026, 3, 4, 5, 6, 7, 891_234, tzinfo=UTC)
AWKWARD = 'L’été, « 100 % » d\'%s \\ "x" ; -- \U0001f600\n\n{}'


def details(author: User | None) -> dict[str, Any]:
    comment = {"history_change_reason": AWKWARD[:20], "history_date": MOMENT, "history_user": author}
    return comment | {"is_minor": True, "act": Act.MERGED, "about_version": 3}


def as_simple_history_writes(text: Revisioned, author: User | None) -> Any:
    comment = details(author)
    stored = {name: comment[name] for name in ("is_minor", "act", "about_version")}
    type(text).history.bulk_history_create(
        [text],
        update=True,
        default_user=author,
        default_change_reason=comment["history_change_reason"],
        default_date=MOMENT,
        custom_historical_attrs=stored,
    )
    return text.history.get(version=text.version)


def every_kind_of_text() -> list[Revisioned]:
    page = factories.create_page(body=AWKWARD)
    factories.create_comment(page=page, author=factories.create_user(username="zoe"))
    factories.create_tip(number=6)
    PageTemplate.objects.current()
    list(Section.objects.in_order())
    return [page, Comment.objects.get(), Tip.objects.get(number=6), Section.objects.all()[0]]


@pytest.mark.parametrize("is_signed", [True, False])
def test_a_revision_is_written_as_simple_history_writes_it(contributor: User, is_signed: bool) -> None:
    author = contributor if is_signed else None
    for text in every_kind_of_text():
        text.version = 90
        expected = as_simple_history_writes(text, author)
        text.version = 91
        statements.insert(revision_of(text, history_type="~", **details(author)))
        found = text.history.get(version=91)
        same = {"history_id", "version"}
        assert model_to_dict(found, exclude=same) == model_to_dict(expected, exclude=same)
        assert found.history_date == expected.history_date
        assert found.history_type == expected.history_type


def test_an_update_writes_what_the_orm_writes(contributor: User) -> None:
    values = {"body": AWKWARD, "contents": [{"title": AWKWARD, "level": 2}], "modified_at": MOMENT, "version": 2}
    pages = [factories.create_page(title=f"Page {number}", author=contributor) for number in range(2)]
    where = {"version": 1, "is_hidden": False, "merged_into": None}
    assert Page.objects.filter(pk=pages[0].pk, **where).update(**values) == 1
    assert statements.update(Page, values, {"pk": pages[1].pk} | where) == 1
    found = [Page.objects.filter(pk=page.pk).values(*values).get() for page in pages]
    assert found[0] == found[1]


def test_an_update_writes_where_all_is_as_it_says_and_nowhere_else(contributor: User) -> None:
    page, other = (factories.create_page(title=title) for title in ("Une", "Deux"))
    for where in ({"version": 2}, {"is_hidden": True}, {"merged_into": other}):
        assert statements.update(Page, {"excerpt": "x"}, {"pk": page.pk} | where) == 0
    assert not Page.objects.filter(excerpt="x").exists()
    assert statements.update(Page, {"excerpt": "x", "theme": other.theme}, {"pk": page.pk, "merged_into": None}) == 1
    assert list(Page.objects.filter(excerpt="x")) == [page]


def test_a_row_for_each_of_some_people_is_what_the_orm_writes(django_assert_num_queries) -> None:
    people = [factories.create_user(username=f"p{number}").pk for number in range(5)]
    values = {"place": "page:1", "url": "/wiki/", "created_at": MOMENT, "excerpt": AWKWARD}
    keys = ("contributions.page:1:5", "contributions.page:1:6")
    told = [
        Notification(kind=NotificationKind.EDITED, key=key, shown_at=shown, **values)
        for key, shown in zip(keys, (None, MOMENT), strict=True)
    ]
    with django_assert_num_queries(1):
        statements.insert_for_each("person", [(told[0], people[:3]), (told[1], people[2:])])
    found = [model_to_dict(row, exclude=["id"]) for row in Notification.objects.order_by("pk")]
    Notification.objects.all().delete()
    for row, some in ((told[0], people[:3]), (told[1], people[2:])):
        for person in some:
            row.pk, row.person_id, row._state.adding = None, person, True
            row.save(force_insert=True)
    assert found == [model_to_dict(row, exclude=["id"]) for row in Notification.objects.order_by("pk")]
    statements.insert_for_each("person", [])
    statements.insert_for_each("person", [(told[0], [])])
    assert Notification.objects.count() == len(found)


def test_many_rows_are_written_some_at_a_time(monkeypatch: pytest.MonkeyPatch, django_assert_num_queries) -> None:
    monkeypatch.setattr(statements, "AT_ONCE", 2)
    people = [factories.create_user(username=f"p{number}").pk for number in range(5)]
    row = Notification(kind=NotificationKind.EDITED, key="contributions.page:1:5", place="page:1", url="/wiki/")
    with django_assert_num_queries(3):
        statements.insert_for_each("person", [(row, people)])
    assert sorted(Notification.objects.values_list("person", flat=True)) == people


def test_each_costs_one_query(contributor: User, django_assert_num_queries) -> None:
    page = factories.create_page(author=contributor)
    with django_assert_num_queries(2):
        statements.update(Page, {"modified_at": timezone.now()}, {"pk": page.pk})
        page.version = 2
        statements.insert(revision_of(page, history_type="~", **details(contributor)))
    assert PageRevision.objects.filter(id=page.pk).count() == 2


@pytest.mark.django_db(transaction=True)
def test_what_is_not_waited_for_is_written(contributor: User) -> None:
    words = "INSERT INTO drafts_presence (person_id, key, place, seen_at) VALUES (%s, %s, '', CURRENT_TIMESTAMP)"
    assert statements.write_unawaited(words, [contributor.pk, "page:1:edit"]) == 1
    assert statements.write_unawaited("DELETE FROM drafts_presence WHERE key = %s", ["page:2:edit"]) == 0
    assert Presence.objects.get().key == "page:1:edit"


WAITING = {
    "postgresql": ("SET synchronous_commit TO on", "SHOW synchronous_commit", "RESET synchronous_commit"),
    "sqlite": ("PRAGMA synchronous=FULL", "PRAGMA synchronous", "PRAGMA synchronous=OFF"),
}


@pytest.mark.django_db(transaction=True)
def test_all_else_is_waited_for_as_before(contributor: User) -> None:
    wait, ask, as_in_tests = WAITING[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(wait)
        cursor.execute(ask)
        before = cursor.fetchone()
        Presence.objects.touch(contributor, "page:1:edit")
        cursor.execute(ask)
        assert cursor.fetchone() == before
        cursor.execute(as_in_tests)


@pytest.mark.django_db(transaction=True)
def test_inside_a_transaction_nothing_is_left_unawaited(contributor: User) -> None:
    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        Presence.objects.touch(contributor, "page:1:edit")
    assert not any("synchronous_commit" in query["sql"] for query in asked.captured_queries)
