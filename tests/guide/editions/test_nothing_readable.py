"""While readers have no edition, the addresses that stand on paper say why: it was withdrawn, or it is being made."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from guide.builds import build
from guide.builds.build import make_file
from guide.models import Edition
from tests.factories import create_tip
from tests.guide.conftest import Publish
from tests.guide.distribution.made import create_agency, create_channel

pytestmark = [pytest.mark.django_db, pytest.mark.once]

NOTICE = "Le conseil 6 donnait un numéro faux."
IN_ITALIAN = "Il consiglio 6 dava un numero sbagliato."
NOT_OUT = "pas encore paru"
type Withdraw = Callable[[Edition], None]


@pytest.fixture
def withdraw(editor: User, django_capture_on_commit_callbacks) -> Withdraw:
    def withdrawn(edition: Edition) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            edition.withdraw(notice=NOTICE, notices={"it": IN_ITALIAN}, by=editor)

    return withdrawn


@pytest.fixture
def being_made(publish: Publish, editor: User, monkeypatch: pytest.MonkeyPatch) -> Edition:
    """Edition 1 whose pages could not be made as it was published, and of which no worker has made anything yet."""
    create_tip(number=6, by=editor)
    with monkeypatch.context() as patch:
        patch.setattr(build, "request_build", lambda file, priority: None)
        patch.setattr(build, "make_pages", lambda edition: None)
        return publish()


@pytest.mark.parametrize("name", ["", "guide.pdf", "tip-6.html", "sw.js"])
def test_the_notice_of_the_only_edition_stands_at_the_addresses_of_the_guide(
    published: Edition, withdraw: Withdraw, client: Client, name: str
) -> None:
    withdraw(published)
    answer = client.get(f"/guide/fr/{name}")
    assert (answer.status_code, "location" in answer) == (410, False)  # what is stored offline goes by this status
    assert "numéro faux" in answer.text
    assert NOT_OUT not in answer.text


def test_the_guide_and_the_codes_on_paper_lead_to_the_notice_in_their_language(
    in_two_languages: Edition, withdraw: Withdraw, client: Client
) -> None:
    create_channel()
    create_channel(name="Lettera", code="lettera", language="it")
    withdraw(in_two_languages)
    said = {
        "/guide/": ("/guide/fr/", NOTICE),
        "/guide/?language=it": ("/guide/it/", IN_ITALIAN),
        "/c/lettre/": ("/guide/fr/?c=lettre", NOTICE),
        "/c/lettre/it/": ("/guide/it/?c=lettre", IN_ITALIAN),
        "/c/lettre/ja/": ("/guide/fr/?c=lettre", NOTICE),
        "/c/lettera/": ("/guide/it/?c=lettera", IN_ITALIAN),
        "/c/lettre/guide.pdf": ("/guide/fr/guide.pdf?c=lettre", NOTICE),
    }
    for address, (place, words) in said.items():
        answer = client.get(address, headers={"accept-language": "fr"}, follow=True)
        assert (answer.redirect_chain, answer.status_code) == ([(place, 302)], 410)
        assert words in answer.text


def test_paper_in_a_language_of_an_older_edition_leads_to_the_notice_of_that_one(
    in_two_languages: Edition, publish: Publish, withdraw: Withdraw, client: Client
) -> None:
    Edition.objects.in_preparation().texts.filter(language="it").delete()
    second = publish()
    withdraw(second)
    withdraw(in_two_languages)
    assert "dition 2" in plain(client.get("/guide/fr/").text)
    assert IN_ITALIAN in client.get("/guide/it/").text
    assert client.get("/guide/ja/").status_code == 404


def test_the_notice_leads_to_the_current_edition_where_there_is_one(
    published: Edition, publish: Publish, withdraw: Withdraw, client: Client
) -> None:
    withdraw(published)
    assert 'href="/guide/?language=fr"' not in client.get("/guide/editions/1/fr/").text
    publish()
    assert 'href="/guide/?language=fr"' in client.get("/guide/editions/1/fr/").text


def test_visitors_are_not_told_that_a_withdrawn_guide_is_not_out_yet(
    published: Edition, withdraw: Withdraw, client: Client
) -> None:
    withdraw(published)
    home = client.get("/", headers={"accept-language": "fr"}).text
    assert NOT_OUT not in home
    assert 'href="/guide/"' in home


def test_an_agency_is_not_told_so_either(published: Edition, withdraw: Withdraw, client: Client) -> None:
    page = f"/agency/{create_agency().make_link()}/"
    withdraw(published)
    shown = client.get(page, headers={"accept-language": "fr"}).text
    assert NOT_OUT not in shown
    assert 'href="/guide/"' in shown


def test_as_long_as_the_page_is_being_made_its_addresses_say_so(being_made: Edition, client: Client) -> None:
    create_channel()
    for address in ("/guide/", "/guide/fr/", "/c/lettre/", "/guide/editions/1/fr/"):
        answer = client.get(address, headers={"accept-language": "fr"}, follow=True)
        assert (answer.status_code, answer["Retry-After"]) == (503, "10")
        assert "Revenez dans quelques minutes" in answer.text
        assert NOT_OUT not in answer.text


def test_a_file_that_is_being_made_is_called_by_its_name_and_leads_to_the_page_where_that_is_there(
    being_made: Edition, client: Client
) -> None:
    place = 'href="/guide/editions/1/fr/"'
    before = client.get("/guide/fr/guide.epub")
    make_file.call(being_made.files.get(form="web").pk)
    after = client.get("/guide/fr/guide.epub")
    for answer in (before, after):
        assert (answer.status_code, answer["Retry-After"]) == (503, "30")
        assert "EPUB : en cours de fabrication" in plain(answer.text)
        assert "Le PDF" not in answer.text
    assert (place in before.text, place in after.text) == (False, True)


@pytest.mark.parametrize("address", ["/guide/editions/", "/curation/editions/1/"])
def test_a_screen_offers_to_read_an_edition_once_its_page_is_there(
    being_made: Edition, as_editor: Client, address: str
) -> None:
    link = 'href="/guide/editions/1/fr/"'
    page = as_editor.get(address).text
    assert link not in page
    assert "Page web : en cours" in plain(page)
    make_file.call(being_made.files.get(form="web").pk)
    page = as_editor.get(address).text
    assert link in page
    assert "Page web : en cours" not in plain(page)


def test_the_screen_of_an_edition_offers_to_read_it_without_being_loaded_again(
    being_made: Edition, as_editor: Client
) -> None:
    make_file.call(being_made.files.get(form="web").pk)
    part = as_editor.get("/curation/editions/1/", headers={"HX-Request": "true"}).text
    assert 'id="read-online" hx-swap-oob="true"' in plain(part)
    assert "hx-swap-oob" not in as_editor.get("/curation/editions/1/").text


def test_a_page_that_failed_is_not_offered(being_made: Edition, as_editor: Client) -> None:
    being_made.files.filter(form="web").update(state="failed", problem="No space left on device")
    for address in ("/guide/editions/", "/curation/editions/1/"):
        page = as_editor.get(address).text
        assert 'href="/guide/editions/1/fr/"' not in page
        assert "Page web : en cours" not in plain(page)


def plain(page: str) -> str:
    return " ".join(page.replace("\u00a0", " ").replace("\u202f", " ").split())
