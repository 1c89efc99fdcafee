"""An edition that is out, published once for all tests of this folder, and an agency that orders copies of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from accounts.models import User
from guide.models import Edition
from tests.factories import publish_edition
from tests.shared_rows import copy_editions, published_once

edition_files = published_once(publish_edition, scope="package")


@pytest.fixture
def editor(edition_files: Path, db: None) -> User:
    return User.objects.get(username="laurent")


@pytest.fixture
def published(edition_files: Path, db: None, settings) -> Edition:
    """Edition 1, with a copy of its files."""
    copy_editions(edition_files, settings.EDITIONS_ROOT)
    return Edition.objects.get(number=1)
