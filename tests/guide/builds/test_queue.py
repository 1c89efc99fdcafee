"""Publishing only asks for files: they are made by workers of their own, and readers are led there once all are made."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from django.test import Client
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from contributions import events
from guide.builds import build, subprocess
from guide.builds.build import FILES, make_file
from guide.builds.current import current_number
from guide.builds.disk import scratch_of, workshop
from guide.builds.preview.building import make_preview_forms
from guide.distribution.channel_files import make_again, make_channel_file
from guide.editions.scheduling import publish_at_its_time
from guide.models import Edition
from guide_project.server.tasks import AttentiveWorker
from notifications.mail import delivery
from tests.factories import create_tip
from tests.failed_tasks import FailedTasks
from tests.forms import set_form
from tests.guide.conftest import Publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("step_by_step")]


def waiting_for_files() -> list[int]:
    rows = DBTaskResult.objects.filter(queue_name=FILES)
    return [row.args_kwargs["args"][0] for row in rows]


@pytest.mark.once
def test_who_publishes_waits_for_the_page_alone(published: Edition, publish: Publish, client: Client, settings) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    second = publish()
    assert {file.form for file in second.files.filter(state="ready")} == {"web"}
    assert {file.state for file in second.files.exclude(form="web")} == {"waiting"}
    assert "Édition 1" in client.get("/guide/fr/").text


def test_what_people_wait_for_has_a_queue_of_its_own() -> None:
    files = {make_file, make_preview_forms, make_channel_file}
    assert {task.queue_name for task in files} == {"files"}
    visible = (events.dispatch, publish_at_its_time, make_again)
    assert {task.queue_name for task in visible} == {"default"}
    assert delivery.deliver_at_once.queue_name == "letters"


@pytest.mark.once
def test_readers_are_led_to_an_edition_once_its_last_file_is_made(
    published: Edition, publish: Publish, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    with monkeypatch.context() as patch:
        patch.setattr(build, "request_build", lambda file, priority: asked.append(file.pk))
        second = publish()
    for pk in asked:
        assert (current_number(), Edition.objects.current()) == (1, published)
        assert "Édition 1" in client.get("/guide/fr/").text
        make_file.call(pk)
    assert (current_number(), Edition.objects.current()) == (2, second)
    assert "Édition 2" in client.get("/guide/fr/").text


@pytest.mark.once
def test_a_file_that_cannot_be_made_holds_nobody_back(
    published: Edition, publish: Publish, monkeypatch: pytest.MonkeyPatch, failed_tasks: FailedTasks
) -> None:
    def fail(guide: object, materials: object) -> dict[str, bytes]:
        raise OSError("No space left on device")

    set_form(monkeypatch, "json", fail)
    second = publish()
    assert Edition.objects.current() == second
    failed_tasks.expect("No space left")


def test_a_form_whose_process_was_killed_is_made_again_and_not_for_ever(
    published: Edition, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[str] = []

    def killed(form: str, *_more: object, **_options: object) -> None:
        tries.append(form)
        raise subprocess.BuildKilled("its process was ended by signal 9")

    monkeypatch.setattr(subprocess, "build_form", killed)
    build.request_builds(published, forms=["pdf"])
    assert tries == ["pdf"] * build.MOST_TRIES
    assert published.files.get(form="pdf").state == "failed"


def test_what_a_killed_process_left_in_its_workshop_goes_with_the_next(settings) -> None:
    left = Path(settings.EDITIONS_ROOT) / ".making" / "left" / "scratch" / "weasyprint-x"
    left.mkdir(parents=True)
    with workshop() as first:
        assert not left.exists()
        with workshop():
            assert first.is_dir()  # somebody is at it
    assert not first.exists()


@pytest.mark.once
def test_temporary_files_of_a_form_lie_in_its_workshop(published: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", None)
    set_form(monkeypatch, "pdf", lambda guide, materials: {"guide.pdf": tempfile.mkdtemp().encode()})
    with workshop() as made:
        subprocess._write("pdf", published.guide, build.materials_of(published, "fr"), made)
        assert Path((made / "guide.pdf").read_text()).parent == scratch_of(made)


def test_the_worker_of_what_people_wait_for_looks_around_now_and_then(
    editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    create_tip(number=6, by=editor)
    looked: list[str] = []
    monkeypatch.setattr(build.subprocess, "looked", lambda: looked.append("here"), raising=False)
    monkeypatch.setattr("guide_project.server.tasks.close_old_connections", lambda: None)
    worker = AttentiveWorker.__new__(AttentiveWorker)
    worker.run_often = ["guide.builds.subprocess.looked"]
    worker.look_around()
    worker.look_around()
    assert looked == ["here"]
    worker.due_at = 0.0
    monkeypatch.setattr(build.subprocess, "looked", lambda: looked.append("more") is None)
    worker.look_around()
    worker.look_around()  # what has more to do goes on
    assert looked == ["here", "more", "more"]
