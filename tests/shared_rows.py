"""Rows that many tests look at: made once, in a transaction that is never committed, and undone after the last of them.

Each test sees them as they were made: what it does is undone back to here. So none of these tests can be transactional.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from tests import databases
from tests.conftest import own_settings
from tests.forms import make_quickly


@contextmanager
def made_once[T](make: Callable[[], T], blocker: DjangoDbBlocker, folder: Path, **own: Any) -> Iterator[T]:
    """Makes rows with the settings of a test, `own` besides, and files in `folder`. Yields what `make` returns."""
    with blocker.unblock(), transaction.atomic():
        with override_settings(**own_settings(folder) | own), pytest.MonkeyPatch.context() as patch:
            make_quickly(patch)
            made = make()
            databases.settle()
        yield made
        transaction.set_rollback(True)


def published_once(publish: Callable[[], object], *, scope: Literal["module", "package"]) -> Any:
    """Makes the fixture `edition_files`: `publish` is called once for all tests of its scope. Yields where the files are."""

    @pytest.fixture(scope=scope)
    def edition_files(
        django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
    ) -> Iterator[Path]:
        folder = tmp_path_factory.mktemp("published")
        with made_once(publish, django_db_blocker, folder):
            yield folder / "editions"

    return edition_files


def copy_editions(files: Path, root: Path) -> None:
    """Gives a test its own copy of the files of editions that many look at, none of them written a second time."""
    shutil.rmtree(root, ignore_errors=True)  # of a test before, that wrote nothing there
    shutil.copytree(files, root, copy_function=os.link)
