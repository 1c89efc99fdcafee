"""The screens about the languages of an edition."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from guide.editions import Edition
from guide.tips.models import Tip
from tests.conftest import SignIn
from tests.sending import send

pytestmark = pytest.mark.django_db
HERE = "/curation/editions/1/languages/"


@pytest.mark.once
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
        assert f"/translation/it/tip-{tip.pk}/" in as_editor.get(f"{HERE}it/").text


def test_the_cover_and_the_choice_are_saved_apart(as_editor: Client, edition: Edition) -> None:
    send(as_editor, f"{HERE}it/", {"cover": "1", "title": "Buon senso", "subtitle": "", "summary": ""})
    send(as_editor, f"{HERE}it/", {"choice": "1", "when_missing": "original", "when_outdated": "older"})
    text = edition.texts.get(language="it")
    assert (text.title, text.when_missing, text.when_outdated) == ("Buon senso", "original", "older")
    assert as_editor.post(f"{HERE}it/", {"choice": "1", "when_missing": "x"}).status_code == 422


@pytest.mark.once
def test_the_preview_speaks_the_language_and_leads_to_that_in_another(as_editor: Client, edition: Edition) -> None:
    assert as_editor.get("/curation/editions/1/preview/")["Location"] == "/curation/editions/1/preview/fr/"
    assert 'href="../it/"' in as_editor.get("/curation/editions/1/preview/fr/").text
    assert '<html lang="it">' in as_editor.get("/curation/editions/1/preview/it/").text
    assert 'href="/curation/editions/1/preview/it/"' in as_editor.get(f"{HERE}it/").text
    assert as_editor.get("/curation/editions/1/preview/ja/").status_code == 404


@pytest.mark.once
@pytest.mark.parametrize("path", ["de/", "ja/"])
def test_languages_and_texts_that_are_not_there(as_editor: Client, edition: Edition, path: str) -> None:
    assert as_editor.get(f"{HERE}{path}").status_code == 404


@pytest.mark.once
def test_translators_do_not_decide_what_comes_out(translator: User, sign_in: SignIn, edition: Edition) -> None:
    client = sign_in(translator)
    assert client.get(f"{HERE}it/").status_code == 200
    assert client.post(f"{HERE}it/", {"choice": "1", "when_missing": "leave"}).status_code == 403


@pytest.mark.once
def test_the_cover_quotes_its_own_title_and_subtitle(as_editor: Client, edition: Edition) -> None:
    edition.describe(title="Douze gestes", subtitle="Ce que nous savons", summary="")
    assert (
        "Dans sa langue\xa0: «\xa0Douze gestes\xa0», «\xa0Ce que nous savons\xa0»." in as_editor.get(f"{HERE}it/").text
    )
