"""Hiding a page."""

import pytest
from django.test import Client

from accounts.models import User
from contributions.models import Page
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(db: None) -> Page:
    return factories.create_page()


def hide(page: Page) -> str:
    return f"{page.get_absolute_url()}hide/"


def test_an_editor_hides_a_page_with_a_reason(as_editor: Client, editor: User, page: Page) -> None:
    response = as_editor.post(hide(page), {"reason": "Doublon"})
    assert response["Location"] == page.get_absolute_url()
    page.refresh_from_db()
    hiding = page.current_hiding
    assert hiding is not None
    assert (page.is_hidden, hiding.reason, hiding.hidden_by) == (True, "Doublon", editor)


@pytest.mark.once
@pytest.mark.parametrize("reason", ["", "  ", "\0", "x" * 301])
def test_a_reason_is_asked_for(as_editor: Client, page: Page, reason: str) -> None:
    response = as_editor.post(hide(page), {"reason": reason})
    assert response.status_code == 422
    assert 'id="id_reason_error"' in response.content.decode()
    page.refresh_from_db()
    assert not page.is_hidden


def test_a_page_that_is_hidden_already_is_told(as_editor: Client, editor: User, page: Page) -> None:
    page.hide(reason="Doublon", by=editor)
    response = as_editor.post(hide(page), {"reason": "Encore"}, headers={"accept-language": "en"})
    assert response.status_code == 422
    assert "hidden already" in response.content.decode()


def test_a_contributor_may_not(as_contributor: Client, page: Page) -> None:
    assert as_contributor.get(hide(page)).status_code == 403
    assert as_contributor.post(hide(page), {"reason": "Doublon"}).status_code == 403
