"""A task that fails fails the test that caused it: see tests/failed_tasks.py."""

from __future__ import annotations

import logging

import pytest
from django.core.management import call_command
from django.tasks import task

from tests.failed_tasks import FailedTasks

pytestmark = pytest.mark.django_db


@task
def fail() -> None:
    raise ValueError("le disque est plein")


@task
def complain() -> None:
    logging.getLogger("guide").error("Une page ne peut pas être faite")


@task
def collect() -> None:
    logging.getLogger("asyncio").error("Task was destroyed but it is pending! coro=<…/playwright/_impl/page.py>")


def test_what_a_closed_browser_leaves_is_no_failure_of_the_task_in_which_it_is_collected(
    failed_tasks: FailedTasks,
) -> None:
    collect.enqueue()
    failed_tasks.expect()


def test_a_task_that_fails_at_once_is_told(failed_tasks: FailedTasks) -> None:
    fail.enqueue()
    failed_tasks.expect("le disque est plein")


def test_an_error_that_a_task_writes_into_the_log_is_told(failed_tasks: FailedTasks) -> None:
    complain.enqueue()
    failed_tasks.expect("ne peut pas être faite")


@pytest.mark.django_db(transaction=True)
def test_what_a_worker_does_is_told_once(failed_tasks: FailedTasks, settings) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    fail.enqueue()
    call_command("db_worker", batch=True, reload=False, startup_delay=False, interval=0)
    failed_tasks.expect("le disque est plein")


def test_what_was_not_meant_fails_the_test(failed_tasks: FailedTasks) -> None:
    fail.enqueue()
    complain.enqueue()
    with pytest.raises(AssertionError, match="le disque est plein"):
        failed_tasks.expect("ne peut pas être faite")
    assert failed_tasks.take() == []
