"""The library: sending a picture, finding one, with a script and without."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import Attribution
from contributions.models import Image as Picture
from tests import factories
from tests.contributions.uploads import makers

pytestmark = pytest.mark.once

URL = "/images/"
JSON = {"Accept": "application/json"}


def sent(content: bytes | None = None, **fields: str) -> dict[str, object]:
    file = SimpleUploadedFile("écran.png", content or makers.encoded(makers.halves()), content_type="image/png")
    return {"file": file, "alt": "Un écran"} | fields


def test_a_form_without_a_script_leads_to_the_line_to_copy(as_contributor) -> None:
    response = as_contributor.post(URL, sent(credit="Photo : Karim"), follow=True)
    picture = Picture.objects.get()
    assert response.redirect_chain == [(picture.get_absolute_url(), 302)]
    assert f'value="![Un écran]({picture.address})"' in response.content.decode()


def test_a_script_gets_what_it_needs_to_know(as_contributor) -> None:
    response = as_contributor.post(URL, sent(credit="Karim"), headers=JSON)
    assert response.status_code == 201
    picture, facts = Picture.objects.get(), response.json()
    assert facts["src"] == picture.address and facts["markdown"] == f"![Un écran]({picture.address})"
    assert (facts["alt"], facts["credit"], facts["width"], facts["height"]) == ("Un écran", "Karim", 640, 480)


def test_the_description_is_asked_for_and_may_be_left_out_on_purpose(as_contributor) -> None:
    refused = as_contributor.post(URL, sent(alt=" "), headers=JSON)
    assert refused.status_code == 422 and list(refused.json()["errors"]) == ["alt"]
    assert as_contributor.post(URL, sent(alt="", is_decorative="on"), headers=JSON).status_code == 201
    assert Picture.objects.get().is_decorative


def test_a_description_may_come_later(as_contributor) -> None:
    assert as_contributor.post(URL, sent(alt="", later="1"), headers=JSON).json()["alt"] == ""


def test_an_error_stands_beside_its_field_and_keeps_what_was_typed(as_contributor) -> None:
    response = as_contributor.post(URL, sent(b"GIF89a", alt="Mon chat"))
    shown = response.content.decode()
    assert response.status_code == 422
    assert 'value="Mon chat"' in shown and 'id="id_file_error"' in shown
    assert as_contributor.post(URL, {"alt": "x"}).status_code == 422


def test_a_file_beyond_the_limit_is_thrown_away_and_the_words_stay(as_contributor, settings) -> None:
    settings.PICTURE_MEGABYTES = 1
    response = as_contributor.post(URL, sent(b"\0" * 3_000_000, alt="Mon chat"), headers=JSON)
    assert response.status_code == 422
    refused = response.json()
    assert refused["can_be_reduced"] and "3,1" in refused["errors"]["file"][0] and list(refused["errors"]) == ["file"]
    assert 'value="Mon chat"' in as_contributor.post(URL, sent(b"\0" * 3_000_000, alt="Mon chat")).content.decode()


def test_several_files_count_together(as_contributor, settings) -> None:
    settings.PICTURE_MEGABYTES = 1
    files = [SimpleUploadedFile(f"{number}.png", b"\0" * 700_000) for number in range(3)]
    response = as_contributor.post(URL, {"file": files[0], "more": files[1:], "alt": "x"}, headers=JSON)
    assert response.status_code == 422


def test_a_body_out_of_all_proportion_is_not_read(as_contributor, settings) -> None:
    settings.PICTURE_MEGABYTES = 0
    assert as_contributor.post(URL, sent(), headers=JSON).status_code in {400, 422}


def test_it_is_protected_against_forgery(contributor) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(contributor, backend="accounts.sessions.RolesBackend")
    assert client.post(URL, sent()).status_code == 403
    token = client.get(URL).context["csrf_token"]
    assert client.post(URL, sent(csrfmiddlewaretoken=str(token)), headers=JSON).status_code == 201


@pytest.mark.django_db
def test_a_session_that_has_ended_is_told_as_such(client) -> None:
    assert client.post(URL, sent(), headers=JSON).status_code == 401


def test_nobody_sends_without_end(as_contributor, settings) -> None:
    settings.FLOOD_LIMITS = settings.FLOOD_LIMITS | {"upload": (4, 4)}  # she is new: half as many
    statuses = [as_contributor.post(URL, sent(), headers=JSON).status_code for _ in range(3)]
    assert statuses == [201, 201, 422]
    assert "file" in as_contributor.post(URL, sent(), headers=JSON).json()["errors"]


def test_ones_own_pictures_come_first_and_others_only_where_one_may_read(
    contributor, editor, as_contributor, as_editor
) -> None:
    mine = makers.create_picture(uploader=contributor, alt="La mienne")
    shared = makers.create_picture(uploader=editor, picture=makers.halves(100, 60), alt="Partagée")
    makers.create_picture(uploader=editor, picture=makers.halves(90, 60), alt="Pas encore montrée")
    factories.create_page(body=shared.markdown, author=editor)
    assert [picture.alt for picture in as_contributor.get(URL).context["pictures"]] == ["La mienne", "Partagée"]
    assert [picture.alt for picture in as_editor.get(URL).context["pictures"]][-1] == mine.alt


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("ecran", 2),
        ("ÉCRAN bleu", 1),
        ("karim", 1),
        ("martine", 2),
        ("accueil", 2),
        ("ecran absent", 0),
        ("%", 0),
        ("_", 0),
    ],
)
def test_pictures_are_found_by_words_name_credit_and_first_name(question, found, contributor, as_contributor) -> None:
    makers.create_picture(uploader=contributor, alt="Un écran bleu", credit="Photo : Karim")
    makers.create_picture(uploader=contributor, picture=makers.halves(90, 60), alt="Un chat")
    assert len(as_contributor.get(URL, {"q": question}).context["pictures"]) == found


def test_somebody_without_a_name_is_not_found_by_it(contributor, as_contributor) -> None:
    makers.create_picture(uploader=contributor, alt="Un chat")
    contributor.choose_attribution(Attribution.ANONYMOUS)
    assert len(as_contributor.get(URL, {"q": "martine"}).context["pictures"]) == 0


def test_the_dialog_gets_the_list_alone(contributor, as_contributor) -> None:
    picture = makers.create_picture(uploader=contributor)
    shown = as_contributor.get(URL, headers={"X-Part": "pictures"}).content.decode()
    assert "<html" not in shown and f'data-src="{picture.address}"' in shown


def test_the_library_asks_no_more_for_more_pictures(contributor, as_contributor, django_assert_max_num_queries) -> None:
    for width in range(60, 66):
        makers.create_picture(uploader=contributor, picture=makers.halves(width, 40))
    with django_assert_max_num_queries(9):
        as_contributor.get(URL)
