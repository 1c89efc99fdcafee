"""A page that editors alone write."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.models import User
from contributions.models import Comment, LogEntry, Page
from contributions.moderation.merging.merge import merge_pages
from contributions.pages.moderated_page import PageProtected
from drafts.models import Draft
from tests import factories
from tests.sending import loaded

pytestmark = pytest.mark.django_db

REASON = "Le service juridique la relit"


@pytest.fixture
def page(contributor: User) -> Page:
    page = factories.create_page(author=contributor)
    factories.edit_page(page, f"{page.body}\n\nUne fin.", author=contributor)
    return page


@pytest.fixture
def protected(page: Page, editor: User) -> Page:
    page.protect(reason=REASON, by=editor)
    return page


@pytest.mark.once
def test_an_editor_protects_a_page_and_everybody_reads_why(
    page: Page, as_editor: Client, as_contributor: Client
) -> None:
    path = page.screen_url("protect")
    assert as_editor.get(path).status_code == 200
    assert as_editor.post(path, {"reason": " "}).status_code == 422
    assert as_editor.post(path, {"reason": REASON})["Location"] == page.get_absolute_url()
    html = as_contributor.get(page.get_absolute_url(), headers={"accept-language": "en"}).content.decode()
    assert "This page is protected:" in html
    assert REASON in html
    assert page.screen_url("edit") not in html


def test_protecting_twice_is_told_and_opening_it_twice_is_not(protected: Page, editor: User) -> None:
    with pytest.raises(ValidationError):
        protected.protect(reason="Encore", by=editor)
    protected.unprotect(by=editor)
    protected.unprotect(by=editor)
    assert list(LogEntry.objects.order_by("pk").values_list("act", flat=True)) == ["protect", "unprotect"]
    assert protected.current_protection is None


@pytest.mark.once
def test_every_way_in_is_closed_to_contributors(protected: Page, contributor: User, colleague_page: Page) -> None:
    comment = factories.create_comment(page=protected, author=contributor)
    for way in (
        lambda: protected.revise(title=protected.title, body="Autre.", author=contributor, base_version=2),
        lambda: protected.revert_to(1, author=contributor),
        lambda: protected.undo(2, author=contributor),
        lambda: protected.move(title="Un autre titre", theme=protected.theme, author=contributor),
        lambda: comment.incorporate(page=protected, by=contributor),
        lambda: merge_pages(colleague_page, protected, by=contributor),
    ):
        with pytest.raises(PageProtected):
            way()
    protected.refresh_from_db()
    assert protected.version == 2


@pytest.fixture
def colleague_page(contributor: User) -> Page:
    return factories.create_page(title="Une autre page", author=contributor)


def test_editors_write_it(protected: Page, editor: User) -> None:
    protected.revise(title=protected.title, body="Relu.", author=editor, base_version=2)
    assert protected.version == 3


def test_an_edit_begun_before_is_given_back_kept_and_proposed(
    page: Page, editor: User, contributor: User, as_contributor: Client
) -> None:
    body = f"{page.body}\n\nMa phrase à moi."
    page.protect(reason=REASON, by=editor)
    form = {"title": page.title, "body": body, "base_version": "2"}
    response = as_contributor.post(page.screen_url("edit"), form, headers={"accept-language": "en"})
    html = response.content.decode()
    assert response.status_code == 422
    assert f"This page is protected ({REASON})." in html
    assert html.count("Ma phrase à moi.") >= 2  # in the form, and in the box of the discussion
    assert page.screen_url("say") in html
    assert Draft.objects.get(person=contributor).fields["body"] == body


@pytest.mark.once
def test_a_section_begun_before_is_given_back_and_proposed(page: Page, editor: User, as_contributor: Client) -> None:
    section = page.contents[0]["id"]
    page.protect(reason=REASON, by=editor)
    form = {"section": section, "body": "## La phrase qui arrête tout\n\nMa phrase à moi.", "base_version": "2"}
    response = as_contributor.post(page.screen_url("edit"), form)
    assert response.status_code == 422
    assert response.content.decode().count("Ma phrase à moi.") >= 2


def test_who_opens_the_form_reads_why_and_finds_her_draft_in_the_box(
    protected: Page, contributor: User, as_contributor: Client
) -> None:
    factories.store_draft(
        contributor,
        key=f"page:{protected.pk}:edit",
        title=protected.title,
        body=f"{protected.body}\n\nMa phrase à moi.",
        base_version="2",
        url=protected.screen_url("edit"),
    )
    html = as_contributor.get(protected.screen_url("edit")).content.decode()
    assert REASON in html
    assert "Ma phrase à moi." in html
    assert protected.screen_url("say") in html


def test_contributors_still_talk_under_it(protected: Page, as_contributor: Client) -> None:
    as_contributor.post(protected.screen_url("say"), {"body": "Je propose autre chose."})
    assert Comment.objects.get().page == protected


@pytest.mark.once
@pytest.mark.parametrize("screen", ["move", "revert", "undo"])
def test_a_refusal_on_other_screens_is_told_in_words(
    protected: Page, as_contributor: Client, as_editor: Client, screen: str
) -> None:
    form = {"title": "Un autre titre", "theme": protected.theme_id, "version": "2" if screen == "undo" else "1"}
    if screen == "move":  # as it was loaded before the page was protected
        form["loaded"] = loaded(as_editor, protected.screen_url(screen), form)["loaded"][0]
    response = as_contributor.post(protected.screen_url(screen), form, headers={"accept-language": "en"})
    assert response.status_code == 422
    assert "This page is protected" in response.content.decode()


@pytest.mark.once
def test_an_editor_opens_it_again(protected: Page, as_editor: Client, as_contributor: Client) -> None:
    as_editor.post(protected.screen_url("unprotect"))
    assert protected.screen_url("edit") in as_contributor.get(protected.get_absolute_url()).content.decode()
