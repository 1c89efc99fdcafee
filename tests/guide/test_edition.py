"""The edition in preparation: set up, previewed, published; and those that are out, on the desk."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from guide.builds.disk import folder_of
from guide.models import Edition, Tip
from tests.as_read import as_read
from tests.factories import create_poll, create_themes, create_tip
from tests.forms import set_form
from tests.guide.conftest import Publish
from tests.sending import send
from themes.models import Theme

pytestmark = [pytest.mark.django_db, pytest.mark.once]

NOW = "/curation/editions/1/publish/now/"


def settings_of(**changes: Any) -> dict[str, Any]:
    places = {f"places_{number}": 5 for number in (1, 2, 3, 4)}
    return {"title": "Bon sens", "subtitle": "vingt conseils", "summary": "Voici."} | places | changes


def test_title_subtitle_and_summary_are_those_of_the_preview(as_editor: Client, editor: User) -> None:
    create_tip(number=6, by=editor)
    send(as_editor, "/curation/editions/1/", settings_of(title="Le bon sens"))
    preview = as_editor.get("/curation/editions/1/preview/fr/").text
    assert "Le bon sens" in preview
    assert "Voici." in preview


def test_the_number_of_places_is_changed_and_the_tips_are_numbered_anew(as_editor: Client, editor: User) -> None:
    tip = create_tip(number=6, by=editor)
    send(as_editor, "/curation/editions/1/", settings_of(places_1=7))
    tip.refresh_from_db()
    assert tip.number == 8


def test_too_few_places_are_refused_in_words_and_nothing_is_saved(as_editor: Client, editor: User) -> None:
    create_tip(number=6, by=editor)
    response = send(as_editor, "/curation/editions/1/", settings_of(title="Autre", places_2=0))
    assert response.status_code == 422
    assert "Délinquants" in response.text
    assert 'value="Autre"' in response.text
    assert Edition.objects.in_preparation().title == ""


def test_a_place_that_is_voted_on_is_kept_and_said_beside_the_number_of_places(as_editor: Client, editor: User) -> None:
    create_poll(by=editor, place=9)
    refused = send(as_editor, "/curation/editions/1/", settings_of(title="Autre", places_2=3))
    assert refused.status_code == 422
    assert "la place 9" in refused.context["form"].errors["places_2"][0]
    assert 'value="Autre"' in refused.text and Theme.objects.get(number=2).places == 5


@pytest.mark.parametrize("places", ["-1", "26", "x", ""])
def test_a_number_of_places_that_cannot_be(as_editor: Client, editor: User, places: str) -> None:
    create_themes()
    response = send(as_editor, "/curation/editions/1/", settings_of(places_3=places))
    assert response.status_code == 422
    assert 'id="id_places_3_error"' in response.text


def test_the_preview_is_the_page_that_will_be_published(as_editor: Client, editor: User, publish: Publish) -> None:
    create_tip(number=6, by=editor)
    response = as_editor.get("/curation/editions/1/preview/fr/")
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Cache-Control"] == "private, no-store"
    sheet = re.search(r'href="(guide\.[0-9a-f]{12}\.css)"', response.text)[1]
    style = as_editor.get(f"/curation/editions/1/preview/fr/{sheet}")
    edition = publish()
    folder = folder_of(edition)
    out = (folder / "index.html").read_text()
    published_sheet = re.search(r'href="(guide\.[0-9a-f]{12}\.css)"', out)[1]
    faces = re.compile(r"@font-face\{[^}]*\}")  # whole in a preview, with the letters of the pages in an edition
    assert faces.sub("", style.text) == faces.sub("", (folder / published_sheet).read_text())
    assert "<html" in as_editor.get("/curation/editions/2/preview/fr/index.html").text

    def tips(page: str) -> str:
        return page[page.index('id="tip-6"') : page.index('class="tip-foot"')]

    assert tips(response.text) == tips(as_read(out))


def test_a_preview_publishes_nothing(as_editor: Client, client: Client, editor: User) -> None:
    create_tip(number=6, by=editor)
    as_editor.get("/curation/editions/1/preview/fr/")
    assert client.get("/guide/fr/").status_code == 404
    assert client.get("/curation/editions/1/preview/").status_code == 302


def test_the_files_of_a_preview_are_only_those(as_editor: Client, published: Edition) -> None:
    as_editor.get("/curation/editions/2/preview/fr/")
    names = ["../current", "%2e%2e/current", "/etc/passwd", "nothing.css", "%00"]
    statuses = {name: as_editor.get(f"/curation/editions/2/preview/fr/{name}").status_code for name in names}
    assert statuses == dict.fromkeys(names, 404)


def test_publishing_says_what_goes_out_and_warns_of_free_places(as_editor: Client, editor: User) -> None:
    create_tip(number=6, by=editor)
    Edition.objects.in_preparation().take_to_proof(by=editor)
    page = as_editor.get(NOW).text
    assert "19 places sont encore libres" in page
    assert "Publier avec 19 places libres" in page
    assert not Edition.objects.published().exists()


def test_publishing_asks_with_number_and_languages(as_editor: Client, editor: User) -> None:
    create_tip(number=6, by=editor)
    edition = Edition.objects.in_preparation()
    edition.speak("it")
    edition.choose_for("it", when_missing="original", when_outdated="older")
    edition.take_to_proof(by=editor)
    page = as_editor.get(NOW).text
    assert "Publier l’édition 1 maintenant" in page
    assert "paraît dans 2 langues : français et italien." in page.replace("\u00a0", " ")
    assert not Edition.objects.published().exists()


@pytest.mark.parametrize("day", ["", "2099-12-03"])
def test_enter_in_a_field_of_the_publish_screen_publishes_nothing(as_editor: Client, editor: User, day: str) -> None:
    create_tip(number=6, by=editor)
    Edition.objects.in_preparation().take_to_proof(by=editor)
    as_editor.post("/curation/editions/1/publish/", {"accept_free_places": "on", "day": day, "time": ""})
    as_editor.post("/curation/editions/1/publish/", {"accept_free_places": "on"})
    assert not Edition.objects.published().exists()


def test_another_proof_than_the_one_that_was_shown_is_asked_about_again(as_editor: Client, editor: User) -> None:
    tip = create_tip(number=6, by=editor)
    edition = Edition.objects.in_preparation()
    edition.take_to_proof(by=editor)
    sent = {"accept_free_places": "on", "seen": edition.state_of_proof}
    tip.record_revision(title="Autre", body="Un autre texte.", author=editor, base_version=tip.version)
    edition.back_from_proof(by=editor)
    edition.take_to_proof(by=editor)
    refused = as_editor.post(NOW, sent)
    assert (refused.status_code, Edition.objects.published().exists()) == (422, False)
    assert f'value="{edition.state_of_proof}"' in refused.text
    assert as_editor.post(NOW, {"accept_free_places": "on"}).status_code == 422


def test_free_places_have_to_be_accepted(as_editor: Client, editor: User, django_capture_on_commit_callbacks) -> None:
    create_tip(number=6, by=editor)
    Edition.objects.in_preparation().take_to_proof(by=editor)
    seen = Edition.objects.in_preparation().state_of_proof
    refused = as_editor.post(NOW, {"seen": seen})
    assert refused.status_code == 422
    assert 'id="id_accept_free_places_error"' in refused.text
    with django_capture_on_commit_callbacks(execute=True):
        accepted = as_editor.post(NOW, {"seen": seen, "accept_free_places": "on"})
    assert accepted["Location"] == "/curation/editions/1/"
    assert 'id="tip-6"' in as_editor.get("/guide/fr/").text


def test_a_full_guide_asks_for_nothing(as_editor: Client, editor: User, django_capture_on_commit_callbacks) -> None:
    create_tip(number=1, by=editor)
    send(as_editor, "/curation/editions/1/", settings_of(places_1=1, places_2=0, places_3=0, places_4=0))
    Edition.objects.in_preparation().take_to_proof(by=editor)
    assert "accept_free_places" not in as_editor.get("/curation/editions/1/publish/").text
    with django_capture_on_commit_callbacks(execute=True):
        as_editor.post(NOW, {"seen": Edition.objects.in_preparation().state_of_proof})
    assert Edition.objects.current().number == 1


def test_who_publishes_second_is_told(as_editor: Client, published: Edition) -> None:
    response = as_editor.post(NOW, {"accept_free_places": "on"}, follow=True)
    assert "Cette édition est publiée" in response.text
    assert Edition.objects.count() == 2


def test_a_published_edition_is_only_read(as_editor: Client, published: Edition) -> None:
    page = as_editor.get("/curation/editions/1/").text
    assert 'name="title"' not in page
    assert "Laurent C." in page
    as_editor.post("/curation/editions/1/", settings_of(title="Autre"))
    published.refresh_from_db()
    assert published.title != "Autre"
    assert as_editor.get("/curation/editions/1/preview/")["Location"] == "/guide/editions/1/fr/"
    assert as_editor.get("/curation/editions/1/preview/fr/")["Location"] == "/guide/editions/1/fr/"


def test_a_pdf_that_is_being_made_is_looked_for_again_with_and_without_scripts(
    as_editor: Client, published: Edition
) -> None:
    published.files.filter(form="pdf").update(state="waiting")
    page = as_editor.get("/curation/editions/1/").text
    assert 'hx-get="/curation/editions/1/"' in page
    assert "Regarder à nouveau" in page
    fragment = as_editor.get("/curation/editions/1/", headers={"HX-Request": "true"}).text
    assert "<html" not in fragment
    assert 'id="files"' in fragment
    published.files.filter(form="pdf").update(state="ready")
    assert "hx-get" not in as_editor.get("/curation/editions/1/").text


def test_a_pdf_that_failed_says_why_and_is_tried_again(
    no_pdf: None, as_editor: Client, published: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = as_editor.get("/curation/editions/1/").text
    assert "Pango is not installed" in page
    assert "Réessayer" in page
    set_form(monkeypatch, "pdf", lambda guide, materials: {"guide.pdf": b"%PDF-1.7"})
    as_editor.post("/curation/editions/1/retry/")
    assert published.files.get(form="pdf").state == "ready"
    assert as_editor.get("/guide/fr/guide.pdf").getvalue() == b"%PDF-1.7"


def test_trying_again_makes_only_what_failed(
    as_editor: Client, published: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_form(monkeypatch, "pdf", lambda guide, materials: pytest.fail("made again"))
    as_editor.post("/curation/editions/1/retry/")
    assert as_editor.post("/curation/editions/2/retry/").status_code == 404


def test_an_edition_that_is_not_there(as_editor: Client, published: Edition) -> None:
    for address in ("/curation/editions/3/", "/curation/editions/3/preview/", "/curation/editions/3/publish/"):
        assert as_editor.get(address).status_code == 404
    assert as_editor.get(f"/curation/editions/{'9' * 30}/").status_code == 404


def test_contributors_neither_preview_nor_publish(as_contributor: Client, editor: User) -> None:
    create_tip(number=6, by=editor)
    for screen in ("", "preview/", "publish/", "publish/now/"):
        assert as_contributor.get(f"/curation/editions/1/{screen}").status_code == 403
    assert as_contributor.post(NOW, {"accept_free_places": "on"}).status_code == 403
    assert Tip.objects.count() == 1
    assert not Edition.objects.published().exists()
