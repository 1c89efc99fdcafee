"""The Python that the set-up takes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.pure

TOO_OLD = "#!/bin/sh\nexit 3\n"
WITHOUT_VENV = '#!/bin/sh\ncase "$2" in *ensurepip*) exit 1;; *) exec {python} "$@";; esac\n'
NEW = '#!/bin/sh\nexec {python} "$@"\n'


def find_python(folder: Path, **pythons: str) -> subprocess.CompletedProcess[str]:
    """Runs the finder where only the given commands are Pythons (its usual places taken away)."""
    for name, script in pythons.items():
        file = folder / name.replace("_", ".")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(script.format(python=sys.executable))
        file.chmod(0o755)
    finder = (ROOT / "setup" / "find_python.sh").read_text()
    for place in ("/usr/bin/python3", "/usr/local/bin/python3", "/opt/homebrew/bin/python3"):
        finder = finder.replace(place, "")
    environment = {"PATH": str(folder), "HOME": str(folder), "PYENV_ROOT": str(folder / "pyenv")}
    return subprocess.run(["/bin/sh", "-c", finder], env=environment, capture_output=True, text=True, check=False)


def test_a_newer_python_beside_an_old_python3_is_taken(tmp_path: Path) -> None:
    found = find_python(tmp_path, python3=TOO_OLD, python3_12=NEW)
    assert os.access(found.stdout.strip(), os.X_OK)
    assert found.returncode == 0


def test_a_python_of_pyenv_is_found_without_being_on_the_path(tmp_path: Path) -> None:
    python = tmp_path / "pyenv" / "versions" / "3.13.1" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(NEW.format(python=sys.executable))
    python.chmod(0o755)
    assert find_python(tmp_path, python3=TOO_OLD).returncode == 0


def test_a_python_that_is_too_old_is_named_in_one_line_with_what_to_install(tmp_path: Path) -> None:
    found = find_python(tmp_path, python3=TOO_OLD)
    assert found.returncode == 1
    assert found.stdout == ""
    assert len(found.stderr.splitlines()) == 1
    assert "3.12 or newer" in found.stderr
    assert "apt install" in found.stderr


def test_a_python_without_its_venv_module_is_told_which_package_brings_it(tmp_path: Path) -> None:
    found = find_python(tmp_path, python3_13=WITHOUT_VENV)
    assert found.returncode == 1
    assert "-venv" in found.stderr


def test_no_python_at_all_is_one_clear_line(tmp_path: Path) -> None:
    found = find_python(tmp_path)
    assert found.returncode == 1
    assert len(found.stderr.splitlines()) == 1
