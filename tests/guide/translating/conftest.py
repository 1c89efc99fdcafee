"""A tip in French whose paragraphs are translated into English, and people who translate."""

from __future__ import annotations

import pytest

from accounts.models import User
from guide.sections import Section
from guide.tips.models import Tip
from guide.translations.models import Translation
from tests.factories import create_tip, create_translator

BODY = "Raccrochez tout de suite, sans honte.\n\n- Rappelez **vous-même** le numéro.\n- Oui."


@pytest.fixture
def translator(db: None) -> User:
    return create_translator(username="lucia")


@pytest.fixture
def tip(editor: User) -> Tip:
    return create_tip(number=6, by=editor, title="Raccrochez et rappelez vous-même", body=BODY)


@pytest.fixture
def glossary(editor: User, tip: Tip) -> Section:
    section = next(one for one in Section.objects.in_order() if one.key == "glossary")
    body = "Honte\n:   Un sentiment.\n\nNuméro\n:   Des chiffres."
    section.record_revision(title="Glossaire", body=body, author=editor, base_version=section.version)
    section.refresh_from_db()
    words = {"title": "Glossary", "body": "Shame\n:   A feeling.\n\nNumber\n:   Figures."}
    Translation.objects.record(section, language="en", source_version=section.version, by=None, **words)
    return section
