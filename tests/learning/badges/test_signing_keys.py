"""The keys that sign badges: made once, however many processes want one; old badges verify after a rotation."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command

from learning.badges import signatures
from tests.learning.badges.made import made_key

pytestmark = pytest.mark.pure

FIRST_KEY = """
import sys
import django
from django.conf import settings
django.setup()
settings.BADGE_KEYS_ROOT = sys.argv[1]
from learning.badges import signatures
print(signatures.signing_key().id)
"""


def test_processes_that_want_the_first_key_at_once_get_the_same(tmp_path: Path, settings) -> None:
    settings.BADGE_KEYS_ROOT = tmp_path / "new" / "badge-keys"
    command = [sys.executable, "-c", FIRST_KEY, str(settings.BADGE_KEYS_ROOT)]
    started = [
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=django_settings.BASE_DIR) for _ in range(3)
    ]
    said = {process.communicate(timeout=60)[0].strip() for process in started}
    assert said == {signatures.signing_key().id}
    assert [path.name for path in settings.BADGE_KEYS_ROOT.iterdir()] == ["0001.pem"]


def test_who_comes_second_takes_the_key_of_the_first(keys_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both have seen an empty folder: what the first has written by then stays."""
    first = signatures.signing_key()
    monkeypatch.setattr(signatures, "_numbers", list)
    assert signatures.signing_key().id == first.id


def test_nobody_else_on_the_machine_reads_a_key(tmp_path: Path, settings) -> None:
    settings.BADGE_KEYS_ROOT = tmp_path / "badge-keys"
    signatures.signing_key()
    assert settings.BADGE_KEYS_ROOT.stat().st_mode & 0o777 == 0o700
    assert (settings.BADGE_KEYS_ROOT / "0001.pem").stat().st_mode & 0o777 == 0o600
    signatures.rotate()
    assert {path.stat().st_mode & 0o777 for path in settings.BADGE_KEYS_ROOT.iterdir()} == {0o600}


def test_after_a_rotation_the_old_key_is_published_and_cannot_sign(keys_folder: Path, capsys) -> None:
    old = signatures.signing_key()
    call_command("rotate_badge_key")
    new = signatures.signing_key()
    assert new.id != old.id
    assert new.id in capsys.readouterr().out
    assert [key.id for key in signatures.published_keys()] == [new.id, old.id]
    assert b"PRIVATE" in (keys_folder / "0002.pem").read_bytes()
    assert b"PRIVATE" not in (keys_folder / "0001.pem").read_bytes()


def test_a_rotation_that_was_killed_is_finished_by_the_next(keys_folder: Path) -> None:
    """It had made the new key, but not yet forgotten the private part of the old one."""
    (keys_folder / "0002.pem").write_bytes(made_key())
    signatures.rotate()
    private = [path.name for path in sorted(keys_folder.iterdir()) if b"PRIVATE" in path.read_bytes()]
    assert private == ["0003.pem"]


def test_where_only_public_parts_were_restored_another_key_signs(keys_folder: Path) -> None:
    old = signatures.signing_key()
    signatures.rotate()
    (keys_folder / "0002.pem").unlink()
    assert signatures.signing_key().private
    assert old.id in {key.id for key in signatures.published_keys()}


def test_a_damaged_file_is_said_and_never_replaced(keys_folder: Path) -> None:
    (keys_folder / "0001.pem").write_bytes(b"-----BEGIN PRIVATE KEY-----\nhalf")
    with pytest.raises(signatures.DamagedKey):
        signatures.signing_key()
    assert (keys_folder / "0001.pem").read_bytes().endswith(b"half")


def test_before_any_badge_there_is_no_key_to_publish(tmp_path: Path, settings) -> None:
    settings.BADGE_KEYS_ROOT = tmp_path / "none"
    assert signatures.published_keys() == []
    assert not settings.BADGE_KEYS_ROOT.exists()


def test_the_public_part_tells_nothing_of_the_private_one(keys_folder: Path) -> None:
    assert set(signatures.signing_key().jwk) == {"kty", "n", "e"}
