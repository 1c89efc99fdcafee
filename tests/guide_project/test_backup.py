"""The commands of docs/production.md that back up and restore the database, as they stand there, while people write."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest
from django.db import connection, connections

from tests.guide_project.servers import ROOT

pytestmark = pytest.mark.django_db(transaction=True)

DATA, BACKUPS = "/srv/guide/data", "/var/backups/guide"
WRITERS = 3


def commands(*needed: str) -> str:
    """The block of the document that holds these words."""
    blocks = re.findall(r"^```\n(.*?)^```$", (ROOT / "docs/production.md").read_text(), re.DOTALL | re.MULTILINE)
    [block] = [block for block in blocks if all(words in block for words in needed)]
    return str(block)


def run(lines: str, **variables: str) -> None:
    done = subprocess.run(
        ["bash", "-ec", lines], env=os.environ | variables, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr


@contextmanager
def people_writing() -> Iterator[None]:
    """Without a pause; each waits for its turn as the site does."""
    over = Event()

    def write() -> None:
        while not over.is_set():
            with connection.cursor() as cursor:
                cursor.execute("INSERT INTO written (words) VALUES ('words')")
        connections.close_all()

    with connection.cursor() as cursor:
        key = "integer PRIMARY KEY" if connection.vendor == "sqlite" else "serial PRIMARY KEY"
        cursor.execute(f"CREATE TABLE written (id {key}, words text)")
    writers = [Thread(target=write) for _ in range(WRITERS)]
    try:
        for writer in writers:
            writer.start()
        yield
    finally:
        over.set()
        for writer in writers:
            writer.join()
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE written")


def written() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM written")
        return int(cursor.fetchone()[0])


def test_the_database_is_backed_up_whole_while_people_write(tmp_path: Path) -> None:
    program, back_up = ("sqlite3", _sqlite) if connection.vendor == "sqlite" else ("pg_dump", _postgresql)
    if shutil.which(program) is None:
        pytest.skip(f"docs/production.md has {program} installed")
    back_up(tmp_path)


def _sqlite(tmp_path: Path) -> None:
    lines = commands("sqlite3", "VACUUM INTO").replace(f"{DATA}/db.sqlite3", str(connection.settings_dict["NAME"]))
    lines = lines.replace(BACKUPS, str(tmp_path))
    with people_writing():
        for _ in range(3):
            before = written()
            run(lines)
            with closing(sqlite3.connect(tmp_path / "db.sqlite3")) as backup:
                assert backup.execute("PRAGMA integrity_check").fetchone() == ("ok",)
                assert before <= backup.execute("SELECT count(*) FROM written").fetchone()[0] <= written()


def _postgresql(tmp_path: Path) -> None:
    """Restored, too."""
    values = {name: str(value) for name, value in connection.settings_dict.items()}
    access = {f"PG{name}": values[name] for name in ("HOST", "PORT", "USER", "PASSWORD")}
    restored = f"{values['NAME']}_restored"
    with people_writing():
        before = written()
        run(of_database("pg_dump", "tar --create", name=values["NAME"], folder=tmp_path), **access)
        after = written()
    try:
        lines = of_database("pg_restore", "dropdb", name=restored, folder=tmp_path)
        run(lines.replace("--owner guide", f"--owner {values['USER']}"), **access)
        count = ["psql", "--dbname", restored, "--tuples-only", "--command", "SELECT count(*) FROM written"]
        said = subprocess.run(count, env=os.environ | access, capture_output=True, text=True, check=True)
        assert before <= int(said.stdout) <= after
    finally:
        run(f"dropdb --if-exists {restored}", **access)


def of_database(*needed: str, name: str, folder: Path) -> str:
    """The lines of a block that are about the database, for this one."""
    lines = [line for line in commands(*needed).splitlines() if line.startswith("sudo -u postgres")]
    text = "\n".join(lines).replace("sudo -u postgres ", "").replace(BACKUPS, str(folder))
    return re.sub(r"(?<=[ =])guide(?=$| )(?<!owner guide)", name, text, flags=re.MULTILINE)
