"""An edition in French, and Italian to be added to it."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.models import User
from guide.editions import Edition
from guide.tips.models import Tip
from tests.guide.conftest import Publish
from tests.guide.editions.added_language.adding import Add


@pytest.fixture
def published(tip: Tip, publish: Publish) -> Edition:
    """Edition 1, in French alone."""
    return publish()


@pytest.fixture
def add(published: Edition, editor: User, django_capture_on_commit_callbacks: Any) -> Add:
    """Adds Italian to edition 1, with originals in the place of what is missing, and has its files made."""

    def added(**choices: Any) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            published.add_language("it", by=editor, **{"accept_missing": True} | choices)

    return added
