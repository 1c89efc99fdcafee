"""What a signed-in person sees is stored by no cache but her own; what is for everybody may be."""

import pytest
from django.test import Client

from tests import factories


@pytest.mark.parametrize("path", ["/", "/wiki/", "/recent-changes/", "/curation/", "/accounts/preferences/"])
def test_a_page_for_a_signed_in_person_is_private(path: str, as_editor: Client) -> None:
    factories.create_themes()
    assert "private" in as_editor.get(path).headers["Cache-Control"]


@pytest.mark.django_db
def test_a_visitors_page_says_nothing_of_privacy(client: Client) -> None:
    assert "private" not in client.get("/guide/fr/").headers.get("Cache-Control", "")
