"""Migrated databases are stored as long as nothing that migrates them changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from setup import migrated_databases

pytestmark = pytest.mark.pure


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in {
        "app/migrations/0001_initial.py": "from app.triggers import SQL\n",
        "app/triggers.py": "from app.columns import NAMES\n",
        "app/columns.py": "NAMES = ()\n",
        "app/views.py": "",
        "requirements.txt": "django==1\n",
        "guide_project/settings.py": "",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.setattr(migrated_databases, "ROOT", tmp_path)
    monkeypatch.setattr(migrated_databases, "FOLDER", tmp_path / "stored")
    return tmp_path


def hash_now() -> str:
    migrated_databases.migrations_hash.cache_clear()
    return migrated_databases.migrations_hash()


@pytest.fixture(autouse=True)
def _own_hash() -> Iterator[None]:
    migrated_databases.migrations_hash.cache_clear()
    yield
    migrated_databases.migrations_hash.cache_clear()


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("app/migrations/0001_initial.py", True),
        ("app/triggers.py", True),
        ("app/columns.py", True),  # imported by what a migration imports
        ("requirements.txt", True),
        ("app/views.py", False),
    ],
)
def test_only_what_migrations_are_made_of_counts(project: Path, name: str, counts: bool) -> None:
    before = hash_now()
    assert hash_now() == before
    (project / name).write_text((project / name).read_text() + "# changed\n")
    assert (hash_now() != before) is counts


def test_a_database_that_was_half_made_is_not_stored(project: Path) -> None:
    path = migrated_databases.path_of("sqlite")
    with pytest.raises(OSError, match="full"), migrated_databases.filling(path) as folder:
        (folder / "half").touch()
        raise OSError("the disk is full")
    assert not path.exists()
    with migrated_databases.filling(path) as folder:
        (folder / "whole").touch()
    assert [file.name for file in path.iterdir()] == ["whole"]


def test_only_a_few_are_stored(project: Path) -> None:
    for number in range(migrated_databases.MOST_STORED + 2):
        with migrated_databases.filling(migrated_databases.path_of(f"kind-{number}")) as folder:
            (folder / "file").touch()
    assert len(list(migrated_databases.FOLDER.iterdir())) == migrated_databases.MOST_STORED
