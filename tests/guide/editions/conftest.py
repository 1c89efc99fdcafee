"""Editions in proof, and out."""

from __future__ import annotations

import pytest

from accounts.models import User
from guide.models import Edition, Tip
from tests.factories import create_tip
from tests.guide.conftest import Publish


@pytest.fixture
def tip(editor: User) -> Tip:
    return create_tip(number=6, by=editor, title="Raccrochez", body="Puis rappelez le numéro que vous connaissez.")


@pytest.fixture
def proof(tip: Tip, editor: User) -> Edition:
    """Edition 1, in proof, with tip 6 in it."""
    edition = Edition.objects.in_preparation()
    edition.take_to_proof(by=editor)
    return edition


@pytest.fixture
def in_two_languages(publish: Publish, editor: User) -> Edition:
    """Edition 1, out in French and Italian, with tip 6 in it."""
    create_tip(number=6, by=editor)
    texts = Edition.objects.in_preparation().texts
    texts.create(language="it", title="Buon senso", subtitle="Venti", summary="Ecco.", when_missing="original")
    return publish()
