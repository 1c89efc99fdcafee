"""Who follows a link to a language in which the guide does not come out is led to those in which it does."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from guide.builds.disk import folder
from guide.models import Edition, EditionFile
from guide.views import published as published_views
from tests.guide.conftest import Publish

pytestmark = [pytest.mark.django_db, pytest.mark.once]

SAYS_SO = {"it": "Non in questa lingua", "ja": "この言語では読めません", "fr": "Pas dans cette langue"}
LINK = re.compile(r'<a class="btn" href="(/guide/[^"]+)" lang="(\w+)"')


def test_it_is_said_in_that_language_and_leads_to_the_guide(published: Edition, client: Client) -> None:
    for language in ("it", "ja"):
        answer = client.get(f"/guide/{language}/", headers={"accept-language": "fr"})
        assert answer.status_code == 404
        assert SAYS_SO[language] in answer.text
        assert LINK.findall(answer.text) == [("/guide/fr/", "fr")]
    assert client.get("/guide/fr/").status_code == 200


def test_an_older_edition_leads_to_its_own_pages(in_two_languages: Edition, publish: Publish, client: Client) -> None:
    publish()
    answer = client.get("/guide/editions/1/ja/")
    assert answer.status_code == 404
    links = [("/guide/editions/1/fr/", "fr"), ("/guide/editions/1/it/", "it")]
    assert sorted(LINK.findall(answer.text)) == links
    assert [client.get(address).status_code for address, _language in links] == [200, 200]


def test_where_the_page_could_not_be_made_the_others_are_offered(
    in_two_languages: Edition, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(published_views, "make_missing", lambda number, language, name: False)
    page = in_two_languages.files.get(language="fr", form=EditionFile.Form.WEB)
    (folder(1, "fr") / "index.html").unlink()
    EditionFile.objects.filter(pk=page.pk).update(state=EditionFile.State.FAILED, problem="x")
    answer = client.get("/guide/editions/1/fr/")
    assert answer.status_code == 404
    assert SAYS_SO["fr"] in answer.text
    assert LINK.findall(answer.text) == [("/guide/editions/1/it/", "it")]


@pytest.mark.parametrize(
    "address", ["/guide/it/guide.pdf", "/guide/xx/", "/guide/editions/7/it/", "/guide/it/tip-6.html"]
)
def test_what_is_no_page_of_a_language_is_simply_not_there(published: Edition, client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert not any(words in answer.text for words in SAYS_SO.values())
