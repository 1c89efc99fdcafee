"""When the clock ends the contribution window, every screen says so at once, and none offers to write any more."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from campaign.calendar.rights import GRACE
from campaign.models import Phase
from contributions.models import Page
from drafts.models import Draft
from tests import factories
from tests.campaign.videos.made import make_video
from tests.walking import Offers, name_of

pytestmark = pytest.mark.django_db
WRITING = {
    "page_comment",
    "theme_comment",
    "video_comment",
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
        "a video": make_video(page.theme).get_absolute_url(),
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


@pytest.mark.once
def test_it_is_said_where_people_write_and_nothing_offers_to(screens: dict[str, str], as_contributor: Client) -> None:
    while_open = {name: offered(as_contributor, address) & WRITING for name, address in screens.items()}
    assert "page_comment" in while_open["a page"] and "theme_comment" in while_open["a question"]  # and is cached so
    Phase.objects.update(ends_at=timezone.now() - timedelta(seconds=1))
    over = {name: offered(as_contributor, address) & WRITING for name, address in screens.items()}
    assert over == {name: set() for name in screens}
    silent = {
        name for name, address in screens.items() if "L’écriture est close" not in as_contributor.get(address).text
    }
    assert silent == {"its history"}


@pytest.mark.once
def test_who_still_has_a_box_open_reads_why_and_keeps_her_words(
    screens: dict[str, str], as_contributor: Client
) -> None:
    Phase.objects.update(ends_at=timezone.now() - GRACE)
    answer = as_contributor.post(f"{screens['a page']}say/", {"body": "Mon texte reste."})
    assert answer.status_code == 422
    assert "Mon texte reste." in answer.text and "close" in answer.text


@pytest.mark.once
@pytest.mark.parametrize("since_the_end", [timedelta(), GRACE - timedelta(seconds=1)])
def test_a_text_that_was_begun_before_the_end_is_taken_some_minutes_after_it(
    since_the_end: timedelta, screens: dict[str, str], as_contributor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    ends_at = Phase.objects.get().ends_at
    assert ends_at is not None
    monkeypatch.setattr(timezone, "now", lambda: ends_at + since_the_end)
    assert 'name="body"' not in as_contributor.get(f"{screens['a page']}talk/").text  # the box itself is gone
    assert as_contributor.post(f"{screens['a page']}say/", {"body": "Juste à temps."}).status_code == 302
    page = Page.objects.get()
    sent = {"title": page.title, "body": "Commencé à temps.", "base_version": page.version}
    assert as_contributor.post(f"{screens['a page']}edit/", sent).status_code == 302
    page.refresh_from_db()
    assert page.body == "Commencé à temps."


FORMS = {
    "a comment": ("a page", "say/", {"body": "Trop tard, mais gardé."}, "body"),
    "a page": ("a page", "edit/", {"title": "Un titre", "body": "Trop tard, mais gardé.", "base_version": "2"}, "body"),
    "a new page": ("a question", "new/", {"title": "Nouvelle", "body": "Trop tard, mais gardé."}, "body"),
    "an answer": ("what is said", "answer/", {"body": "Trop tard, mais gardé."}, "body"),
    "a correction": ("what is said", "edit/", {"body": "Trop tard, mais gardé.", "base_version": "1"}, "body"),
    "a question": ("", "/questions/ask/", {"text": "Trop tard, mais gardé ?", "theme": ""}, "text"),
    "a proposal": ("a page", "nominate/", {"reason": "Trop tard, mais gardé."}, "reason"),
}


@pytest.mark.parametrize("name", FORMS)
def test_what_is_sent_after_that_becomes_a_draft_which_the_answer_says(
    name: str, screens: dict[str, str], as_contributor: Client, contributor: User
) -> None:
    Phase.objects.update(ends_at=timezone.now() - GRACE, may_ask=True, may_nominate=True)
    screen, form, sent, field = FORMS[name]
    if name == "a question":
        sent = sent | {"theme": str(Page.objects.get().theme_id)}
    writing = str(uuid4())
    hidden = {"draft_key": "a:form", "draft_writing": writing, "draft_sequence": "0", "draft_url": "/"}
    answer = as_contributor.post(f"{screens.get(screen, '')}{form}", sent | hidden)
    assert answer.status_code == 422
    assert sent[field] in answer.text and "Mes brouillons" in answer.text and "clos" in answer.text
    draft = Draft.objects.get(person=contributor, ended_at=None)
    assert (str(draft.writing), draft.fields[field]) == (writing, sent[field])
    assert sent[field] in as_contributor.get("/drafts/").text


@pytest.mark.once
def test_a_form_without_a_sitting_comes_back_with_its_text(screens: dict[str, str], as_contributor: Client) -> None:
    Phase.objects.update(ends_at=timezone.now() - GRACE)
    answer = as_contributor.post(f"{screens['a page']}say/", {"body": "Mon texte reste."})
    assert "gardez-en une copie" in answer.text and not Draft.objects.exists()
