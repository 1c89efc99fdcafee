"""What the settings read, and make at first run."""

from __future__ import annotations

import secrets
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

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


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("", ""),
        ("https://translate.example", "https://translate.example"),
        (" http://127.0.0.1:5000/ ", "http://127.0.0.1:5000"),
        ("https://example.org/translate/api/", "https://example.org/translate/api"),
    ],
)
def test_the_address_of_a_server_is_read_without_its_last_slash(
    value: str, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRANSLATION_SERVER_URL", value)
    assert environment.address("TRANSLATION_SERVER_URL") == address


@pytest.mark.parametrize(
    "value",
    [
        "translate.example",
        "ftp://translate.example",
        "file:///etc/passwd",
        "https://",
        "https://user:s3cret@translate.example",
        "https://translate.example/?key=s3cret",
        "https://translate.example/#s3cret",
        "https://translate.example:port",
        "https://translate.example:99999",
        "https://[::1",
        "https://translate.example/a b",
        "https://tränslate.example",
    ],
)
def test_what_is_no_address_of_a_server_stops_the_start_and_is_not_repeated(
    value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRANSLATION_SERVER_URL", value)
    with pytest.raises(ImproperlyConfigured, match="TRANSLATION_SERVER_URL") as refused:
        environment.address("TRANSLATION_SERVER_URL")
    assert "s3cret" not in str(refused.value)
