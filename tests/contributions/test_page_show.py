"""Showing a page again."""

import pytest
from django.test import Client

from accounts.models import User
from contributions.models import Page
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(editor: User) -> Page:
    page = factories.create_page()
    page.hide(reason="Doublon", by=editor)
    return page


def show(page: Page) -> str:
    return f"{page.get_absolute_url()}show/"


@pytest.mark.once
def test_a_page_shown_again_is_there_for_everybody(as_editor: Client, as_contributor: Client, page: Page) -> None:
    assert as_editor.post(show(page))["Location"] == page.get_absolute_url()
    assert as_contributor.get(page.get_absolute_url()).status_code == 200


def test_showing_twice_is_no_error(as_editor: Client, page: Page) -> None:
    for _ in range(2):
        assert as_editor.post(show(page)).status_code == 302


@pytest.mark.once
def test_it_is_only_posted_and_by_editors(as_editor: Client, as_contributor: Client, page: Page) -> None:
    assert as_editor.get(show(page)).status_code == 405
    assert as_contributor.post(show(page)).status_code == 403
