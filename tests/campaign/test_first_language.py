"""A campaign whose first language is not French: its texts are set as that language is."""

from __future__ import annotations

import pytest

from accounts.models import User
from guide.editions import Edition
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.once]

BODY = "Is it urgent? Ask: who gains!\n\n!!! tip\n    Hang up first."


@pytest.fixture(autouse=True)
def _english(settings) -> None:
    settings.GUIDE_LANGUAGE = "en"


def test_pages_comments_and_tips_have_no_french_spaces(contributor: User, editor: User) -> None:
    factories.create_themes()
    page = factories.create_page(title="Urgent: really?", body=BODY, author=contributor)
    comment = factories.create_comment(page=page, author=contributor, body="Really? Ask: why!")
    tip = factories.create_tip(number=1, page=page, by=editor, title="Urgent: hang up!", body=BODY)
    for text in (page.title, page.body_html, comment.body_html, tip.title, tip.body_html):
        assert "\u00a0" not in text
        assert "\u202f" not in text
    assert "Is it urgent? Ask: who gains!" in page.body_html


def test_an_edition_is_prepared_in_it(editor: User) -> None:
    factories.create_themes()
    assert Edition.objects.in_preparation().language == "en"
