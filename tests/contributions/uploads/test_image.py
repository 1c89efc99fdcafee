"""One picture: its line, its words, where it stands; hiding it and showing it again."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from contributions.models import Image as Picture
from tests import factories
from tests.contributions.uploads import makers
from tests.sending import send

JSON = {"Accept": "application/json"}


@pytest.fixture
def picture(contributor):
    return makers.create_picture(uploader=contributor)


@pytest.mark.once
def test_it_says_where_it_stands_as_far_as_one_may_read(
    picture, contributor, editor, as_contributor, as_editor
) -> None:
    shown = factories.create_page(title="Page montrée", body=picture.markdown, author=contributor)
    hidden = factories.create_page(title="Page cachée", body=picture.markdown, author=contributor)
    hidden.hide(reason="À relire.", by=editor)
    assert as_contributor.get(picture.get_absolute_url()).context["texts"] == [shown]
    assert set(as_editor.get(picture.get_absolute_url()).context["texts"]) == {shown, hidden}


@pytest.mark.once
def test_whoever_sent_it_and_editors_say_what_it_shows(picture, as_contributor, as_editor, sign_in) -> None:
    url = picture.get_absolute_url()
    assert send(as_contributor, url, {"alt": "Une fenêtre", "credit": "Inès"}).status_code == 302
    assert (
        send(as_editor, url, {"alt": "Une fenêtre bleue", "credit": ""}, headers=JSON).json()["alt"]
        == "Une fenêtre bleue"
    )
    picture.refresh_from_db()
    assert (picture.alt, picture.credit) == ("Une fenêtre bleue", "")
    factories.create_page(body=picture.markdown, author=picture.uploader)
    stranger = sign_in(factories.create_contributor(username="ines"))
    assert "<form" not in stranger.get(url).content.decode().partition("<main")[2].partition("</main>")[0]
    assert stranger.post(url, {"alt": "x"}).status_code == 403
    with pytest.raises(PermissionDenied):
        picture.describe(by=factories.create_contributor(username="leo"), alt="x")


@pytest.mark.once
def test_words_that_cannot_be_are_refused_with_what_was_typed(picture, as_contributor) -> None:
    url = picture.get_absolute_url()
    both = send(as_contributor, url, {"alt": "Une fenêtre", "is_decorative": "on"})
    assert both.status_code == 422 and "Une fenêtre" in both.content.decode()
    assert send(as_contributor, url, {"alt": ""}, headers=JSON).json()["errors"].keys() == {"alt"}
    assert send(as_contributor, url, {"alt": "", "is_decorative": "on"}).status_code == 302


def test_it_is_found_by_its_new_words(picture, as_contributor) -> None:
    send(as_contributor, picture.get_absolute_url(), {"alt": "Une girafe"})
    assert len(as_contributor.get("/images/", {"q": "girafe"}).context["pictures"]) == 1


def test_a_picture_that_one_may_not_see_is_not_there(picture, sign_in) -> None:
    stranger = sign_in(factories.create_contributor(username="ines"))
    assert stranger.get(picture.get_absolute_url()).status_code == 404
    assert stranger.post(picture.get_absolute_url(), {"alt": "x"}).status_code == 404


def test_editors_hide_it_with_a_reason_and_show_it_again(picture, as_editor, as_contributor) -> None:
    url = picture.get_absolute_url()
    assert as_editor.get(f"{url}hide/").status_code == 200
    assert as_editor.post(f"{url}hide/", {"reason": " "}).status_code == 422
    assert as_editor.post(f"{url}hide/", {"reason": "Nom de client."}).status_code == 302
    assert "Nom de client." in as_editor.get(url).content.decode()
    assert as_contributor.get(url).status_code == 404
    assert len(as_editor.get("/images/").context["pictures"]) == 0
    assert as_contributor.post(f"{url}show/").status_code == 403
    assert as_editor.post(f"{url}show/").status_code == 302
    assert as_contributor.get(url).status_code == 200


def test_hiding_asks_for_a_reason(picture, editor) -> None:
    with pytest.raises(ValidationError):
        picture.hide(reason="  ", by=editor)


def test_a_script_says_what_it_was_loaded_from(as_contributor, contributor) -> None:
    sent = {"file": SimpleUploadedFile("a.png", makers.encoded(makers.halves())), "alt": "", "later": "1"}
    facts = as_contributor.post("/images/", sent, headers=JSON).json()

    def describe(alt: str, loaded: str) -> Any:
        return as_contributor.post(facts["url"], {"alt": alt, "loaded": loaded}, headers=JSON)

    assert describe("Un phare", facts["loaded"]).json()["alt"] == "Un phare"
    refused = describe("Une tour", facts["loaded"])
    assert (refused.status_code, list(refused.json()["errors"])) == (422, ["alt"])
    assert describe("Une tour", refused.json()["loaded"]).json()["alt"] == "Une tour"
    assert f'data-loaded="{Picture.objects.get().state_of_words}"' in as_contributor.get("/images/").text
