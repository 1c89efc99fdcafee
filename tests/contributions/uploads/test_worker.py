"""Decoders are loaded by the process that may die of them, and by nothing else."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from contributions.uploads import limits

DECODERS = ("PIL.Image", "pi_heif", "pypdf", "contributions.uploads.encoding", "contributions.uploads.document_check")
ROOT = Path(__file__).parents[3]


def test_the_server_loads_no_decoder_for_pictures_or_files() -> None:
    code = f"""
import django, os, sys
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guide_project.settings")
django.setup()
import guide_project.urls
print([name for name in {DECODERS!r} if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.pure
def test_the_process_bounds_itself_before_it_reads(tmp_path: Path) -> None:
    code = """
import resource
from contributions.uploads import worker
worker.bound()
print([resource.getrlimit(kind) for kind in (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_CORE)])
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert str((limits.MEMORY_BYTES, limits.MEMORY_BYTES)) in done.stdout
    assert str((limits.CPU_SECONDS, limits.CPU_SECONDS)) in done.stdout


@pytest.mark.pure
def test_whatever_goes_wrong_inside_is_told_in_one_file(tmp_path: Path) -> None:
    folder = tmp_path / "picture"
    folder.mkdir()
    command = [sys.executable, "-m", "contributions.uploads.worker", "picture", str(folder), "1000"]
    subprocess.run(command, cwd=ROOT, input=b"nothing", check=True)
    assert json.loads((folder / limits.RESULT).read_text()) == {"refused": "unknown", "details": {}}
    assert [path.name for path in folder.iterdir()] == [limits.RESULT]
