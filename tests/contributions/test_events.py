"""What happens to a text wakes those who listen: once it is committed, whoever fails."""

from __future__ import annotations

import pytest
from django.db import transaction

from accounts.models import User
from contributions import events
from contributions.authorship import Authorship
from contributions.events import Event
from contributions.models import Comment, Page
from guide_project import settings as real_settings
from search.models import IndexEntry
from tests import factories
from tests.failed_tasks import FailedTasks

pytestmark = pytest.mark.django_db

heard: list[Event] = []


def listen(change: Event) -> None:
    heard.append(change)


def fail(change: Event) -> None:
    raise RuntimeError(change.label)


read: list[Event] = []


@events.debounced
def look(change: Event) -> None:
    read.append(change)


@pytest.fixture(autouse=True)
def _listening(settings) -> None:
    heard.clear()
    read.clear()
    settings.ON_TEXT_CHANGED = [f"{__name__}.listen"]


def test_a_new_page_and_each_of_its_revisions_is_told(contributor: User) -> None:
    page = factories.create_page(author=contributor)
    page.revise(title=page.title, body="Autre chose.", author=contributor, base_version=1)
    told = [(change.label, change.pk, change.version, change.what, change.by) for change in heard]
    assert told == [
        ("contributions.page", page.pk, 1, "written", contributor.pk),
        ("contributions.page", page.pk, 2, "edited", contributor.pk),
    ]


def test_so_is_hiding_and_showing(editor: User) -> None:
    page = factories.create_page()
    page.hide(reason="Doublon", by=editor)
    page.show(by=editor)
    assert [change.what for change in heard] == ["written", "hidden", "shown"]


def test_so_is_what_somebody_says_withdraws_and_puts_back(contributor: User) -> None:
    comment = Comment.objects.write(theme=factories.create_theme(), body="Moi aussi.", author=contributor)
    comment.withdraw(by=contributor)
    comment.withdraw(by=contributor)
    comment.put_back(by=contributor)
    assert [change.what for change in heard] == ["written", "withdrawn", "put_back"]


def test_an_edit_that_changes_nothing_wakes_nobody(contributor: User) -> None:
    page = factories.create_page()
    heard.clear()
    page.revise(title=page.title, body=page.body, author=contributor, base_version=1)
    assert heard == []


def test_who_fails_keeps_nobody_else_from_being_told(settings, failed_tasks: FailedTasks) -> None:
    settings.ON_TEXT_CHANGED = [f"{__name__}.fail", f"{__name__}.listen"]
    assert Page.objects.get(pk=factories.create_page().pk).version == 1
    assert len(heard) == 1
    failed_tasks.expect("HandlersFailed", "failed after")


def test_the_task_then_stands_as_failed(settings, failed_tasks: FailedTasks) -> None:
    settings.ON_TEXT_CHANGED = [f"{__name__}.fail"]
    told = {"label": "contributions.page", "pk": 1, "version": 1, "what": "edited", "by": None}
    result = events.dispatch.enqueue(told | {"at": "2026-11-24T10:00:00+00:00"})
    assert result.status == "FAILED"
    assert "HandlersFailed" in result.errors[0].exception_class_path
    failed_tasks.expect("HandlersFailed", "failed after")


def test_an_import_wakes_nobody() -> None:
    with events.muted():
        factories.create_page()
    assert heard == []


@pytest.mark.django_db(transaction=True)
def test_what_is_taken_back_with_its_transaction_is_told_to_nobody_by_the_worker(settings) -> None:
    from django_tasks_db.models import DBTaskResult

    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    factories.create_theme()
    waiting = DBTaskResult.objects.count()
    with pytest.raises(RuntimeError), transaction.atomic():
        factories.create_page()
        raise RuntimeError
    assert DBTaskResult.objects.count() == waiting


def told_late(page: Page, version: int, what: str = "edited") -> None:
    """What a worker does that has fallen behind."""
    told = {"label": "contributions.page", "pk": page.pk, "version": version, "what": what, "by": None}
    events.dispatch.call(told | {"at": "2026-11-24T10:00:00+00:00"})


@pytest.fixture
def saved_four_times(settings, contributor: User) -> Page:
    settings.ON_TEXT_CHANGED = []
    page = factories.create_page(author=contributor)
    for version in (1, 2, 3):
        page.revise(title=page.title, body=f"Texte {version}.", author=contributor, base_version=version)
    settings.ON_TEXT_CHANGED = [f"{__name__}.listen", f"{__name__}.look"]
    return page


def test_a_text_that_is_saved_again_and_again_is_read_at_first_and_at_last(saved_four_times: Page) -> None:
    for version in (1, 2, 3, 4):
        told_late(saved_four_times, version)
    assert [change.version for change in heard] == [1, 2, 3, 4]
    assert [change.version for change in read] == [1, 4]


def test_and_every_ten_seconds(saved_four_times: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    for version, moment in ((1, 100.0), (2, 109.9), (3, 110.1)):
        monkeypatch.setattr(events.time, "monotonic", lambda moment=moment: moment)
        told_late(saved_four_times, version)
    assert [change.version for change in read] == [1, 3]


def test_what_else_happens_to_a_text_is_told_to_everybody(saved_four_times: Page) -> None:
    for what in ("edited", "hidden", "shown"):
        told_late(saved_four_times, 3, what)
    assert [change.what for change in read] == ["edited", "hidden", "shown"]


def test_who_reads_the_newest_text_has_read_the_last_one_at_the_end(settings, saved_four_times: Page) -> None:
    settings.ON_TEXT_CHANGED = real_settings.ON_TEXT_CHANGED
    for version in (1, 2, 3, 4):
        told_late(saved_four_times, version)
    assert IndexEntry.objects.get(source="page").version == Authorship.objects.get().version == 4
