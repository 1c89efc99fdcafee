"""Editions that are published."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from accounts.models import User
from guide.models import Edition
from tests.factories import create_tip
from tests.forms import refuse_pdf

type Publish = Callable[..., Edition]


@pytest.fixture
def no_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which no PDF can be made."""
    refuse_pdf(monkeypatch)


@pytest.fixture
def publish(editor: User, django_capture_on_commit_callbacks) -> Publish:
    """Publishes the edition in preparation, with what waits for the commit."""

    def published(*, accept_free_places: bool = True) -> Edition:
        edition = Edition.objects.in_preparation()
        with django_capture_on_commit_callbacks(execute=True):
            edition.publish(by=editor, accept_free_places=accept_free_places)
        return edition

    return published


@pytest.fixture
def published(publish: Publish, editor: User) -> Edition:
    """Edition 1, with tip 6 in it."""
    create_tip(number=6, by=editor)
    return publish()
