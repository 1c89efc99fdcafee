"""An edition in preparation that comes out in Italian, too: one tip with a quotation, and a glossary."""

from __future__ import annotations

import pytest

from accounts.models import User
from guide.editions import Edition
from guide.sections import Section
from guide.tips.models import Tip
from tests.factories import create_page, create_tip


@pytest.fixture
def edition(editor: User, contributor: User) -> Edition:
    tip = create_tip(number=6, by=editor, page=create_page(author=contributor), body="Raccrochez.")
    tip.quote_person(text="J’ai raccroché.", person=contributor, by=contributor)
    for section in Section.objects.in_order():
        if section.key in {"glossary", "opening-2"}:
            section.record_revision(body="Phishing\n:   Un piège.", author=editor, base_version=1)
    found = Edition.objects.in_preparation()
    found.speak("it")
    return found


@pytest.fixture
def tip(edition: Edition) -> Tip:
    return Tip.objects.get()
