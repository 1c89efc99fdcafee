"""A worker that is killed in the middle of a form leaves nothing half made, and the next one makes it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from guide.builds import build, missing
from guide.builds.disk import folder_of
from guide.models import Edition
from tests.e2e.killable import ROOT, address_of_database
from tests.factories import create_tip

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("step_by_step")]


def worker(folder: Path, *options: str) -> subprocess.Popen[bytes]:
    environment = {"GUIDE_DEMO": "1", "DATA_DIR": str(folder), "DATABASE_URL": address_of_database()}
    # A worker starts only where everything is built: nothing is collected here.
    environment["STATIC_STORAGE"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    command = [
        sys.executable,
        "manage.py",
        "db_worker",
        "--no-reload",
        "--queue-name",
        "*",
        "--interval",
        "0.1",
        *options,
    ]
    with (folder / "worker.log").open("ab") as log:
        environment = os.environ | environment | {"SECRET_KEY": settings.SECRET_KEY}
        return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True)


def wait_until(is_so: Callable[[], bool], folder: Path) -> None:
    deadline = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < deadline, (folder / "worker.log").read_text()
        time.sleep(0.02)


def test_a_worker_killed_in_the_middle_is_followed_by_another(
    editor: User, tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.EDITIONS_ROOT = tmp_path / "editions"
    create_tip(number=6, by=editor)
    edition = Edition.objects.in_preparation()
    edition.publish(by=editor, accept_free_places=True)
    pdf = edition.files.get(form="pdf")
    (folder_of(edition) / "guide.pdf").unlink()
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    build.request_builds(edition, forms=["pdf"])

    first = worker(tmp_path)
    wait_until(lambda: edition.files.filter(pk=pdf.pk, begun_at__isnull=False).exists(), tmp_path)
    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    pdf.refresh_from_db()
    assert pdf.state == "waiting"
    assert not (folder_of(edition) / "guide.pdf").exists()
    assert DBTaskResult.objects.running().count() == 1

    monkeypatch.setattr(missing.subprocess, "may_fork", lambda: True)  # as in the worker
    assert missing.request_lost_builds() == 0  # it was heard of a moment ago
    assert missing.request_lost_builds(timezone.now() + timedelta(minutes=2)) == 1
    second = worker(tmp_path, "--batch")
    assert second.wait(60) == 0, (tmp_path / "worker.log").read_text()
    pdf.refresh_from_db()
    assert (pdf.state, pdf.problem) == ("ready", "")
    assert (folder_of(edition) / "guide.pdf").read_bytes().startswith(b"%PDF-1.7")
    assert pdf.size == (folder_of(edition) / "guide.pdf").stat().st_size
