"""Two tips with a place, and a self-check that is made of them."""

from __future__ import annotations

import pytest

from accounts.models import User
from guide.models import Section, Tip
from tests.factories import create_tip, write_self_check

URL = "/curation/sections/self-check/"


@pytest.fixture
def tips(editor: User) -> tuple[Tip, Tip]:
    return create_tip(number=6, by=editor, title="Demandez"), create_tip(number=7, by=editor, title="Masquez")


@pytest.fixture
def section(tips: tuple[Tip, Tip], editor: User) -> Section:
    return write_self_check(*tips, by=editor)
