"""The database that tests stand on: migrated by one process of a run and copied by the others, emptied by few statements."""

from __future__ import annotations

import fcntl
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.conf import settings
from django.db import connection, transaction

from setup import migrated_databases

STORED = {"auth_group", "auth_permission", "django_content_type"}
"""What migrations make, the roles, and what a flush makes anew from the models."""

SQLITE_FILE = "migrated.sqlite3"


def use(folder: Path) -> None:
    """SQLite in a file, as in life (threads share it), without waiting for the disk."""
    for database in settings.DATABASES.values():
        if database["ENGINE"].endswith("sqlite3"):
            database.setdefault("TEST", {})["NAME"] = str(folder / SQLITE_FILE)
            database["OPTIONS"] = database["OPTIONS"] | {"init_command": "PRAGMA synchronous=OFF;"}
        else:  # a server's thread that waits for its browser would keep the database from being dropped
            database["CONN_MAX_AGE"] = 0


def migrate(folder: Path, *, verbosity: int = 0) -> None:
    """Whoever comes first makes the database; the others find its name. Migrating takes seconds, a stored one none."""
    name = folder / "migrated"
    if name.exists():
        connection.settings_dict["NAME"] = name.read_text()
    elif connection.vendor == "sqlite":
        name.write_text(copy_or_make(folder / SQLITE_FILE, verbosity))
    else:
        name.write_text(connection.creation.create_test_db(verbosity=verbosity, autoclobber=True))
    connection.close()


def copy_or_make(file: Path, verbosity: int) -> str:
    stored = migrated_databases.path_of("sqlite")
    if stored.exists():
        shutil.copy(stored / SQLITE_FILE, file)
        connection.close()
        connection.settings_dict["NAME"] = str(file)
    else:
        connection.creation.create_test_db(verbosity=verbosity, autoclobber=True)
        connection.close()
        with migrated_databases.filling(stored) as folder:
            shutil.copy(file, folder)
    return str(file)


@contextmanager
def copy_of_migrated(folder: Path, process: str, *, verbosity: int = 0) -> Iterator[None]:
    """A database of this process's own, as the migrations leave it; the last to end takes the migrated one away.

    All processes of a run have the same `folder`. A copy takes less than a second.
    """
    creation, real_name = connection.creation, connection.settings_dict["NAME"]
    with (folder / "users").open("w") as users:
        with alone(folder):
            migrate(folder, verbosity=verbosity)
            migrated = dict(connection.settings_dict)
            creation.clone_test_db(suffix=process, verbosity=verbosity)
            fcntl.flock(users, fcntl.LOCK_SH)
        connection.settings_dict.update(creation.get_test_db_clone_settings(process))
        yield
        connection.settings_dict.update(migrated)
        with alone(folder):
            creation.destroy_test_db(suffix=process, verbosity=verbosity)
            if is_last(users.fileno()):
                for name in folder.glob("*/database"):  # of the demo
                    drop(name.read_text())
                creation.destroy_test_db(verbosity=verbosity)
                (folder / "migrated").unlink()
        connection.settings_dict["NAME"] = real_name


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def is_last(users: int) -> bool:
    """Whether no other process shares this lock, which this one may lose by asking."""
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def empty() -> None:
    """What `manage.py flush` leaves, in a fifth of its time: that makes every table and every permission anew."""
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    statements = [f"DELETE FROM {connection.ops.quote_name(table)}" for table in sorted({*tables} - STORED)]
    with connection.constraint_checks_disabled(), transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # neither triggers nor foreign keys are looked at
            cursor.execute("SET LOCAL session_replication_role = replica; " + "; ".join(statements))
        else:
            for statement in statements:
                cursor.execute(statement)


copies: list[str] = []
"""Databases that the connection leads to instead of the process's own: see tests/loaded_demo.py."""


def has_shared_rows() -> bool:
    """Whether a test, at its beginning, is inside a transaction that many tests share, or before a copy of the demo."""
    return bool(connection.savepoint_ids or copies)


def drop(name: str) -> None:
    """Takes a database away that the connection does not lead to."""
    connection.close()
    if connection.vendor == "sqlite":
        Path(name).unlink(missing_ok=True)
    else:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {connection.ops.quote_name(name)} WITH (FORCE)")


def settle() -> None:
    """What many tests read in one transaction is checked once, and PostgreSQL knows how much it is.

    What a test checks it takes back with all else, so that each would check the rows of the others again.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    connection.check_constraints()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guide_project.settings")
    django.setup()
    use(Path(sys.argv[1]))
    migrate(Path(sys.argv[1]))
