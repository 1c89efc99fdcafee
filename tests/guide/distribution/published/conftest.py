"""An edition that is out, published once for all tests of this folder, and an agency that orders copies of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import TestCase
from django.utils import translation
from pytest_django import DjangoDbBlocker

from accounts.models import User
from guide.models import Edition
from tests import factories
from tests.shared_rows import copy_editions, made_once


@pytest.fixture(scope="package")
def edition_files(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """Where the files of the edition are; its rows go with the last test of the folder."""
    folder = tmp_path_factory.mktemp("published")
    with made_once(publish_edition, django_db_blocker, folder):
        yield folder / "editions"


def publish_edition() -> None:
    """Publishes edition 1, with tip 6 in it."""
    factories.create_site_settings()
    factories.create_tip(number=6, by=factories.create_editor())
    with translation.override("fr"), TestCase.captureOnCommitCallbacks(execute=True):
        Edition.objects.in_preparation().publish(by=User.objects.get(), accept_free_places=True)


@pytest.fixture
def editor(edition_files: Path, db: None) -> User:
    return User.objects.get(username="laurent")


@pytest.fixture
def published(edition_files: Path, db: None, settings) -> Edition:
    """Edition 1, with a copy of its files."""
    copy_editions(edition_files, settings.EDITIONS_ROOT)
    return Edition.objects.get(number=1)
