"""What make test looks through the book's files with is found, got, or said to be missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from setup import checkers, debian, frontend
from setup.console import Missing

pytestmark = pytest.mark.pure


def program(folder: Path, name: str, says: str, code: int = 0) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\necho '{says}' >&2\nexit {code}\n")
    path.chmod(0o755)
    return path


@pytest.fixture(autouse=True)
def _bare_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No variable names a program, the path is empty, and nothing can be installed."""
    for name in ("JAVA", "JAVA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr(debian, "install_package", lambda name: False)
    monkeypatch.setattr(checkers, "packaged_java", lambda: None)
    monkeypatch.setattr(checkers, "packaged_ffmpeg", lambda: None)
    monkeypatch.setattr(checkers, "FOLDER", tmp_path / "var")
    monkeypatch.setattr(checkers, "XLIFF_SCHEMAS", "schemas")


def test_the_java_of_the_machine_is_taken_when_it_is_new_enough(tmp_path: Path) -> None:
    path = program(tmp_path, "bin/java", 'openjdk version "17.0.1" 2026-01-20')
    assert checkers.find_java() == (str(path), "the machine's")


@pytest.mark.parametrize(("says", "code"), [('java version "1.8.0_402"', 0), ("To use java, install it", 1)])
def test_an_old_java_and_a_stub_are_none(tmp_path: Path, says: str, code: int) -> None:
    program(tmp_path, "bin/java", says, code)
    assert checkers.find_java() is None


def test_java_comes_from_debian_then_from_a_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(checkers, "packaged_java", lambda: "/packaged/java")
    assert checkers.find_java() == ("/packaged/java", "a Python package's")

    def install(name: str) -> bool:
        program(tmp_path, "bin/java", 'version "21"')
        return name == "default-jre-headless"

    monkeypatch.setattr(debian, "install_package", install)
    assert checkers.find_java() == (str(tmp_path / "bin" / "java"), "Debian's package")


def test_both_programs_of_poppler_are_wanted(tmp_path: Path) -> None:
    program(tmp_path, "bin/pdftotext", "")
    assert checkers.find_poppler() is None
    program(tmp_path, "bin/pdftoppm", "")
    assert checkers.find_poppler() == (str(tmp_path / "bin"), "the machine's")


ENCODERS = " ".join(checkers.CODECS)


def test_an_ffmpeg_that_cannot_encode_is_passed_over(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program(tmp_path, "bin/ffmpeg", "").write_text("#!/bin/sh\necho libx264 aac\n")
    assert checkers.find_ffmpeg() is None
    packaged = program(tmp_path, "package/ffmpeg", "")
    packaged.write_text(f"#!/bin/sh\necho {ENCODERS}\n")
    monkeypatch.setattr(checkers, "packaged_ffmpeg", lambda: str(packaged))
    assert checkers.find_ffmpeg() == str(packaged)
    program(tmp_path, "bin/ffmpeg", "").write_text(f"#!/bin/sh\necho {ENCODERS}\n")
    assert checkers.find_ffmpeg() == str(tmp_path / "bin" / "ffmpeg")


def test_of_the_package_with_the_schemas_only_the_files_are_taken_and_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    apt = "#!/bin/sh\necho $1 >> ../../asked\n"
    program(tmp_path, "bin/apt-get", "").write_text(apt + '[ "$1" = download ] && [ -e ../../known ] && touch x.deb\n')
    program(tmp_path, "bin/dpkg-deb", "").write_text('#!/bin/sh\nmkdir -p "$3/schemas"\n')
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    assert checkers.find_xliff_schemas() is None
    (tmp_path / "known").touch()
    found = (str(tmp_path / "var" / checkers.XLIFF_PACKAGE / "schemas"), "Debian's package")
    assert [checkers.find_xliff_schemas(), checkers.find_xliff_schemas()] == [found, found]
    assert Path(found[0]).is_dir()
    assert (tmp_path / "asked").read_text().split()[-1:] == ["download"]
    assert [path.name for path in (tmp_path / "var").iterdir()] == [checkers.XLIFF_PACKAGE]


def test_what_the_pdf_engine_lacks_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    installed: list[str] = []
    monkeypatch.setattr(checkers, "has_pango", lambda: len(installed) == len(checkers.PANGO))
    monkeypatch.setattr(debian, "install_package", lambda name: installed.append(name) or True)
    assert checkers.find_pango()
    assert installed == ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"]


def test_where_nothing_can_be_had_all_of_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkers, "has_pango", lambda: False)
    missing: list[str] = []
    assert checkers.find_all(missing, chromium=None) == {}
    assert [words.partition(" (")[0] for words in missing] == [
        "EPUBCheck",
        "Ace, the accessibility checker for ebooks",
        "what reads PDF files as people see them",
        "the conversion of videos",
        "what holds XLIFF files to OASIS's schemas",
        "the commands that back SQLite up",
        "PDF files as they are meant to be made",
    ]


def test_ace_that_cannot_be_installed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(npm: str, folder: Path) -> None:
        raise Missing("can npm reach its registry?")

    monkeypatch.setattr(frontend, "find_node", lambda: ("node", "npm"))
    monkeypatch.setattr(frontend, "install_modules", refuse)
    missing: list[str] = []
    environment: dict[str, str] = {}
    checkers.find_ace(environment, missing, "/usr/bin/chromium")
    assert environment == {}
    assert "registry" in missing[0]
