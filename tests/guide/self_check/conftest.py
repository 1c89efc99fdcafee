"""Two tips with a place, and a self-check that is made of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from accounts.models import User
from guide.models import Section, Tip, Translation
from guide.self_check_parts import SelfCheckParts
from tests.factories import create_tip, write_self_check

URL = "/curation/sections/self-check/"


@pytest.fixture
def tips(editor: User) -> tuple[Tip, Tip]:
    return create_tip(number=6, by=editor, title="Demandez"), create_tip(number=7, by=editor, title="Masquez")


@pytest.fixture
def section(tips: tuple[Tip, Tip], editor: User) -> Section:
    return write_self_check(*tips, by=editor)


def translate(section: Section, language: str = "it") -> None:
    parts = section.parts
    questions = tuple(
        replace(one, text=f"Domanda {number}?", advice=f"Consiglio {number}.")
        for number, one in enumerate(parts.questions, 1)
    )
    body = SelfCheckParts(("Una foto", "Un parere"), questions).as_markdown()
    version = section.version
    Translation.objects.record(
        section, language=language, title="Prima di pubblicare", body=body, source_version=version, by=None
    )
