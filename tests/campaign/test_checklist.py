"""« Votre campagne » on the home page: what is done, the one next thing, until the first edition is out."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from guide.models import Edition
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_a_new_site_begins_with_its_questions(as_administrator: Client) -> None:
    checklist = as_administrator.get("/").context["checklist"]
    assert (checklist.done, checklist.next.url) == (1, "/settings/themes/")


def test_each_thing_that_is_done_leads_to_the_next(as_administrator: Client) -> None:
    def next_url() -> str:
        return str(as_administrator.get("/").context["checklist"].next.url)

    factories.create_theme(number=1)
    assert next_url() == "/settings/themes/"  # a guide has two questions at least
    factories.create_themes()
    assert next_url() == "/settings/calendar/"
    factories.create_phase()
    assert next_url() == "/accounts/people/"
    factories.create_contributor()
    assert next_url() == "/wiki/"
    factories.create_page()
    assert next_url() == "/curation/"


def test_an_editor_is_not_led_where_only_administrators_may_go(as_editor: Client) -> None:
    page = as_editor.get("/")
    assert page.context["checklist"].next.url == ""
    assert "/admin/" not in page.text


def test_it_is_not_shown_to_colleagues(as_contributor: Client) -> None:
    assert as_contributor.get("/").context["checklist"] is None


def test_it_goes_once_an_edition_is_out(as_editor: Client, editor: User) -> None:
    factories.create_tip(number=6, by=editor)
    Edition.objects.in_preparation().publish(by=editor, accept_free_places=True, unread_reason="Un essai.")
    assert as_editor.get("/").context["checklist"] is None
