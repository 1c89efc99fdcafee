"""A long list of people is carried out, and undone, by the worker, in parts, each once; its progress can be read."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from accounts.people import bulk_changes, carrying_out
from accounts.people.carrying_out import carry_out, confirm, confirm_undoing, go_on, go_on_undoing, undo
from accounts.people.people_imports import PeopleImport
from common.database import heartbeat
from tests import factories
from tests.accounts.people.conftest import BringIn

PEOPLE = "name;address;site\n" + "\n".join(f"Person {n};p{n}@helvia.example;Lyon" for n in range(10))


class Killed(Exception):
    """Stands for a worker that ends in the middle of a part."""


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.TASKS = {
        "default": {"BACKEND": "common.database.tasks.TaskBackend", "QUEUES": []}
    }  # where no worker looks
    monkeypatch.setattr(carrying_out, "LINES_AT_ONCE", 4)
    monkeypatch.setattr(bulk_changes, "MOST_AT_ONCE", 4)


def kill_at(monkeypatch: pytest.MonkeyPatch, module: object, turn: int) -> None:
    """Has the worker end in its part number `turn`, when all of it was written, and not stored yet."""
    turns = iter(range(1, 100))
    end_part = carrying_out.end_part

    def end(*args: object) -> None:
        end_part(*args)  # type: ignore[arg-type]
        if next(turns) == turn:
            raise Killed

    monkeypatch.setattr(module, "end_part", end)


def made() -> int:
    return User.objects.filter(email__endswith="@helvia.example").count()


def tasks() -> list[str]:
    return list(DBTaskResult.objects.ready().values_list("task_path", flat=True))


def test_a_killed_worker_loses_nobody_and_doubles_nobody(
    read: BringIn, administrator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared = read(PEOPLE)
    with monkeypatch.context() as patch:
        kill_at(patch, carrying_out, 2)
        with pytest.raises(Killed):
            carry_out(prepared, by=administrator)
    prepared.refresh_from_db()
    assert (made(), prepared.done, prepared.is_running, prepared.is_carried_out) == (4, 4, True, False)
    go_on(prepared.pk)
    go_on(prepared.pk)
    prepared.refresh_from_db()
    assert (made(), prepared.done, prepared.is_running, prepared.is_carried_out) == (10, 10, False, True)
    assert {line["state"] for line in prepared.lines} == {"new"}
    emails = dict(User.objects.values_list("pk", "email"))
    assert all(emails[line["person"]] == line["fields"]["email"] for line in prepared.lines)


def test_undoing_goes_on_where_its_worker_was_killed(
    bring_in: BringIn, administrator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    martine = factories.create_contributor(site="Genève")
    done = bring_in(f"{PEOPLE}\nMartine;martine@example.org;Lyon\n")
    with monkeypatch.context() as patch:
        kill_at(patch, carrying_out, 2)
        with pytest.raises(Killed):
            undo(done, by=administrator)
    assert made() == 6
    go_on_undoing(done.pk, by=administrator)
    done.refresh_from_db()
    martine.refresh_from_db()
    assert (made(), martine.site, done.is_running) == (0, "Genève", False)
    assert (done.counts["removed"], done.counts["restored"], done.counts["left"]) == (10, 1, 0)


def test_an_account_that_comes_in_between_is_known_and_not_doubled(
    read: BringIn, administrator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared = read(PEOPLE)
    confirm(prepared, by=administrator)
    with monkeypatch.context() as patch:
        kill_at(patch, carrying_out, 2)
        with pytest.raises(Killed):
            go_on(prepared.pk)
    factories.create_user(username="person.8", first_name="Person", last_name="8", email="p8@helvia.example")
    go_on(prepared.pk)
    prepared.refresh_from_db()
    assert made() == 10 and prepared.lines[8]["state"] == "updated"
    assert (prepared.counts["new"], prepared.counts["updated"]) == (9, 1)


def test_one_list_is_under_way_at_a_time(read: BringIn, administrator: User) -> None:
    first, second = read(PEOPLE), read(PEOPLE.replace("helvia", "other"))
    confirm(first, by=administrator)
    with pytest.raises(ValidationError):
        carry_out(second, by=administrator)
    go_on(first.pk)
    confirm_undoing(first, by=administrator)
    with pytest.raises(ValidationError):
        carry_out(second, by=administrator)
    go_on_undoing(first.pk, by=administrator)
    carry_out(second, by=administrator)
    assert User.objects.filter(email__endswith="@other.example").count() == 10


def test_the_command_says_that_another_list_is_under_way(read: BringIn, administrator: User, tmp_path) -> None:
    confirm(read(PEOPLE), by=administrator)
    path = tmp_path / "people.csv"
    path.write_text(PEOPLE)
    with pytest.raises(CommandError, match="Une autre liste"):
        call_command("import_people", str(path))


def test_a_list_that_is_under_way_is_not_undone(read: BringIn, administrator: User, as_administrator: Client) -> None:
    prepared = read(PEOPLE)
    confirm(prepared, by=administrator)
    as_administrator.post(reverse("people_import_undo", args=[prepared.pk]))
    prepared.refresh_from_db()
    assert prepared.undone_at is None


def test_in_the_browser_a_long_list_is_left_to_the_worker_and_its_progress_read(
    read: BringIn, as_administrator: Client
) -> None:
    prepared = read(PEOPLE)
    address = reverse("people_import_report", args=[prepared.pk])
    page = as_administrator.post(address, follow=True).content.decode()
    assert "0 lignes sur 10" in page
    assert (made(), tasks()) == (0, ["accounts.people.bulk_changes.carry_out"])
    part = as_administrator.get(address, headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode() and "HX-Refresh" not in part.headers
    as_administrator.post(address)  # a second press has nothing done twice
    assert tasks() == ["accounts.people.bulk_changes.carry_out"]
    go_on(prepared.pk)
    assert as_administrator.get(address, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    report = as_administrator.get(address).content.decode()
    assert "Ce qu’est devenue chaque ligne" in report and "10 nouveaux comptes" in report


def test_what_stands_still_is_begun_again_by_hand(read: BringIn, administrator: User, as_administrator: Client) -> None:
    prepared = read(PEOPLE)
    confirm(prepared, by=administrator)
    as_administrator.post(reverse("people_import_go_on", args=[prepared.pk]))
    assert tasks() == ["accounts.people.bulk_changes.carry_out"]
    go_on(prepared.pk)
    as_administrator.post(reverse("people_import_go_on", args=[prepared.pk]))
    assert len(tasks()) == 1


def test_that_it_has_stalled_is_offered_once_its_worker_is_silent(read: BringIn, as_administrator: Client) -> None:
    address = reverse("people_import_report", args=[read(PEOPLE).pk])
    stalled = "Rien n’avance"
    assert stalled not in as_administrator.post(address, follow=True).text, "it waits for a worker"
    row, worker = DBTaskResult.objects.get(), heartbeat.new_worker_id(has_thread=False)
    row.claim(worker)
    cache.set(f"worker:{worker}", "", heartbeat.SILENT_ALONE)
    assert stalled not in as_administrator.get(address).text
    cache.delete(f"worker:{worker}")
    assert stalled in as_administrator.get(address).text


def test_a_long_list_is_undone_by_the_worker(bring_in: BringIn, as_administrator: Client) -> None:
    done = bring_in(PEOPLE)
    undone = as_administrator.post(reverse("people_import_undo", args=[done.pk]), follow=True).content.decode()
    assert "en train d’être annulé" in undone and made() == 10
    assert tasks() == ["accounts.people.bulk_changes.undo"]


def test_a_change_of_many_people_is_left_to_the_worker(bring_in: BringIn, as_administrator: Client) -> None:
    bring_in(PEOPLE)
    values = {"act": "speak", "language": "en", "all": "1", "filters": "q=helvia", "sure": "1"}
    answer = as_administrator.post(reverse("people_change"), values, follow=True)
    assert "10 comptes" in answer.content.decode() and tasks() == ["accounts.people.bulk_changes.change_people"]
    assert not User.objects.filter(language="en").exists()
    task = DBTaskResult.objects.get()
    task.task.func(*task.args_kwargs["args"], **task.args_kwargs["kwargs"])
    assert User.objects.filter(language="en").count() == 10


def test_a_short_list_is_carried_out_at_once(read: BringIn, as_administrator: Client) -> None:
    prepared = read("\n".join(PEOPLE.split("\n")[:4]))
    as_administrator.post(reverse("people_import_report", args=[prepared.pk]))
    assert (made(), tasks(), PeopleImport.objects.get().is_carried_out) == (3, [], True)


@pytest.mark.once
@pytest.mark.parametrize(("language", "shown"), [("en", "15,000 new accounts"), ("fr", "15\xa0000 nouveaux comptes")])
def test_a_large_number_of_lines_is_said_with_its_thousands_apart(language: str, shown: str) -> None:
    prepared = SimpleNamespace(counts={"new": 15_000, "updated": 0, "known": 0, "refused": 0})
    with translation.override(language):
        assert shown in render_to_string("accounts/people/_counts.html", {"prepared": prepared})
