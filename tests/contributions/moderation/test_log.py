"""The log of moderation: it is added to, and never changed."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import User
from contributions.models import LogEntry
from contributions.moderation_log import LogAction, LogIsAppendOnly
from contributions.views.moderation import LOG_ROWS
from tests import factories
from tests.admin_pages import assert_for_administrators_alone, assert_read_only
from tests.contributions.uploads import makers

pytestmark = pytest.mark.django_db
ADDRESS = "/curation/log/"


def note(by: User, **fields) -> LogEntry:
    return LogEntry.objects.note(**{"act": LogAction.PROTECT, "by": by, "reason": "Une querelle."} | fields)


def test_an_entry_is_neither_changed_nor_deleted(editor: User) -> None:
    entry = note(editor)
    entry.reason = "Autre chose."
    for attempt in (
        entry.save,
        entry.delete,
        lambda: LogEntry.objects.update(reason="x"),
        LogEntry.objects.all().delete,
        lambda: LogEntry.objects.bulk_update([entry], ["reason"]),
        lambda: LogEntry.objects.update_or_create(pk=entry.pk, defaults={"reason": "x"}),
    ):
        with pytest.raises(LogIsAppendOnly), transaction.atomic():
            attempt()
    assert LogEntry.objects.get().reason == "Une querelle."


def test_the_database_itself_refuses_to_change_an_entry(editor: User) -> None:
    note(editor)
    with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic():
        connection.cursor().execute("UPDATE contributions_logentry SET reason = 'x'")
    assert LogEntry.objects.get().reason == "Une querelle."


def test_postgresql_itself_refuses_to_delete_an_entry_which_sqlite_does_to_empty_a_table(editor: User) -> None:
    note(editor)
    refused = pytest.raises(DatabaseError, match="only ever added to")
    with refused if connection.vendor == "postgresql" else nullcontext(), transaction.atomic():
        connection.cursor().execute("DELETE FROM contributions_logentry")
    assert LogEntry.objects.exists() == (connection.vendor == "postgresql")


def test_an_act_that_the_log_does_not_know_is_refused(editor: User) -> None:
    with pytest.raises(ValueError, match="invent"):
        note(editor, act="invent")


def test_who_stands_in_the_log_is_not_deleted(editor: User) -> None:
    person = factories.create_user(username="anne")
    note(editor, act=LogAction.STOP, person=person)
    assert person.has_left_traces


def test_editors_read_who_did_what_to_what_and_why(as_editor: Client, editor: User) -> None:
    page = factories.create_page(title="Une page")
    note(editor, page=page)
    html = as_editor.get(ADDRESS).content.decode()
    assert "Laurent C." in html
    assert "a protégé une page" in html
    assert f'href="{page.get_absolute_url()}">Une page</a>' in html
    assert "Une querelle." in html


def test_hidden_words_are_not_repeated_in_the_log(as_editor: Client, editor: User, contributor: User) -> None:
    comment = factories.create_comment(body="Le mot canari.", author=contributor)
    comment.hide(reason="hors sujet", by=editor)
    html = as_editor.get(ADDRESS).content.decode()
    assert comment.get_absolute_url() in html
    assert "canari" not in html


def test_a_picture_that_is_hidden_and_shown_again_is_noted(as_editor: Client, editor: User) -> None:
    picture = makers.create_picture(uploader=editor, alt="Canari")
    picture.hide(reason="Un visage.", by=editor)
    picture.show(by=editor)
    assert set(LogEntry.objects.values_list("act", flat=True)) == {LogAction.HIDE_FILE, LogAction.SHOW_FILE}
    html = as_editor.get(ADDRESS).content.decode()
    assert picture.get_absolute_url() in html
    assert "Canari" not in html


def test_it_filters_by_act_by_person_and_by_period(as_editor: Client, editor: User) -> None:
    anne = factories.create_user(username="anne", first_name="Anne")
    note(editor, reason="Récente.")
    note(editor, act=LogAction.STOP, person=anne, reason="Publicité.")
    note(editor, reason="Ancienne.", at=timezone.now() - timedelta(days=40))
    found = {
        query: [name for name in ("Récente.", "Publicité.", "Ancienne.") if name in html]
        for query in ("", "?act=stop", "?person=anne", "?person=laurent", "?period=month", "?person=personne")
        for html in [as_editor.get(ADDRESS + query).content.decode()]
    }
    assert found == {
        "": ["Récente.", "Publicité.", "Ancienne."],
        "?act=stop": ["Publicité."],
        "?person=anne": ["Publicité."],
        "?person=laurent": ["Récente.", "Publicité.", "Ancienne."],
        "?period=month": ["Récente.", "Publicité."],
        "?person=personne": [],
    }


def test_its_pages_follow_each_other_without_a_gap(as_editor: Client, editor: User) -> None:
    moment = timezone.now()
    for number in range(LOG_ROWS + 3):
        note(editor, reason=f"n{number}.", at=moment)
    first = as_editor.get(ADDRESS)
    second = as_editor.get(f"{ADDRESS}?{first.context['next_query']}")
    reasons = [
        entry.reason for response in (first, second) for _day, entries in response.context["days"] for entry in entries
    ]
    assert reasons == [f"n{number}." for number in reversed(range(LOG_ROWS + 3))]


def test_it_costs_the_same_however_long_it_is(as_editor: Client, editor: User, django_assert_num_queries) -> None:
    page = factories.create_page()
    note(editor, page=page)
    with django_assert_num_queries(2):  # session with its person, entries with all they name
        as_editor.get(ADDRESS)
    for number in range(8):
        comment = factories.create_comment(page=page, author=editor)
        note(editor, page=factories.create_page(title=f"Page {number}"), comment=comment, person=editor)
    with django_assert_num_queries(2):
        as_editor.get(ADDRESS)


def test_administrators_read_it_too_and_change_nothing(
    as_administrator: Client, as_editor: Client, editor: User
) -> None:
    entry = note(editor)
    assert_for_administrators_alone(as_administrator, [as_editor], entry)
    assert_read_only(as_administrator, entry)
