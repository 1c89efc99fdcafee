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
from site_settings.current import remembered
from tests import databases


@pytest.fixture(scope="package")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("editions")


@pytest.fixture(scope="package")
def media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("media")


@pytest.fixture(scope="package")
def loaded_demo(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, editions: Path, media: Path
) -> Iterator[str]:
    """Loads the demo, and is what the command said."""
    demo = override_settings(
        GUIDE_DEMO=True,
        EDITIONS_ROOT=editions,
        MEDIA_ROOT=media,
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        TASKS={"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}},
    )
    output = StringIO()
    with demo, django_db_blocker.unblock(), transaction.atomic():
        for role in Role:  # a transactional test that ran before has emptied every table
            Group.objects.get_or_create(name=role.value)
        # As in life, where what waits for the commit is done before the command has ended.
        with remembered(), TestCase.captureOnCommitCallbacks(execute=True):
            call_command("load_demo", stdout=output)
        databases.settle()
        yield output.getvalue()
        transaction.set_rollback(True)
