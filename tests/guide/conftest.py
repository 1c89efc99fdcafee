"""Editions that are published."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from accounts.models import User
from guide.models import Edition
from tests.factories import create_tip
from tests.forms import refuse_pdf

type Publish = Callable[..., Edition]

# What is asked for below the address of an edition, and is none of its files.
NAMES_THAT_LEAD_OUT = [
    "../../current",
    "..%2f..%2fcurrent",
    "%2e%2e/%2e%2e/current",
    "....//current",
    "/etc/passwd",
    "%2fetc%2fpasswd",
    "index.html%00",
    "%00",
    ".index.html.abcd",
    "a/../index.html",
    "index.html/",
    "x" * 5000,
]


@pytest.fixture
def no_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which no PDF can be made."""
    refuse_pdf(monkeypatch)


@pytest.fixture
def publish(editor: User, django_capture_on_commit_callbacks) -> Publish:
    """Publishes the edition in preparation, with what waits for the commit."""

    def published(*, accept_free_places: bool = True, unread_reason: str = "") -> Edition:
        edition = Edition.objects.in_preparation()
        with django_capture_on_commit_callbacks(execute=True):
            edition.publish(by=editor, accept_free_places=accept_free_places, unread_reason=unread_reason)
        return edition

    return published


@pytest.fixture
def published(publish: Publish, editor: User) -> Edition:
    """Edition 1, with tip 6 in it."""
    create_tip(number=6, by=editor)
    return publish()
