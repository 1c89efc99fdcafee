"""A page to put pictures into, and a file that holds one."""

from __future__ import annotations

from pathlib import Path

import pytest

from accounts.models import User
from contributions.models import Page as WikiPage
from tests import factories
from tests.contributions.uploads import makers


@pytest.fixture
def wiki_page(contributor: User) -> WikiPage:
    return factories.create_page(body="Il se présente comme le service informatique.", author=contributor)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "écran.png"
    path.write_bytes(makers.encoded(makers.halves(1000, 500)))
    return path
