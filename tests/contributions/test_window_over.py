"""When the clock ends the contribution window, every screen says so at once, and none offers to write any more."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from campaign.models import Phase
from tests import factories
from tests.walking import Offers, name_of

pytestmark = pytest.mark.django_db
WRITING = {
    "page_comment",
    "theme_comment",
    "page_new",
    "page_edit",
    "page_nuance",
    "comment_answer",
    "comment_take_up",
}
WRITING |= {"comment_edit", "page_move", "page_revert", "page_undo"}


@pytest.fixture
def screens(contributor: User) -> dict[str, str]:
    """The addresses of the screens at which people write, in a campaign whose window is open."""
    factories.create_phase()
    page = factories.create_page(author=contributor)
    factories.edit_page(page, "Un autre texte.", author=contributor)
    comment = factories.create_comment(author=contributor, page=page)
    question = factories.create_question(theme=page.theme, by=contributor)
    of_page, of_theme = page.get_absolute_url(), page.theme.get_absolute_url()
    return {
        "home": "/",
        "the questions": "/wiki/",
        "a question": of_theme,
        "a page": of_page,
        "its talk": f"{of_page}talk/",
        "the talk of a question": f"{of_theme}talk/",
        "what is said": comment.get_absolute_url(),
        "something asked": question.get_absolute_url(),
        "the form of a page": f"{of_page}edit/",
        "the form of a new page": f"{of_theme}new/",
        "a nuance": f"{of_page}nuance/",
        "its history": f"{of_page}history/",
    }


def offered(client: Client, address: str) -> set[str]:
    offers = Offers(address)
    offers.feed(client.get(address).text)
    return {name_of(found).rpartition(":")[2] for found in [*offers.opened, *offers.sent] if found != address}


def test_it_is_said_where_people_write_and_nothing_offers_to(screens: dict[str, str], as_contributor: Client) -> None:
    while_open = {name: offered(as_contributor, address) & WRITING for name, address in screens.items()}
    assert "page_comment" in while_open["a page"] and "theme_comment" in while_open["a question"]  # and is kept so
    Phase.objects.update(ends_at=timezone.now() - timedelta(seconds=1))
    over = {name: offered(as_contributor, address) & WRITING for name, address in screens.items()}
    assert over == {name: set() for name in screens}
    silent = {
        name for name, address in screens.items() if "L’écriture est close" not in as_contributor.get(address).text
    }
    assert silent == {"its history"}


def test_who_still_has_a_box_open_reads_why_and_keeps_her_words(
    screens: dict[str, str], as_contributor: Client
) -> None:
    Phase.objects.update(ends_at=timezone.now() - timedelta(seconds=1))
    answer = as_contributor.post(f"{screens['a page']}say/", {"body": "Mon texte reste."})
    assert answer.status_code == 422
    assert "Mon texte reste." in answer.text and "close" in answer.text
