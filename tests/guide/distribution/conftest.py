"""A channel of an agency, and copies that lie there."""

from __future__ import annotations

import pytest

from accounts.models import User
from guide.models import Agency, Edition
from tests.guide.distribution.made import create_agency, create_run


@pytest.fixture
def agency(published: Edition, editor: User) -> Agency:
    return create_agency(by=editor)


@pytest.fixture
def stocked(agency: Agency, published: Edition) -> Agency:
    """An agency, and a hundred booklets."""
    create_run(published, copies=100)
    return agency
