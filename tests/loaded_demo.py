"""The demo as tests stand on it: loaded once, then copied, database and files, for each folder, module or test that asks.

On SQLite the next runs of a day find it too, where the sources are as they were: by its dates the demo ends on the day on
which it is loaded. On PostgreSQL it stays as long as the server of the run.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from campaign.site_settings import current
from campaign.site_settings.models import SiteSettings
from demo.setting_up import TIME_ZONE
from setup import migrated_databases
from setup.build_cache import NOT_BUILT, fingerprint
from setup.console import ROOT
from tests import databases, factories

WAITING_TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
"""As in life: a worker would do them."""
MADE_OF = ("frontend", "templates/guide/publication", "requirements.txt")
"""Beside the modules of the project, and the catalogues."""
MAKES_NOTHING = NOT_BUILT | {"views", "urls.py", "admin.py", "docs", "setup"}
"""What only answers requests, or is no part of the site."""
FILES = ("editions", "media", "channel-files")
SQLITE_FILE = "demo.sqlite3"


@dataclass(frozen=True)
class Demo:
    """A copy of the demo: where its files are, and what the command said that loaded it."""

    folder: Path
    said: str

    @property
    def editions(self) -> Path:
        return self.folder / "editions"

    @property
    def media(self) -> Path:
        return self.folder / "media"


@contextmanager
def copy_of_demo(run: Path, process: str, folder: Path) -> Iterator[Demo]:
    """The connection leads to a copy of the loaded demo, whose rows are committed, and which is taken away at the end.

    Its files come into `folder`; none of them is written a second time, so that whoever changes one replaces it.
    """
    with databases.alone(run):
        stored = _stored(run)
    for name in FILES:
        shutil.copytree(stored / name, folder / name, copy_function=os.link)
    with _connected_to_copy(run, stored, process):
        yield Demo(folder, (stored / "said").read_text(encoding="utf-8"))


@contextmanager
def _connected_to_copy(run: Path, stored: Path, process: str) -> Iterator[None]:
    creation, own_name = connection.creation, connection.settings_dict["NAME"]
    connection.close()
    if connection.vendor == "sqlite":
        copy = str(run / f"demo_{process}.sqlite3")
        shutil.copy(stored / SQLITE_FILE, copy)
    else:
        connection.settings_dict["NAME"] = (stored / "database").read_text()
        creation.clone_test_db(suffix=process, verbosity=0)
        copy = creation.get_test_db_clone_settings(process)["NAME"]
    connection.settings_dict["NAME"] = copy
    databases.copies.append(copy)
    try:
        yield
    finally:
        databases.copies.remove(copy)
        connection.close()
        connection.settings_dict["NAME"] = own_name
        databases.drop(copy)


def _stored(run: Path) -> Path:
    """Returns the folder of the loaded demo, which is loaded where there is none."""
    if connection.vendor == "sqlite":
        stored = migrated_databases.FOLDER / f"{_sources_hash()}.demo"
        if not stored.exists():
            with migrated_databases.filling(stored) as folder:
                _load_into(folder, run)
                shutil.move(_database_of_load(run), folder / SQLITE_FILE)
        return stored
    stored = run / "demo"
    if not stored.exists():
        stored.mkdir()
        _load_into(stored, run)
        (stored / "database").write_text(_database_of_load(run))
    return stored


@cache
def _sources_hash() -> str:
    """Of all that the demo is made of, and of the day on which a run asks first."""
    packages = sorted(init.parent for init in ROOT.glob("*/__init__.py") if init.parent.name not in MAKES_NOTHING)
    others = [*sorted(ROOT.glob("locale/*/LC_MESSAGES/*.po")), *(ROOT / name for name in MADE_OF), Path(__file__)]
    sources = fingerprint(*packages, *others, but=MAKES_NOTHING)
    day = datetime.now(ZoneInfo(TIME_ZONE)).date()
    return f"{sources[:20]}-{day}"


def _database_of_load(run: Path) -> str:
    """Returns the name of the database into which the demo is loaded; the files say the one of the migrated one."""
    own_name = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = (run / "migrated").read_text()
    name: str = connection.creation.get_test_db_clone_settings("demo")["NAME"]
    connection.settings_dict["NAME"] = own_name
    return name


def _load_into(folder: Path, run: Path) -> None:
    own_name = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = (run / "migrated").read_text()
    connection.creation.clone_test_db(suffix="demo", verbosity=0)
    connection.settings_dict["NAME"] = _database_of_load(run)
    try:
        (folder / "said").write_text(_load(folder), encoding="utf-8")
        databases.settle()
    finally:
        connection.close()
        connection.settings_dict["NAME"] = own_name


def _load(folder: Path) -> str:
    for name in FILES:
        (folder / name).mkdir()
    roots = {"EDITIONS_ROOT": folder / "editions", "MEDIA_ROOT": folder / "media"}
    roots["CHANNEL_FILES_ROOT"] = folder / "channel-files"
    output = StringIO()
    factories.delete_site_settings()
    as_in_life = override_settings(GUIDE_DEMO=True, TASKS=WAITING_TASKS, **roots)
    with as_in_life, current.remembered():
        call_command("load_demo", stdout=output)
    return output.getvalue()


def demo_once(*, scope: Literal["module", "package"]) -> Any:
    """Makes the fixture `demo`: a copy for all tests of its scope, each of which leaves it as it was made."""

    @pytest.fixture(scope=scope)
    def demo(
        django_db_setup: None,
        django_db_blocker: DjangoDbBlocker,
        tmp_path_factory: pytest.TempPathFactory,
        folder_of_run: Path,
        worker_id: str,
    ) -> Iterator[Demo]:
        folder = tmp_path_factory.mktemp("demo")
        with django_db_blocker.unblock(), copy_of_demo(folder_of_run, worker_id, folder) as made:
            yield made

    return demo


@pytest.fixture
def own_demo(
    transactional_db: None, _own_settings: None, folder_of_run: Path, worker_id: str, tmp_path: Path
) -> Iterator[Demo]:
    """A copy for this test alone, as a site has it: what it commits stands there for all threads, and its tasks wait."""
    folder = tmp_path / "demo"
    roots = {"EDITIONS_ROOT": folder / "editions", "MEDIA_ROOT": folder / "media"}
    roots["CHANNEL_FILES_ROOT"] = folder / "channel-files"
    copy = copy_of_demo(folder_of_run, f"{worker_id}_own", folder)
    with copy as made, override_settings(GUIDE_DEMO=True, **roots), current.remembered() as memo:
        memo.row = factories.noticed(SiteSettings.objects.get())
        current._last_known[:] = [memo.row]
        yield made
