"""Workers outside the server are heard of like its own."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings as real_settings
from django.tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from common.database import heartbeat
from guide_project.management.commands.background_worker import WORK
from notifications.mail.delivery import deliver_at_once
from tests.guide_project.servers import ROOT, environment

pytestmark = pytest.mark.once


@pytest.mark.pure
def test_there_is_one_for_each_queue() -> None:
    assert [*WORK] == real_settings.QUEUES


@pytest.mark.django_db(transaction=True)
def test_one_that_runs_apart_does_its_queue_and_says_that_it_lives(database: str, tmp_path: Path, settings) -> None:
    settings.TASKS = {"default": {"BACKEND": "campaign.site_settings.current.TaskBackend", "QUEUES": []}}
    DBTaskResult.objects.all().delete()
    deliver_at_once.enqueue()
    command = [sys.executable, "manage.py", "background_worker", "letters"]
    with subprocess.Popen(command, cwd=ROOT, env=environment(tmp_path, DATABASE_URL=database)) as worker:
        try:
            until = time.monotonic() + 60
            while (row := DBTaskResult.objects.get()).status != TaskResultStatus.SUCCESSFUL:
                assert time.monotonic() < until, row.traceback
                time.sleep(0.2)
            assert heartbeat.is_heard_of(row.worker_ids[0])
            worker.terminate()
            assert worker.wait(30) == 0
        finally:
            worker.kill()
