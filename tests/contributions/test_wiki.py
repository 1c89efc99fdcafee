"""The questions of the campaign."""

import pytest
from django.test import Client

from accounts.models import User
from tests import factories

pytestmark = pytest.mark.django_db


def test_each_question_shows_how_many_pages_it_has(as_contributor: Client, editor: User) -> None:
    factories.create_themes()
    factories.create_page(title="Une page")
    factories.create_page(title="Une page masquée").hide(reason="doublon", by=editor)
    html = as_contributor.get("/wiki/", headers={"accept-language": "en"}).content.decode()
    assert html.count('class="cover ') == 4
    assert html.count("<span>1 page</span>") == 1, "a hidden page is not counted"
    assert html.count("<span>0 pages</span>") == 3


def test_without_questions_an_administrator_is_led_to_set_them(sign_in) -> None:
    client = sign_in(factories.create_administrator())
    assert "/settings/themes/" in client.get("/wiki/").content.decode()


def test_a_visitor_is_asked_to_sign_in(client: Client) -> None:
    response = client.get("/wiki/")
    assert response.status_code == 302
    assert response["Location"] == "/accounts/login/?next=/wiki/"


def test_a_public_wiki_is_read_without_signing_in(client: Client) -> None:
    factories.change_site_settings(wiki_is_public=True)
    assert client.get("/wiki/").status_code == 200
