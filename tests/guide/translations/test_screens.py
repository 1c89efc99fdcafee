"""The screens about the languages of an edition."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from guide.editions import Edition
from guide.tips.models import Tip
from guide.translating import exporter
from guide.translations.models import Translation
from tests.conftest import SignIn
from tests.guide.translations.test_files import zipped
from tests.sending import send

pytestmark = pytest.mark.django_db
HERE = "/curation/editions/1/languages/"


def test_languages_are_chosen_and_each_says_how_far_it_is(as_editor: Client, edition: Edition) -> None:
    page = as_editor.get(HERE).text
    assert "0 textes traduits sur 7" in page
    assert "à décider" in page
    send(as_editor, HERE, {"languages": ["ja"]})
    assert Edition.objects.in_preparation().languages == ("fr", "ja")
    assert as_editor.post(HERE, {"languages": ["de"]}).status_code == 422


def test_the_list_of_a_language_costs_as_many_queries_whatever_it_holds(
    as_editor: Client, edition: Edition, tip: Tip, django_assert_max_num_queries
) -> None:
    with django_assert_max_num_queries(22):
        assert f"/languages/it/tip-{tip.pk}/" in as_editor.get(f"{HERE}it/").text


def test_the_cover_and_the_choice_are_saved_apart(as_editor: Client, edition: Edition) -> None:
    send(as_editor, f"{HERE}it/", {"cover": "1", "title": "Buon senso", "subtitle": "", "summary": ""})
    send(as_editor, f"{HERE}it/", {"choice": "1", "when_missing": "original", "when_outdated": "older"})
    text = edition.texts.get(language="it")
    assert (text.title, text.when_missing, text.when_outdated) == ("Buon senso", "original", "older")
    assert as_editor.post(f"{HERE}it/", {"choice": "1", "when_missing": "x"}).status_code == 422


def test_a_text_is_translated_beside_its_original(
    translator: User, sign_in: SignIn, edition: Edition, tip: Tip
) -> None:
    client, address = sign_in(translator), f"{HERE}it/tip-{tip.pk}/"
    page = client.get(address).text
    assert "Raccrochez." in page and "J’ai raccroché." in page
    sent = {"title": "Riagganciate", "body": "Testo.", "quote": "Fatto.", "version": tip.version, "seen": ""}
    response = client.post(address, sent)
    assert response["Location"] == f"{HERE}it/#tip-{tip.pk}"
    row = Translation.objects.get()
    assert (row.title, row.source_version, row.by) == ("Riagganciate", tip.version, translator)


def test_errors_stand_beside_the_field_and_nothing_typed_is_lost(as_editor: Client, edition: Edition, tip: Tip) -> None:
    response = as_editor.post(
        f"{HERE}it/tip-{tip.pk}/", {"title": "", "body": "Testo tenuto.", "quote": "", "seen": ""}
    )
    assert response.status_code == 422
    assert 'id="id_title_error"' in response.text and "Testo tenuto." in response.text


def test_who_comes_second_reads_what_the_first_saved_and_saves_on_purpose(
    as_editor: Client, edition: Edition, tip: Tip
) -> None:
    row = Translation.objects.record(tip, language="it", title="Prima", body="Prima.", source_version=1, by=None)
    sent = {"title": "Mia", "body": "Mia.", "quote": "", "version": tip.version, "seen": ""}
    response = as_editor.post(f"{HERE}it/tip-{tip.pk}/", sent)
    assert response.status_code == 422
    assert "Prima." in response.text and f'value="{row.mark}"' in response.text and "Mia." in response.text
    as_editor.post(f"{HERE}it/tip-{tip.pk}/", sent | {"seen": row.mark})
    assert Translation.objects.get().title == "Mia"


def test_files_go_out_and_come_back(as_editor: Client, edition: Edition, tip: Tip) -> None:
    out = as_editor.get(f"{HERE}it/export/")
    assert out.content == exporter.archive_of(edition, "it")
    assert out["Content-Disposition"] == 'attachment; filename="edition-1-it.zip"'
    packed = zipped({"tips/06.md": "title: Riagganciate\n\nTesto.\n", "tips/19.md": "title: x\n\ny\n"})
    page = as_editor.post(f"{HERE}it/import/", {"file": SimpleUploadedFile("a.zip", packed)})
    assert "Riagganciate" in page.text and "n’a plus ce texte" in page.text
    assert not Translation.objects.exists()
    as_editor.post(f"{HERE}it/import/", {"confirmed": page.context["confirmed"]})
    assert Translation.objects.get().title == "Riagganciate"


def test_what_is_no_archive_says_so_beside_the_field(as_editor: Client, edition: Edition) -> None:
    response = as_editor.post(f"{HERE}it/import/", {"file": SimpleUploadedFile("a.zip", b"hello")})
    assert response.status_code == 422 and 'id="id_file_error"' in response.text
    heavy = SimpleUploadedFile("a.zip", b"0" * 4_300_000)
    assert as_editor.post(f"{HERE}it/import/", {"file": heavy}).status_code == 422
    assert as_editor.post(f"{HERE}it/import/", {"confirmed": "x"}).status_code == 422


def test_the_preview_speaks_the_language_and_leads_to_that_in_another(as_editor: Client, edition: Edition) -> None:
    assert as_editor.get("/curation/editions/1/preview/")["Location"] == "/curation/editions/1/preview/fr/"
    assert 'href="../it/"' in as_editor.get("/curation/editions/1/preview/fr/").text
    assert '<html lang="it">' in as_editor.get("/curation/editions/1/preview/it/").text
    assert 'href="/curation/editions/1/preview/it/"' in as_editor.get(f"{HERE}it/").text
    assert as_editor.get("/curation/editions/1/preview/ja/").status_code == 404


@pytest.mark.parametrize("path", ["de/", "ja/", "it/tip-999/", "it/nothing/", "ja/export/"])
def test_languages_and_texts_that_are_not_there(as_editor: Client, edition: Edition, path: str) -> None:
    assert as_editor.get(f"{HERE}{path}").status_code == 404


def test_translators_do_not_decide_what_comes_out(translator: User, sign_in: SignIn, edition: Edition) -> None:
    client = sign_in(translator)
    assert client.get(f"{HERE}it/").status_code == 200
    assert client.post(f"{HERE}it/", {"choice": "1", "when_missing": "leave"}).status_code == 403


def test_a_translator_comes_to_her_work_from_the_home_page_by_links_and_does_not_choose_the_languages(
    translator: User, sign_in: SignIn, edition: Edition
) -> None:
    client = sign_in(translator)
    assert 'href="/translation/"' in client.get("/").text
    page = client.get("/translation/", follow=True)
    assert page.redirect_chain == [(HERE, 302)]
    assert f'href="{HERE}it/"' in page.text and 'name="languages"' not in page.text
    assert client.post(HERE, {"languages": ["ja"]}).status_code == 403


def test_who_does_not_translate_is_shown_no_way_to_the_translation(
    as_editor: Client, as_contributor: Client, edition: Edition
) -> None:
    assert "/translation/" not in as_editor.get("/").text + as_contributor.get("/").text
    assert as_contributor.get("/translation/").status_code == 403
