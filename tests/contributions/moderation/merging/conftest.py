"""Two pages that are brought together, each with its author."""

from __future__ import annotations

import pytest

from accounts.models import User
from contributions.models import (
    Page,
)
from tests import factories


@pytest.fixture
def colleague(db: None) -> User:
    return factories.create_user(username="yves", last_name="Kerbrat")


@pytest.fixture
def source(colleague: User) -> Page:
    body = "Une même phrase.\n\n## Que faire\n\nRaccrocher.\n\n## À qui le dire\n\nÀ son chef."
    return factories.create_page(title="Le faux appel", body=body, author=colleague)


@pytest.fixture
def target(contributor: User) -> Page:
    body = "Un début.\n\nUne même phrase.\n\n## Que faire\n\nRappeler."
    return factories.create_page(title="Le faux technicien", body=body, author=contributor)
