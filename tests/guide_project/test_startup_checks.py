"""What is looked for before anything starts."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings as real_settings
from django.core.files.storage import storages

from guide_project.server import startup_checks
from setup import building, serve
from setup.build_cache import built_from, mark_done
from tests.guide_project.servers import ROOT, environment

MANAGE = [sys.executable, "manage.py"]
MANIFEST = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}


@pytest.mark.pure
@pytest.mark.parametrize(
    "command",
    [serve.SERVER, [*MANAGE, "background_worker", "letters"], [*MANAGE, "run_periodic"]],
)
def test_nothing_starts_on_a_database_without_its_tables(command: list[str], tmp_path: Path) -> None:
    variables = environment(tmp_path)
    done = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == startup_checks.MISCONFIGURED
    assert "The database waits for" in done.stderr
    assert "manage.py migrate" in done.stderr


@pytest.mark.pure
@pytest.mark.parametrize("command", [serve.SERVER, [sys.executable, "manage.py", "migrate"]])
def test_a_setting_that_makes_no_sense_is_said_in_one_line_and_nobody_tries_again(
    command: list[str], tmp_path: Path
) -> None:
    variables = environment(tmp_path) | {"REQUEST_THREADS": "many"}
    done = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == startup_checks.MISCONFIGURED
    assert done.stderr == "! Unexpected value REQUEST_THREADS=many: use a whole number, 1 or more.\n"


@pytest.mark.pure
def test_a_folder_of_data_that_cannot_be_made_or_written_to_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (data := tmp_path / "data" / "editions").mkdir(parents=True)
    assert list(startup_checks.unwritable(tmp_path / "data")) == []
    monkeypatch.setattr(startup_checks.os, "access", lambda folder, _how: folder != data)
    [problem] = startup_checks.unwritable(tmp_path / "data")
    assert problem.startswith(f"{data} (DATA_DIR={tmp_path / 'data'}) cannot be written to; ")
    (tmp_path / "file").touch()
    [problem] = startup_checks.unwritable(tmp_path / "file" / "data")
    assert problem.startswith(f"DATA_DIR={tmp_path / 'file' / 'data'} cannot be made (Not a directory); ")


@pytest.mark.pure
def test_a_start_without_catalogues_names_them_and_what_makes_them(checkout: Path) -> None:
    catalogue(checkout, "fr").with_suffix(".mo").unlink()
    assert list(startup_checks.unbuilt(checkout)) == ["The catalogues are not compiled (fr); run: make build"]


@pytest.mark.pure
def test_a_start_without_collected_files_names_their_folder(checkout: Path, with_manifest: Callable[[], None]) -> None:
    with_manifest()
    [problem] = startup_checks.unbuilt(checkout)
    assert "The static files are not collected" in problem
    assert "make build" in problem


@pytest.mark.pure
def test_a_start_with_what_was_built_from_other_code_is_refused(
    checkout: Path, with_manifest: Callable[[], None]
) -> None:
    with_manifest()
    (Path(real_settings.STATIC_ROOT) / "staticfiles.json").write_text("{}")
    mark_done(checkout / "var" / "built", built_from(checkout))
    assert list(startup_checks.unbuilt(checkout)) == []
    catalogue(checkout, "fr").write_text("more")
    [problem] = startup_checks.unbuilt(checkout)
    assert "from another version of the code" in problem


@pytest.mark.pure
def test_a_build_makes_all_that_a_start_looks_for(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setattr(building, "ROOT", checkout)
    monkeypatch.setattr(building, "VAR", checkout / "var")
    monkeypatch.setattr(building.frontend, "build", lambda: done.append("front end"))
    monkeypatch.setattr(building, "run_quietly", lambda command, **_how: done.append(command[2]))
    monkeypatch.setattr(building.messages, "compile_all", lambda root: done.append(f"catalogues of {root}"))
    building.build()
    assert done == ["front end", f"catalogues of {checkout}", "collectstatic"]
    assert (checkout / "var" / "built").read_text() == built_from(checkout)


@pytest.mark.django_db
def test_a_database_that_has_everything_lacks_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(startup_checks.connection, "close", lambda: None)
    assert list(startup_checks.unmigrated()) == []


@pytest.mark.django_db
def test_a_migration_that_waits_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(startup_checks.connection, "close", lambda: None)
    monkeypatch.setattr(startup_checks, "migrations", lambda: {("guide", "9999_new")})
    [problem] = startup_checks.unmigrated()
    assert "guide.9999_new" in problem


def catalogue(checkout: Path, language: str) -> Path:
    return checkout / "locale" / language / "LC_MESSAGES" / "django.po"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """One that is built as far as its catalogues."""
    for language in ("fr", "en"):
        catalogue(tmp_path, language).parent.mkdir(parents=True)
        catalogue(tmp_path, language).write_text("words")
        catalogue(tmp_path, language).with_suffix(".mo").write_text("compiled")
    (tmp_path / "requirements.txt").write_text("granian")
    (tmp_path / "frontend").mkdir()
    (tmp_path / "static").mkdir(exist_ok=True)
    return tmp_path


@pytest.fixture
def with_manifest(settings, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Files are named by a manifest, as in production."""

    def use() -> None:
        settings.STORAGES = settings.STORAGES | {"staticfiles": MANIFEST}
        monkeypatch.setattr(startup_checks, "staticfiles_storage", storages["staticfiles"])

    return use


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("", "SITE_ADDRESS is not set"),
        ("https://guide.example/wiki", "ends in /wiki"),
        ("https://guide.example:8443", ""),
    ],
)
def test_an_address_of_the_site_that_leads_nowhere_is_named(address: str, said: str, settings) -> None:
    settings.SITE_ADDRESS = address
    problems = [*startup_checks.unaddressed()]
    assert [said in problem for problem in problems] == ([True] if said else [])
