"""What the settings read, and make at first run."""

from __future__ import annotations

import secrets
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path

import pytest

from guide_project import environment

pytestmark = pytest.mark.pure


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    return tmp_path / "new" / "secret-key"


def test_the_key_is_made_once_and_only_its_owner_reads_it(file: Path) -> None:
    key = environment.secret_key(file)
    assert len(key) > 50
    assert environment.secret_key(file) == key
    assert file.stat().st_mode & 0o777 == 0o600


def test_who_starts_while_another_makes_the_key_waits_for_it(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    others: list[Future[str]] = []
    make = secrets.token_urlsafe
    with ThreadPoolExecutor() as pool:

        def make_slowly(size: int) -> str:
            others.append(pool.submit(environment.secret_key, file))
            wait(others, timeout=0.3)
            return make(size)

        monkeypatch.setattr(secrets, "token_urlsafe", make_slowly)
        key = environment.secret_key(file)
        assert [other.result() for other in others] == [key]


def test_an_empty_file_of_a_start_that_was_killed_is_filled(file: Path) -> None:
    file.parent.mkdir()
    file.touch()
    assert environment.secret_key(file)
    assert file.read_text() == environment.secret_key(file)


def test_a_key_that_is_set_leaves_no_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "set")
    assert environment.secret_key(file) == "set"
    assert not file.exists()


def test_a_file_that_may_only_be_read_serves(file: Path) -> None:
    file.parent.mkdir()
    file.write_text("kept\n")
    file.chmod(0o400)
    assert environment.secret_key(file) == "kept"
