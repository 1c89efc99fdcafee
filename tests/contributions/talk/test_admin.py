"""Administrators read what was said and its versions; nothing of it is written from the admin."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from contributions.models import Contribution, Page
from tests.admin_pages import address, assert_for_administrators_alone, assert_read_only
from tests.contributions.talk.conftest import Say


@pytest.fixture
def said(say: Say, page: Page, contributor: User, colleague: User) -> Contribution:
    said = say(page=page)
    said.revise_text(body="Je raccroche, et je rappelle.", author=colleague, base_version=1)
    said.take_up(page=page, by=contributor)
    return said


def test_it_is_for_administrators_alone_and_read_only(
    said: Contribution, as_administrator: Client, as_editor: Client, as_contributor: Client
) -> None:
    for thing in (said, said.revision(2)):
        others = [as_editor, as_contributor, Client()]
        assert_for_administrators_alone(as_administrator, others, thing)  # type: ignore[arg-type]
        assert_read_only(as_administrator, thing)  # type: ignore[arg-type]


def test_it_leads_to_the_site_and_says_where_it_was_taken_up(said: Contribution, as_administrator: Client) -> None:
    text = as_administrator.get(address(said, "change")).content.decode()
    assert f'href="{said.get_absolute_url()}"' in text
    assert "L’appel du faux technicien" in text
    assert (
        f"{said.get_absolute_url()}revisions/2/"
        in as_administrator.get(
            address(said.revision(2), "change")  # type: ignore[arg-type]
        ).content.decode()
    )


def test_it_is_found_by_words_and_by_author(said: Contribution, as_administrator: Client) -> None:
    for words, is_found in (("rappelle", True), ("Kerbrat", True), ("absent", False)):
        text = as_administrator.get(address(Contribution), {"q": words}).content.decode()
        assert (f'href="{address(said, "change")}' in text) is is_found
