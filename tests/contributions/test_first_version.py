"""Only a page is opened: what else has a first version says nothing of a page."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from contributions.models import Comment, PageTemplate
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("awake")]
WORDS = "ouverture de la page"


@pytest.fixture
def comment(contributor: User) -> Comment:
    page = factories.create_page(author=contributor)
    return Comment.objects.write(theme=page.theme, page=page, author=contributor, body="Je raccroche d’abord.")


@pytest.mark.once
def test_a_comment_opens_no_page(comment: Comment, as_editor: Client) -> None:
    history = as_editor.get(reverse("contributions:comment_history", args=[comment.pk])).content.decode()
    assert WORDS not in history and "a ouvert" not in history


def test_a_tip_a_section_and_the_template_open_no_page(contributor: User, editor: User, as_editor: Client) -> None:
    tip = factories.create_tip(number=6, page=factories.create_page(author=contributor), by=editor)
    template = PageTemplate.objects.current()
    for address in (tip.screen_url("history"), template.screen_url("history")):
        assert WORDS not in as_editor.get(address).content.decode()


@pytest.mark.once
def test_the_list_of_what_is_new_says_it_of_the_page_alone(comment: Comment, as_editor: Client) -> None:
    html = as_editor.get("/recent-changes/").content.decode()
    assert "Je raccroche d’abord." in html
    assert html.count(WORDS) == 1
