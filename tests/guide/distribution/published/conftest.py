"""An edition that is out, published once for all tests of this folder, and an agency that orders copies of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from accounts.models import User
from guide.models import Edition
from tests.guide.distribution.made import publish_edition
from tests.shared_rows import copy_editions, made_once


@pytest.fixture(scope="package")
def edition_files(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """Where the files of the edition are; its rows go with the last test of the folder."""
    folder = tmp_path_factory.mktemp("published")
    with made_once(publish_edition, django_db_blocker, folder):
        yield folder / "editions"


@pytest.fixture
def editor(edition_files: Path, db: None) -> User:
    return User.objects.get(username="laurent")


@pytest.fixture
def published(edition_files: Path, db: None, settings) -> Edition:
    """Edition 1, with a copy of its files."""
    copy_editions(edition_files, settings.EDITIONS_ROOT)
    return Edition.objects.get(number=1)
