"""What all tests of badges start from."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.learning.badges.made import store_key


@pytest.fixture
def keys_folder(tmp_path: Path, settings) -> Path:
    """The folder of a site that has one key."""
    settings.BADGE_KEYS_ROOT = tmp_path / "badge-keys"
    return store_key()
