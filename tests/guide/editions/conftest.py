"""Editions in proof, and out."""

from __future__ import annotations

import pytest

from accounts.models import User
from guide.models import Edition, Tip
from tests.factories import create_tip


@pytest.fixture
def tip(editor: User) -> Tip:
    return create_tip(number=6, by=editor, title="Raccrochez", body="Puis rappelez le numéro que vous connaissez.")


@pytest.fixture
def proof(tip: Tip, editor: User) -> Edition:
    """Edition 1, in proof, with tip 6 in it."""
    edition = Edition.objects.in_preparation()
    edition.take_to_proof(by=editor)
    return edition
