"""Statements reach the store once each, in their order, whatever it answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from guide.reviewing.fetching import resolved
from learning.attempts.course_list import begin
from learning.attempts.models import Attempt
from learning.attempts.responding import respond
from learning.courses.models import CourseVersion
from learning.statements.outbox import PendingStatement, forget_statements_of
from learning.statements.statement_delivery import (
    PATIENCE,
    RecordStore,
    StatementsWait,
    StoreAway,
    deliver,
    request_delivery,
    send_statements,
)
from tests.factories import create_contributor, create_editor
from tests.learning.course_rows import published_course
from tests.learning.sample_course import sample_course, sample_item
from tests.learning.statements.record_store_stub import StoreStub, store_stub

pytestmark = pytest.mark.django_db
CONTENT = sample_course(lessons=(replace(sample_course().lessons[0], items=(sample_item("choice", "11"),)),))


@pytest.fixture
def store(settings: LazySettings) -> Iterator[StoreStub]:
    with store_stub() as server:
        settings.RECORD_STORE_URL, settings.RECORD_STORE_IS_PRIVATE = server.url, True
        settings.RECORD_STORE_KEY, settings.RECORD_STORE_SECRET = "key", "s3cret"
        yield server


@pytest.fixture
def version() -> CourseVersion:
    return published_course(create_editor(), CONTENT)


def learn(version: CourseVersion, learner: User | None = None) -> Attempt:
    """An attempt at a course of one item, answered: four statements."""
    way = begin(version.course, learner or create_contributor(), language="en")
    respond(way, CONTENT, next(CONTENT.items), ["1"])
    return way


def later(minutes: float) -> Any:
    return timezone.now() + timedelta(minutes=minutes)


def verbs(stored: dict[str, Any]) -> list[str]:
    return [one["verb"]["id"].rpartition("/")[2] for one in stored.values()]


def test_nothing_is_noted_where_no_store_is_set(version: CourseVersion) -> None:
    learn(version)
    assert not PendingStatement.objects.exists()
    assert request_delivery() == 0


def test_what_is_taken_is_sent_once_with_the_headers_of_the_version(store: StoreStub, version: CourseVersion) -> None:
    learn(version)
    assert request_delivery() == 1  # tasks are done at once in tests
    assert verbs(store.statements) == ["initialized", "answered", "completed", "failed"]
    assert not PendingStatement.objects.exists()
    assert deliver(RecordStore.of_settings(), at=timezone.now()) == 0
    (asked,) = store.requests
    assert (asked["path"], asked["x-experience-api-version"]) == ("/xapi/statements", "1.0.3")
    assert asked["authorization"] == "Basic a2V5OnMzY3JldA=="
    assert "s3cret" not in repr(RecordStore.of_settings())


def test_what_is_rolled_back_is_told_to_nobody(store: StoreStub, version: CourseVersion) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        learn(version)
        raise ZeroDivisionError
    assert not PendingStatement.objects.exists()


def test_a_batch_that_arrived_although_nobody_heard_so_counts_once(store: StoreStub, version: CourseVersion) -> None:
    learn(version)
    first = PendingStatement.objects.earliest("pk")
    store.statements[str(first.uuid)] = first.statement | {"stored": "then"}  # answered by 409
    deliver(RecordStore.of_settings(), at=timezone.now())
    assert verbs(store.statements) == ["initialized", "answered", "completed", "failed"]
    assert not PendingStatement.objects.exists()


def test_a_store_that_is_away_is_asked_again_later_each_time_and_then_it_is_told(
    store: StoreStub, version: CourseVersion
) -> None:
    learn(version)
    asked = RecordStore.of_settings()
    store.says = [503, 401, 302]
    assert deliver(asked, at=timezone.now()) == 0
    assert deliver(asked, at=later(0.5)) == 0 and len(store.requests) == 1
    assert deliver(asked, at=later(2)) == 0
    assert deliver(asked, at=later(6)) == 0 and len(store.requests) == 2
    with pytest.raises(StatementsWait, match="302"):
        deliver(asked, at=timezone.now() + PATIENCE + timedelta(minutes=1))
    assert set(PendingStatement.objects.values_list("tries", flat=True)) == {3}
    assert request_delivery(at=later(62)) == 0
    assert deliver(asked, at=later(200)) == 4
    assert verbs(store.statements) == ["initialized", "answered", "completed", "failed"]


def test_what_it_refuses_holds_nothing_else_up_and_can_be_sent_again(store: StoreStub, version: CourseVersion) -> None:
    learn(version)
    refused = PendingStatement.objects.order_by("pk")[1]
    store.refuses = {str(refused.uuid)}
    with pytest.raises(StatementsWait, match="1 statements were refused"):
        deliver(RecordStore.of_settings(), at=timezone.now())
    assert verbs(store.statements) == ["initialized", "completed", "failed"]
    assert PendingStatement.objects.get().problem.startswith("HTTP 400")
    store.refuses = set()
    assert PendingStatement.objects.all().send_again() == 1
    assert send_statements.func() == 1


def test_nothing_is_told_of_somebody_who_was_erased(store: StoreStub, version: CourseVersion) -> None:
    way = learn(version)
    forget_statements_of(way.learner)
    assert deliver(RecordStore.of_settings(), at=timezone.now()) == 0


@pytest.mark.parametrize(
    "url",
    ["http://93.184.216.34/xapi", "https://127.0.0.1/xapi", "https://10.0.0.1/xapi", "https://93.184.216.34:8443/xapi"],
)
def test_no_address_inside_and_no_plain_http_is_asked(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **options: object) -> None:
        raise AssertionError("a connection")

    monkeypatch.setattr("socket.create_connection", refuse)
    assert resolved("127.0.0.1", 80) == ["127.0.0.1"]
    with pytest.raises(StoreAway):
        RecordStore(url).post([{}])
