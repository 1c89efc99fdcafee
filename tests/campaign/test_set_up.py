"""An empty site: every page leads to the first-run screen, and its one-time link sets the site up."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core import checks
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from accounts.access import is_administrator
from accounts.models import User
from campaign.models import SetUpLink
from campaign.site_settings.models import SiteSettings
from guide_project.server.startup_checks import begin_with_settings, unaddressed
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.not_set_up]

ACCOUNT = {
    "first_name": "Anne",
    "last_name": "Favre",
    "username": "anne",
    "email": "anne@helvia.example",
    "password1": "quatre mots sans lien",
    "password2": "quatre mots sans lien",
}
SITE = {
    "name": "Helvia en ligne",
    "publisher": "Helvia Assurances",
    "sender_address": "guide@helvia.example",
    "language": "en",
    "time_zone": "Asia/Tokyo",
    "currency": "CHF",
    "answer_days": "3",
    "guide_is_public": "on",
}


def link() -> str:
    return SetUpLink.objects.make().removeprefix("https://guide.example")


@pytest.mark.parametrize("path", ["/", "/wiki/", "/guide/fr/", "/search/?q=a", "/admin/", "/settings/", "/nothing/"])
def test_every_page_leads_to_the_first_run_screen(client: Client, path: str) -> None:
    response = client.get(path, follow=True)
    assert response.redirect_chain == [("/set-up/", 302)]
    assert "set_up_link" in response.text


@pytest.mark.once
@pytest.mark.parametrize("path", ["/health/live", "/health/ready"])
def test_whoever_asks_for_health_is_answered(client: Client, path: str) -> None:
    assert client.get(path).status_code == 200


def test_nothing_is_taken_in_either(client: Client) -> None:
    assert client.post("/wiki/x/new/", {"title": "x"}).headers["Location"] == "/set-up/"


def test_the_link_makes_the_administrator_and_the_settings_and_signs_her_in(client: Client) -> None:
    path = link()
    assert client.get(path).status_code == 200
    assert client.post(path, ACCOUNT | SITE).headers["Location"] == "/"
    anne, row = User.objects.get(), SiteSettings.objects.get()
    assert (is_administrator(anne), anne.is_staff, anne.get_full_name()) == (True, True, "Anne Favre")
    assert (row.name, row.language, row.time_zone) == ("Helvia en ligne", "en", "Asia/Tokyo")
    assert (row.words_in, row.currency, row.guide_is_public) == ({}, "CHF", True)
    assert SiteSettings.history.get().history_user == anne
    home = client.get("/")
    assert home.status_code == 200
    assert "Helvia en ligne" in home.text
    assert home.context["user"] == anne


def test_it_opens_once(client: Client) -> None:
    first, second = link(), link()
    client.post(first, ACCOUNT | SITE)
    for path in (first, second, "/set-up/"):
        for send in (Client().get, Client().post):
            assert send(path, ACCOUNT | SITE | {"username": "mallory"}).headers["Location"] == "/"
    assert [person.username for person in User.objects.all()] == ["anne"]
    assert not SetUpLink.objects.exists()


def test_what_the_database_stores_opens_nothing(client: Client) -> None:
    link()
    assert client.get(f"/set-up/{SetUpLink.objects.get().digest}/").status_code == 410


def test_it_expires(client: Client) -> None:
    path = link()
    SetUpLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.get(path).status_code == 410
    assert client.post(path, ACCOUNT | SITE).status_code == 410
    assert not User.objects.exists()


@pytest.mark.once
@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"password2": "cinq mots sans aucun lien"}, "password2"),
        ({"password1": "court", "password2": "court"}, "password1"),
        ({"username": "an ne"}, "username"),
        ({"email": "anne"}, "email"),
        ({"name": ""}, "name"),
        ({"language": ""}, "language"),
        ({"language": "eo"}, "language"),
        ({"time_zone": ""}, "time_zone"),
        ({"time_zone": "Europe/Atlantis"}, "time_zone"),
        ({"currency": "DEM"}, "currency"),
        ({"sender_address": "guide"}, "sender_address"),
        ({"address": "deux mots"}, "address"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_what_was_typed_stays(
    client: Client, sent: dict[str, str], field: str
) -> None:
    response = client.post(link(), ACCOUNT | SITE | sent)
    assert response.status_code == 422
    forms = response.context["account"], response.context["site"]
    assert [name for form in forms for name in form.errors] == [field]
    assert 'value="Helvia Assurances"' in response.text
    assert not User.objects.exists() and not SiteSettings.objects.exists()
    assert SetUpLink.objects.exists()


def test_an_administrator_whom_a_command_has_made_fills_in_the_settings(
    client: Client, administrator: User, sign_in
) -> None:
    assert "/accounts/login/" in client.get("/set-up/").text
    karim = sign_in(administrator)
    assert karim.get("/").headers["Location"] == "/settings/"
    assert karim.post("/settings/", SITE).headers["Location"] == "/settings/"
    assert SiteSettings.objects.get().publisher == "Helvia Assurances"
    assert karim.get("/").status_code == 200


def test_the_link_asks_for_no_account_where_there_is_an_administrator(client: Client, administrator: User) -> None:
    path = link()
    assert "password1" not in client.get(path).text
    assert client.post(path, SITE).headers["Location"] == "/"
    assert SiteSettings.objects.get().name == "Helvia en ligne"
    assert [person.pk for person in User.objects.all()] == [administrator.pk]


def test_the_command_prints_a_new_link_until_the_site_is_set_up(client: Client) -> None:
    said = StringIO()
    call_command("set_up_link", stdout=said)
    path = said.getvalue().split()[0].removeprefix("https://guide.example")
    client.post(path, ACCOUNT | SITE)
    with pytest.raises(CommandError, match="is set up"):
        call_command("set_up_link")


def test_the_start_prints_the_link(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("guide_project.server.startup_checks.connection.close", lambda: None)
    begin_with_settings()
    assert "https://guide.example/set-up/" in capsys.readouterr().out
    factories.create_site_settings()
    factories.create_administrator()
    begin_with_settings()
    assert capsys.readouterr().out == ""


def test_a_start_that_does_not_know_its_address_is_refused(settings) -> None:
    assert list(unaddressed()) == []
    settings.SITE_ADDRESS = ""
    assert ["SITE_ADDRESS" in problem for problem in unaddressed()] == [True]


@pytest.mark.once
def test_the_deployment_check_names_each_thing_that_is_missing(settings) -> None:
    def missing() -> set[str]:
        found = checks.run_checks(include_deployment_checks=True, databases=["default"])
        return {str(one.id) for one in found if str(one.id).startswith("campaign.")}

    settings.SITE_ADDRESS = ""
    assert missing() == {"campaign.E001", "campaign.E002", "campaign.E003"}
    settings.SITE_ADDRESS = "https://guide.example"
    factories.create_site_settings()
    factories.create_administrator()
    assert missing() == set()
