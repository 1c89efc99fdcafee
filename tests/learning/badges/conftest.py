"""A key for all tests: to make one takes half a second."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import override_settings

from learning.badges import signing_keys


@pytest.fixture(scope="session")
def made_key(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("badge-keys")
    with override_settings(BADGE_KEYS_ROOT=folder):
        signing_keys.signing_key()
    return (folder / "0001.pem").read_bytes()


@pytest.fixture
def keys_folder(made_key: bytes, tmp_path: Path, settings) -> Path:
    """The folder of a site that has one key."""
    settings.BADGE_KEYS_ROOT = tmp_path / "badge-keys"
    settings.BADGE_KEYS_ROOT.mkdir(mode=0o700)
    (settings.BADGE_KEYS_ROOT / "0001.pem").write_bytes(made_key)
    return Path(settings.BADGE_KEYS_ROOT)
