"""The demo campaign, loaded once for all tests of this folder, and taken back after them."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import transaction
from django.test import TestCase, override_settings
from pytest_django import DjangoDbBlocker

from accounts.models import Role
from demo import content
from demo.videos import cache as films
from demo.videos.catalogue import FILMS
from site_settings.current import remembered
from tests import databases, factories
from tests.campaign.videos.media_files import mp4, webm

WAITING_TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
"""As in life: a worker would do them."""


@pytest.fixture(scope="package")
def campaign() -> content.Campaign:
    return content.read_campaign()


@pytest.fixture(scope="package")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("editions")


@pytest.fixture(scope="package")
def media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("media")


@pytest.fixture(scope="package")
def film_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Stand-ins, each as long as its film: the films themselves take a minute to draw."""
    folder = tmp_path_factory.mktemp("films")
    for film in FILMS:
        (folder / f"{film.name}.mp4").write_bytes(mp4(seconds=film.seconds, width=1280, height=720))
        (folder / f"{film.name}.webm").write_bytes(webm(seconds=film.seconds))
        (folder / f"{film.name}.jpg").write_bytes(b"\xff\xd8\xff\xe0 a picture")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(films, "folder", lambda: folder)
        yield folder


@pytest.fixture(scope="package")
def loaded_demo(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, editions: Path, media: Path, film_files: Path
) -> Iterator[str]:
    """Loads the demo, and is what the command said."""
    demo = override_settings(
        GUIDE_DEMO=True,
        EDITIONS_ROOT=editions,
        MEDIA_ROOT=media,
    )
    waiting = override_settings(TASKS=WAITING_TASKS)
    output = StringIO()
    with demo, django_db_blocker.unblock(), transaction.atomic():
        for role in Role:  # a transactional test that ran before has emptied every table
            Group.objects.get_or_create(name=role.value)
        factories.delete_site_settings()
        # As in life, where what waits for the commit is done before the command has ended.
        with waiting, remembered(), TestCase.captureOnCommitCallbacks(execute=True):
            call_command("load_demo", stdout=output)
        databases.settle()
        yield output.getvalue()
        transaction.set_rollback(True)
