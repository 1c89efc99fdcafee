"""Administrators read what was said and its versions; nothing of it is written from the admin."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from contributions.models import Comment, Page
from tests.admin_pages import address, assert_for_administrators_alone, assert_read_only
from tests.contributions.comments.conftest import Say


@pytest.fixture
def comment(say: Say, page: Page, contributor: User, colleague: User) -> Comment:
    comment = say(page=page)
    comment.revise_text(body="Je raccroche, et je rappelle.", author=colleague, base_version=1)
    comment.incorporate(page=page, by=contributor)
    return comment


def test_it_is_for_administrators_alone_and_read_only(
    comment: Comment, as_administrator: Client, as_editor: Client, as_contributor: Client
) -> None:
    for thing in (comment, comment.revision(2)):
        others = [as_editor, as_contributor, Client()]
        assert_for_administrators_alone(as_administrator, others, thing)  # type: ignore[arg-type]
        assert_read_only(as_administrator, thing)  # type: ignore[arg-type]


@pytest.mark.once
def test_it_leads_to_the_site_and_says_where_it_was_taken_up(comment: Comment, as_administrator: Client) -> None:
    text = as_administrator.get(address(comment, "change")).content.decode()
    assert f'href="{comment.get_absolute_url()}"' in text
    assert "L’appel du faux technicien" in text
    assert (
        f"{comment.get_absolute_url()}revisions/2/"
        in as_administrator.get(
            address(comment.revision(2), "change")  # type: ignore[arg-type]
        ).content.decode()
    )


def test_it_is_found_by_words_and_by_author(comment: Comment, as_administrator: Client) -> None:
    for words, is_found in (("rappelle", True), ("Kerbrat", True), ("absent", False)):
        text = as_administrator.get(address(Comment), {"q": words}).content.decode()
        assert (f'href="{address(comment, "change")}' in text) is is_found
