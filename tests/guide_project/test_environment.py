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


@pytest.mark.parametrize("value", ["two", "-1", "1.5", "0"])
def test_what_is_no_number_of_at_least_one_is_named_with_what_is_wanted(
    value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUEST_THREADS", value)
    with pytest.raises(ImproperlyConfigured, match=f"REQUEST_THREADS={value}: use a whole number, 1 or more"):
        environment.number("REQUEST_THREADS", 16, least=1)


def test_a_number_that_may_be_nothing_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAGE_FILES_MEGABYTES", "0")
    assert environment.number("PAGE_FILES_MEGABYTES", 500) == 0


def test_a_level_of_the_log_is_taken_in_small_letters_and_another_word_names_those_there_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LOG_LEVEL", "warning")
    assert environment.log_level("LOG_LEVEL", "INFO") == "WARNING"
    monkeypatch.setenv("LOG_LEVEL", "verbose")
    with pytest.raises(ImproperlyConfigured, match="LOG_LEVEL=VERBOSE: use one of DEBUG, INFO"):
        environment.log_level("LOG_LEVEL", "INFO")


def test_a_password_that_is_not_encoded_is_explained_and_not_repeated(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"DATABASE_URL: .*%2F") as refused:
        environment.database("postgres://guide:s3cret/x@127.0.0.1:5432/guide", tmp_path / "db.sqlite3")
    assert "s3cret" not in str(refused.value)


def test_a_folder_that_cannot_be_made_names_the_settings_that_choose_it(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.parent.write_text("in the way")
    with pytest.raises(ImproperlyConfigured, match="set DATA_DIR, or DATABASE_URL"):
        environment.database("", file.parent / "db.sqlite3")
    with pytest.raises(ImproperlyConfigured, match="set SECRET_KEY, or"):
        environment.secret_key(file)
