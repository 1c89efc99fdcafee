"""Writing a new page."""

import re
import threading
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from accounts.models import User
from contributions.models import Page
from tests import factories

ADDRESS = "/wiki/delinquants/new/"


def form(**fields: str) -> dict[str, str]:
    return {"title": "Le colis surprise", "body": "Le SMS tombe toujours bien.", "token": str(uuid4())} | fields


@pytest.fixture(autouse=True)
def theme(db: None) -> None:
    factories.create_theme()


@pytest.mark.once
def test_a_new_page_is_read_at_its_address(as_contributor: Client, contributor: User) -> None:
    response = as_contributor.post(ADDRESS, form(), follow=True)
    assert response.redirect_chain == [("/wiki/delinquants/le-colis-surprise/", 302)]
    assert "Le SMS tombe toujours bien." in response.content.decode()
    assert Page.objects.get().revision(1).author == contributor


def test_a_title_that_a_link_names_is_filled_in(as_contributor: Client) -> None:
    html = as_contributor.get(ADDRESS, {"title": "Le livre noir"}).content.decode()
    assert "Le livre noir</textarea>" in html


def test_each_form_has_a_token_of_its_own(as_contributor: Client) -> None:
    found = {
        re.search(r'name="token" value="([^"]+)"', as_contributor.get(ADDRESS).content.decode())[1] for _ in range(2)
    }
    assert len(found) == 2


def test_the_second_post_of_one_form_leads_to_the_page(as_contributor: Client) -> None:
    sent = form()
    first, second = as_contributor.post(ADDRESS, sent), as_contributor.post(ADDRESS, sent)
    assert first["Location"] == second["Location"]
    assert Page.objects.get().version == 1


@pytest.mark.once
@pytest.mark.parametrize(
    "title",
    ["", "   ", "x" * 151, "「」", "🙂", "..", "new", "History", "a [[b]]", "a|b", "\0", "\u202e", "<script>"],
)
def test_a_title_that_cannot_be_gives_the_text_back(as_contributor: Client, title: str) -> None:
    response = as_contributor.post(ADDRESS, form(title=title))
    html = response.content.decode()
    assert response.status_code == 422
    assert 'id="id_title_error"' in html
    assert "Le SMS tombe toujours bien." in html
    assert not Page.objects.exists()


def test_a_title_that_is_taken_leads_to_the_page_and_keeps_the_text(as_contributor: Client) -> None:
    taken = factories.create_page(title="Le colis surprise")
    html = as_contributor.post(ADDRESS, form(title="LE COLIS SURPRISE")).content.decode()
    assert f'href="{taken.get_absolute_url()}"' in html
    assert "Le SMS tombe toujours bien." in html


@pytest.mark.once
def test_the_address_of_a_hidden_page_is_not_given_away(as_contributor: Client, editor: User) -> None:
    taken = factories.create_page(title="Le colis surprise")
    taken.hide(reason="doublon", by=editor)
    response = as_contributor.post(ADDRESS, form())
    assert response.status_code == 422
    assert taken.get_absolute_url() not in response.content.decode()


@pytest.mark.once
@pytest.mark.parametrize("body", ["", "  \n ", "\0\0"])
def test_an_empty_text_is_asked_for(as_contributor: Client, body: str) -> None:
    response = as_contributor.post(ADDRESS, form(body=body))
    assert response.status_code == 422
    assert 'id="id_body_error"' in response.content.decode()


def test_a_text_that_is_too_long_is_given_back_with_the_reason(as_contributor: Client) -> None:
    response = as_contributor.post(ADDRESS, form(body="mot " * 60_000), headers={"accept-language": "en"})
    assert response.status_code == 422
    assert "too long" in response.content.decode()
    assert not Page.objects.exists()


def test_characters_that_cannot_be_stored_are_dropped(as_contributor: Client) -> None:
    as_contributor.post(ADDRESS, form(title="Le\0 colis\u202e", body="Un\0 mot\u202e.\r\nDeux."))
    page = Page.objects.get()
    assert (page.title, page.body) == ("Le colis", "Un mot.\nDeux.")


@pytest.mark.parametrize("token", ["", "x", "\0", "1" * 500])
def test_a_token_that_makes_no_sense_is_no_error(as_contributor: Client, token: str) -> None:
    assert as_contributor.post(ADDRESS, form(token=token)).status_code == 302


def test_a_text_typed_when_writing_closes_is_given_back(as_contributor: Client) -> None:
    factories.close_writing()
    response = as_contributor.post(ADDRESS, form(), headers={"accept-language": "en"})
    html = response.content.decode()
    assert response.status_code == 422
    assert "Writing is closed" in html
    assert "Le SMS tombe toujours bien." in html


def test_a_closed_window_shows_no_form(as_contributor: Client) -> None:
    factories.close_writing()
    assert "<textarea" not in as_contributor.get(ADDRESS).content.decode()


def test_a_preview_saves_nothing_and_says_so(as_contributor: Client) -> None:
    response = as_contributor.post(ADDRESS, form(body="Du **gras**.", preview="1"), headers={"accept-language": "en"})
    html = response.content.decode()
    assert "<strong>gras</strong>" in html
    assert "Nothing is saved yet." in html
    assert "Du **gras**." in html
    assert not Page.objects.exists()


def test_a_session_that_expired_carries_the_text_through_the_login(client: Client) -> None:
    response = client.post(ADDRESS, form())
    assert response.status_code == 401
    assert "Le SMS tombe toujours bien." in response.content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_posts_of_one_form_at_once_make_one_page(contributor: User, sign_in) -> None:
    factories.create_theme()
    sent, answers = form(), []

    def post() -> None:
        answers.append(sign_in(contributor).post(ADDRESS, sent)["Location"])
        connection.close()

    threads = [threading.Thread(target=post) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(answers)) == 1
    assert len(answers) == 4
    assert Page.objects.get().version == 1


@pytest.mark.parametrize("title", ["ﷺ" * 150, "œ" * 120])
def test_a_title_whose_folded_form_is_too_long_is_refused(as_contributor: Client, title: str) -> None:
    theme = factories.create_theme()
    response = as_contributor.post(f"/wiki/{theme.slug}/new/", {"title": title, "body": "Un texte."})
    assert response.status_code == 422
    assert not Page.objects.exists()


@pytest.mark.django_db
def test_a_link_to_a_title_that_no_page_can_have_is_written_and_not_stored() -> None:
    page = factories.create_page(body=f"Voir [[{'ﷺ' * 150}]].")
    assert not page.links.exists()


def test_of_two_titles_with_one_address_in_the_same_instant_the_second_gets_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    factories.create_page(title="C+", body="Un.")
    take_address = Page.take_address

    def without_seeing_the_other(self: Page) -> None:
        monkeypatch.setattr(Page, "take_address", take_address)
        self.title_key, self.slug = "c++", "c"

    monkeypatch.setattr(Page, "take_address", without_seeing_the_other)
    page = factories.create_page(title="C++", body="Deux.")
    assert page.slug == "c-2"
    assert page.revision(1).slug == "c-2"
