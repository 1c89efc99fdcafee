"""The worker is killed while it tells a page's watchers: the task is done again, and everybody is told once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from contributions.models import Watch
from guide_project.server.task_recovery import run_lost_tasks_again
from notifications.models import Notification
from tests import factories

ROOT = Path(__file__).resolve().parents[3]
WATCHERS, BATCH = 30, 10
WORKER = """
import os, signal, sys
import django
django.setup()
from django.conf import settings
from django.core.management import call_command
from notifications import batching
batching.BATCH = int(sys.argv[1])
settings.ON_TEXT_CHANGED = ["contributions.watches.notify.notify_watchers"]
write, written = batching.write_some, []
def write_and_die(*args):
    if len(written) == int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)
    written.append(write(*args))
    return written[-1]
batching.write_some = write_and_die
call_command("db_worker", batch=True, reload=False, startup_delay=False, interval=0, worker_id=sys.argv[3])
"""


def work(worker: str, *, dies_after: int) -> int:
    """A worker of its own process, on this database; returns how it ended."""
    values = connection.settings_dict
    url = f"sqlite:///{values['NAME']}"
    if connection.vendor == "postgresql":
        host = quote(str(values["HOST"]), safe="")
        url = f"postgres://{values['USER']}:{quote(str(values['PASSWORD']))}@{host}:{values['PORT']}/{values['NAME']}"
    environment = os.environ | {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "guide_project.settings",
        "LOG_LEVEL": "ERROR",
    }
    command = [sys.executable, "-c", WORKER, str(BATCH), str(dies_after), worker]
    return subprocess.run(command, cwd=ROOT, env=environment, timeout=300, check=False).returncode


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_killed_in_the_middle_leaves_nobody_told_twice_or_not_at_all(settings) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    settings.TASKS_DONE_AGAIN = ["contributions.events.dispatch"]
    writer = factories.create_user(username="lucie")
    page = factories.create_page()
    people = User.objects.bulk_create(
        User(username=f"personne{number}", alias=f"a{number}") for number in range(WATCHERS)
    )
    Watch.objects.bulk_create(Watch(person=person, page=page, since=page.created_at) for person in people)
    settings.ON_TEXT_CHANGED = ["contributions.watches.notify.notify_watchers"]
    factories.edit_page(page, "Autre chose.", author=writer)

    assert work("first", dies_after=1) == -signal.SIGKILL
    assert Notification.objects.count() == BATCH
    row = DBTaskResult.objects.get(task_path="contributions.events.dispatch")
    assert row.status == TaskResultStatus.RUNNING

    DBTaskResult.objects.filter(pk=row.pk).update(started_at=timezone.now() - timedelta(hours=2))
    assert run_lost_tasks_again() == 1
    assert work("second", dies_after=-1) == 0
    row.refresh_from_db()
    assert row.status == TaskResultStatus.SUCCESSFUL, row.traceback
    assert set(Notification.objects.values_list("person", flat=True)) == {person.pk for person in people}
    assert Notification.objects.count() == WATCHERS
    counts = User.objects.filter(pk__in=[person.pk for person in people]).values_list("unread_count", flat=True)
    assert set(counts) == {1}
