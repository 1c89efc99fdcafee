"""A PDF costs seconds: here it is a few bytes; tests/guide/publication makes real ones."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from accounts.models import User
from guide import publishing
from guide.models import Edition
from tests.factories import create_tip

type Publish = Callable[..., Edition]

PDF = b"%PDF-1.7 " + bytes(range(200))


@pytest.fixture(autouse=True)
def _quick_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "build_pdf", lambda guide, **folders: PDF)


@pytest.fixture
def no_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which no PDF can be made."""

    def refuse(guide: object, **folders: object) -> bytes:
        raise publishing.PdfUnavailable("No PDF: Pango is not installed.")

    monkeypatch.setattr(publishing, "build_pdf", refuse)


@pytest.fixture
def publish(editor: User, django_capture_on_commit_callbacks) -> Publish:
    """Publishes the edition in preparation, with what waits for the commit."""

    def published(*, accept_free_places: bool = True) -> Edition:
        edition = Edition.objects.draft()
        with django_capture_on_commit_callbacks(execute=True):
            edition.publish(by=editor, accept_free_places=accept_free_places)
        return edition

    return published


@pytest.fixture
def published(publish: Publish, editor: User) -> Edition:
    """Edition 1, with tip 6 in it."""
    create_tip(number=6, by=editor)
    return publish()
