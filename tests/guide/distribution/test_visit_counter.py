"""Readers are counted: once a day each, none lost, none twice, and nobody can tell who they were."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, date, datetime
from threading import Barrier, Thread
from threading import enumerate as all_threads
from time import sleep
from typing import Any

import pytest
from django.db import DatabaseError, connections
from django.test import Client
from django.utils import timezone

from campaign.site_settings.current import read_time_zone
from guide.distribution import visit_counter
from guide.distribution.visit_counter import CountKey, Visit, Visits, count, forget_readers
from guide.models import Channel, CountedReader, DailyCount, DaySalt, Edition
from guide.serving.file_server import FileServer
from tests import factories
from tests.guide.serving.conftest import BROWSER, Asked, left_to_django, put

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def waiting(monkeypatch: pytest.MonkeyPatch) -> Iterator[Visits]:
    """Nobody waits from other tests."""
    visits = Visits()
    monkeypatch.setattr(visit_counter, "visits", visits)
    yield visits


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sets the clock, in UTC; Paris is an hour ahead in winter."""

    def clock(*moment: int) -> None:
        monkeypatch.setattr(timezone, "now", lambda: datetime(*moment, tzinfo=UTC))  # type: ignore[misc]

    clock(2026, 11, 20, 12, 0)
    return clock


def come(*args: Any, **what: Any) -> None:
    meta, asked = meta_of(*args, **what)
    visit_counter.note(meta, **asked)


def meta_of(
    address: str = "192.0.2.1", *, program: str = BROWSER, query: str = "", **what: Any
) -> tuple[dict[str, str], dict[str, Any]]:
    meta = {"REQUEST_METHOD": "GET", "HTTP_USER_AGENT": program, "REMOTE_ADDR": address, "QUERY_STRING": query}
    return meta, {"edition": 1, "language": "fr", "form": "pdf"} | what


def counts() -> dict[tuple[Any, ...], int]:
    rows = DailyCount.objects.order_by("day", "edition", "language", "form", "channel")
    return {(row.day.isoformat(), row.edition, row.language, row.form, row.channel): row.number for row in rows}


def create_channel(code: str) -> Channel:
    return Channel.objects.create(name=code, kind=Channel.Kind.EVENT, code=code)


def test_a_reader_is_counted_once_a_day_however_often_she_comes(at: Any, waiting: Visits) -> None:
    for _ in range(3):
        come()
        come()
        waiting.write()
    come("192.0.2.2")
    come(program=BROWSER + " Other")
    waiting.write()
    assert counts() == {("2026-11-20", 1, "fr", "pdf", ""): 3}
    at(2026, 11, 21, 12, 0)
    come()
    waiting.write()
    assert counts()[("2026-11-21", 1, "fr", "pdf", "")] == 1


def test_what_is_known_already_is_counted_as_if_it_were_not(
    at: Any, waiting: Visits, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[dict[str, Any]] = [
        {"address": "192.0.2.1"}, {"address": "192.0.2.2"}, {"program": BROWSER + " Other"}, {"program": "curl/8"},
        {"form": "web"}, {"edition": 2}, {"language": "ja"}, {"query": "c=gare"}, {"channel": "gare", "form": "door"},
    ]  # fmt: skip
    create_channel("gare")
    plain, visit_of, made = Visits(), visit_counter.visit_of, []
    for each in asked:
        meta, what = meta_of(**each)
        if visit := visit_of(meta, **what):
            plain.add(visit)

    def noticed(meta: dict[str, str], **what: Any) -> Visit | None:
        made.append(meta)
        return visit_of(meta, **what)

    monkeypatch.setattr(visit_counter, "visit_of", noticed)
    for each in asked * 3:
        come(**each)
    assert len(made) == len(asked)
    assert list(waiting._waiting) == list(plain._waiting)


def test_who_is_known_before_midnight_comes_anew_after_it(
    at: Any, waiting: Visits, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_time_zone()
    for minute in (58, 59, 60):
        monkeypatch.setattr(visit_counter, "time", lambda minute=minute: minute * 60.0)
        at(2026, 11, 20, 22 + minute // 60, minute % 60)
        come()
    assert {visit.what.day.day for visit in waiting._waiting} == {20, 21}


@pytest.mark.once
def test_little_is_known_at_a_time(waiting: Visits) -> None:
    for number in range(visit_counter.MOST_KNOWN + 1):
        come(f"10.0.{number // 256}.{number % 256}")
    assert len(waiting.known) == 1
    assert len(waiting) == visit_counter.MOST_KNOWN + 1
    waiting.write()
    assert not waiting.known


def test_each_edition_language_form_and_channel_has_its_own_count(at: Any, waiting: Visits) -> None:
    create_channel("gare")
    come()
    come(edition=2)
    come(language="ja")
    come(form="epub")
    come(query="c=gare")
    come(form="door", channel="gare")
    waiting.write()
    assert counts() == {
        ("2026-11-20", 1, "fr", "door", "gare"): 1,
        ("2026-11-20", 1, "fr", "epub", ""): 1,
        ("2026-11-20", 1, "fr", "pdf", ""): 1,
        ("2026-11-20", 1, "fr", "pdf", "gare"): 1,
        ("2026-11-20", 1, "ja", "pdf", ""): 1,
        ("2026-11-20", 2, "fr", "pdf", ""): 1,
    }


@pytest.mark.once
@pytest.mark.parametrize("query", ["c=nobody", "c=", "c=a%20b", "c=<script>", f"c={'x' * 25}", "cc=gare", "x=1&C=gare"])
def test_a_code_that_no_channel_has_says_nothing(at: Any, waiting: Visits, query: str) -> None:
    create_channel("gare")
    come()
    come(query=query)
    waiting.write()
    assert counts() == {("2026-11-20", 1, "fr", "pdf", ""): 1}


def test_the_day_is_that_of_the_site(at: Any, waiting: Visits) -> None:
    at(2026, 11, 20, 23, 30)
    read_time_zone()
    come()
    waiting.write()
    assert list(counts()) == [("2026-11-21", 1, "fr", "pdf", "")]


def test_nobody_is_served_before_it_is_known_when_a_day_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    """But a database that is away keeps nobody waiting for long."""
    ended, known = Thread(target=str), []
    ended.start()
    ended.join()
    monkeypatch.setattr(visit_counter, "main_thread", lambda: ended)
    monkeypatch.setattr(visit_counter, "forget_readers", lambda: 0)
    monkeypatch.setattr(visit_counter, "read_time_zone", lambda: (sleep(0.2), known.append("Europe/Paris")))
    visit_counter.start()
    assert known == ["Europe/Paris"]
    monkeypatch.setattr(visit_counter, "LONGEST_WAIT", 0.01)
    visit_counter.start()
    assert known == ["Europe/Paris"]
    for thread in all_threads():
        if thread.name == "counting":
            thread.join()


def test_whoever_counts_reads_the_time_zone_of_the_site_anew(at: Any, waiting: Visits) -> None:
    at(2026, 11, 20, 15, 5)
    come("10.0.0.1")
    factories.change_site_settings(time_zone="Asia/Tokyo")
    waiting.write()
    come("10.0.0.2")
    waiting.write()
    assert [day for day, *_what in counts()] == ["2026-11-20", "2026-11-21"]


def test_robots_and_pages_that_a_script_takes_along_are_not_counted(waiting: Visits) -> None:
    come(program="curl/8")
    meta = {"REQUEST_METHOD": "GET", "HTTP_USER_AGENT": BROWSER, "REMOTE_ADDR": "192.0.2.1"}
    meta |= {"HTTP_SEC_FETCH_DEST": "empty", "HTTP_SEC_FETCH_MODE": "same-origin"}
    visit_counter.note(meta, edition=1, language="fr", form="web")
    assert len(waiting) == 0


def test_nothing_that_is_stored_tells_who_it_was_and_at_night_it_goes(at: Any, waiting: Visits) -> None:
    come("192.0.2.77")
    waiting.write()
    first = bytes(CountedReader.objects.get().digest)
    assert len(first) == 16
    at(2026, 11, 20, 23, 9)  # nine minutes past midnight in Paris
    assert forget_readers() == 0
    at(2026, 11, 20, 23, 10)
    assert forget_readers() == 1
    assert not CountedReader.objects.exists()
    assert not DaySalt.objects.exists()
    assert list(counts().values()) == [1]
    come("192.0.2.77")
    waiting.write()
    assert bytes(CountedReader.objects.get().digest) != first


def test_the_last_of_a_day_are_counted_in_it_until_its_hashes_are_gone(
    at: Any, waiting: Visits, caplog: pytest.LogCaptureFixture
) -> None:
    at(2026, 11, 20, 22, 59)
    come()
    come("192.0.2.2")
    waiting.write()
    come()
    come("192.0.2.3")
    at(2026, 11, 20, 23, 5)
    waiting.write()
    assert counts() == {("2026-11-20", 1, "fr", "pdf", ""): 3}
    waiting.add(Visit(CountKey(TODAY, 1, "fr", "pdf", ""), "192.0.2.4", BROWSER))
    at(2026, 11, 20, 23, 10)
    forget_readers()
    waiting.write()
    assert counts() == {("2026-11-20", 1, "fr", "pdf", ""): 3}
    assert "1 readers of 2026-11-20 are not counted" in caplog.text
    assert len(waiting) == 0


def test_what_the_database_does_not_take_waits_and_is_counted_once(
    at: Any, waiting: Visits, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_args: Any) -> None:
        raise DatabaseError("away")

    come()
    with monkeypatch.context() as patch:
        patch.setattr(visit_counter, "_count_day", refuse)
        waiting.write()
        come()
        come("192.0.2.2")
        waiting.write()
    assert len(waiting) == 2
    assert "wait to be counted" in caplog.text
    assert "192.0.2" not in caplog.text
    waiting.write()
    assert counts() == {("2026-11-20", 1, "fr", "pdf", ""): 2}


def test_so_many_wait_at_most_the_oldest_go_and_the_log_says_so(caplog: pytest.LogCaptureFixture) -> None:
    visits = Visits(most=200)
    with caplog.at_level(logging.ERROR):
        for number in range(201):
            visits.add(Visit(CountKey(TODAY, 1, "fr", "pdf", ""), str(number), BROWSER))
    assert len(visits) == 198
    assert "3 readers are not counted" in caplog.text
    assert [visit.address for visit in visits._waiting][::197] == ["3", "200"]


def test_a_failure_in_the_middle_writes_nothing(at: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_values: Any) -> None:
        raise DatabaseError("full")

    monkeypatch.setattr(DailyCount.objects, "create", fail)
    with pytest.raises(DatabaseError):
        count([Visit(CountKey(TODAY, 1, "fr", "pdf", ""), "192.0.2.1", BROWSER)])
    assert not CountedReader.objects.exists()
    assert not DaySalt.objects.exists()


def test_writing_costs_as_many_queries_for_many_readers_as_for_one(
    at: Any, waiting: Visits, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        waiting.write()
    come()
    waiting.write()
    for readers in (1, 300):
        for number in range(readers):
            come(f"10.{readers % 256}.{number // 256}.{number % 256}")
        with django_assert_num_queries(7):
            waiting.write()
    assert list(counts().values()) == [302]


@pytest.mark.django_db(transaction=True)
def test_two_workers_that_saw_the_same_readers_count_each_once(at: Any) -> None:
    """The first of the day, too: both make its salt."""
    readers = [Visit(CountKey(TODAY, 1, "fr", "pdf", ""), f"192.0.2.{number}", BROWSER) for number in range(50)]
    begin, failed = Barrier(4), []

    def work() -> None:
        try:
            begin.wait()
            count(readers)
        except Exception as problem:
            failed.append(problem)
        finally:
            connections.close_all()

    workers = [Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert failed == []
    assert list(counts().values()) == [50]
    assert CountedReader.objects.count() == 50


@pytest.mark.once
def test_thousands_who_come_again_and_again_through_the_front_are_counted_once(
    at: Any, settings, waiting: Visits
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    put(settings.EDITIONS_ROOT / "current", b"1")
    put(settings.EDITIONS_ROOT / "1" / "fr" / "guide.pdf", b"%PDF")
    asked = Asked(FileServer(left_to_django, note=visit_counter.note))
    for turn in range(2):
        for number in range(2_000):
            asked("/guide/fr/guide.pdf", x_forwarded_for=f"2001:db8::{number:x}")
            if number % 700 == turn:
                waiting.write()
    waiting.write()
    assert counts() == {("2026-11-20", 1, "fr", "pdf", ""): 2_000}


@pytest.mark.once
def test_what_django_gives_is_counted_too(published: Edition, as_contributor: Client, waiting: Visits) -> None:
    factories.change_site_settings(guide_is_public=False)
    headers = {"User-Agent": BROWSER}
    as_contributor.get("/guide/fr/", headers=headers)
    as_contributor.get("/guide/editions/1/fr/guide.pdf", headers=headers)
    as_contributor.get("/guide/editions/1/fr/guide.pdf", headers=headers | {"Range": "bytes=5-"})
    as_contributor.head("/guide/fr/guide.pdf", headers=headers)
    as_contributor.get("/guide/fr/nothing.pdf", headers=headers)
    waiting.write()
    assert sorted(DailyCount.objects.values_list("form", "number")) == [("pdf", 1), ("web", 1)]
