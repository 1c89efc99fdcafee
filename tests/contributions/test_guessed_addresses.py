"""Whoever posts to an address that she guessed cannot tell a hidden page from none; what she typed comes back."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from accounts.models import User
from contributions.models import Comment, Page
from tests import factories

SECRET = "Le nom de la victime"
TYPED = "Une phrase à garder."


@pytest.fixture
def hidden(contributor: User, editor: User) -> Page:
    page = factories.create_page(title="Le dossier", body=f"Un.\n\n## {SECRET}\n\nDeux.", author=contributor)
    page.hide(reason="Plainte.", by=editor)
    return page


@pytest.fixture
def stranger(db, sign_in) -> Client:
    return sign_in(factories.create_contributor(username="ines"))


def answer(client: Client, page: Page, slug: str, screen: str, fields: dict[str, str]) -> tuple[int, str]:
    """The status, and the words of the answer without what differs by address and by request."""
    response = client.post(f"/wiki/{page.theme.slug}/{slug}/{screen}", fields)
    html = re.sub(
        r'(csrfmiddlewaretoken" value|nonce|name="draft_writing" value|name="token" value)="[^"]*"',
        r"\1",
        response.text,
    )
    return response.status_code, html.replace(slug, "…")


@pytest.mark.parametrize(
    ("screen", "more"),
    [
        ("edit/", {}),
        ("edit/", {"section": "le-nom-de-la-victime"}),
        ("edit/", {"section": "rien"}),
        ("edit/", {"preview": "1"}),
        ("edit/", {"choose": "0:mine"}),
        ("preview/", {}),
        ("preview/", {"section": "le-nom-de-la-victime"}),
        ("say/", {}),
        ("nuance/", {"exact": "Deux.", "prefix": "", "suffix": ""}),
    ],
)
def test_a_hidden_page_answers_as_none_does(stranger: Client, hidden: Page, screen: str, more: dict[str, str]) -> None:
    fields = {"title": "Deviné", "body": TYPED, "base_version": "1", "draft_key": f"page:{hidden.pk}:edit"} | more
    of_hidden = answer(stranger, hidden, hidden.slug, screen, fields)
    of_none = answer(stranger, hidden, "personne-ne-l-a-ecrite", screen, fields)
    assert of_hidden == of_none
    assert SECRET not in of_hidden[1] and hidden.title not in of_hidden[1]
    if screen != "preview/":
        assert of_hidden[0] == 422 and TYPED in of_hidden[1]
    assert not Comment.objects.exists()


@pytest.mark.once
def test_what_takes_no_text_is_not_found_at_either(stranger: Client, hidden: Page) -> None:
    for screen in ("revert/", "undo/", "move/", "watch/", "endorse/", "nominate/", "hide/", "protect/", "presence/"):
        of_hidden = stranger.post(f"/wiki/{hidden.theme.slug}/{hidden.slug}/{screen}", {"version": "1"}).status_code
        of_none = stranger.post(f"/wiki/{hidden.theme.slug}/rien/{screen}", {"version": "1"}).status_code
        assert of_hidden == of_none, screen
        assert of_hidden >= 400


def test_who_was_writing_when_it_was_hidden_goes_on_with_her_draft(as_contributor: Client, hidden: Page) -> None:
    key = f"page:{hidden.pk}:edit"
    fields = {"title": hidden.title, "body": TYPED, "base_version": "1", "draft_key": key}
    html = as_contributor.post(f"/wiki/{hidden.theme.slug}/{hidden.slug}/edit/", fields).text
    assert TYPED in html and f'value="{key}"' in html
