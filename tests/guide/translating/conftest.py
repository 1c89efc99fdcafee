"""A tip in French whose paragraphs are translated into English, and people who translate."""

from __future__ import annotations

import pytest

from accounts.models import User
from guide.tips.models import Tip
from tests.factories import create_tip, create_translator

BODY = "Raccrochez tout de suite, sans honte.\n\n- Rappelez **vous-même** le numéro.\n- Oui."


@pytest.fixture
def translator(db: None) -> User:
    return create_translator(username="lucia")


@pytest.fixture
def tip(editor: User) -> Tip:
    return create_tip(number=6, by=editor, title="Raccrochez et rappelez vous-même", body=BODY)
