"""Days and hours are those of the organisation, in requests, tasks, commands and the database, from its decision on."""

from __future__ import annotations

from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.tasks import task_backends
from django.test import Client
from django.utils import timezone, translation
from django.utils.formats import date_format

from campaign.site_settings.current import TIME_ZONE, as_decided, current_settings, remembered
from campaign.site_settings.models import SiteSettings
from contributions.models import Page
from guide_project.server import tasks
from tests import factories

pytestmark = pytest.mark.django_db

LATE = datetime(2026, 3, 1, 22, 30, tzinfo=UTC)
seen: list[str] = []


def note_how_it_is_said() -> None:
    seen.append(f"{date_format(timezone.localtime(LATE), 'l j H:i')} {translation.get_language()}")


@pytest.fixture(autouse=True)
def _nothing_seen() -> None:
    seen.clear()


def test_a_page_says_its_hours_by_the_clock_of_the_organisation_as_soon_as_that_is_another(
    as_contributor: Client,
) -> None:
    address = f"{factories.create_page(at=LATE).get_absolute_url()}history/"
    assert 'datetime="2026-03-01T23:30:00+01:00"' in as_contributor.get(address).text
    factories.change_site_settings(time_zone="Asia/Tokyo")
    assert 'datetime="2026-03-02T07:30:00+09:00"' in as_contributor.get(address).text


def test_the_database_goes_by_the_same_days() -> None:
    factories.create_page(at=LATE)
    assert Page.objects.filter(modified_at__date="2026-03-01").exists()
    factories.change_site_settings(time_zone="Asia/Tokyo")
    assert Page.objects.filter(modified_at__date="2026-03-02").exists()


def test_an_hour_that_somebody_gives_is_one_of_that_clock() -> None:
    factories.change_site_settings(time_zone="Asia/Tokyo")
    page = factories.create_page(at=timezone.make_aware(datetime(2026, 3, 2, 7, 30)))
    page.refresh_from_db()
    assert page.modified_at == LATE


@pytest.mark.not_set_up
def test_before_anybody_has_decided_it_is_that_of_the_world() -> None:
    assert LATE.astimezone(TIME_ZONE).tzinfo == UTC


def test_a_task_goes_by_it_and_speaks_the_language_of_the_campaign(settings) -> None:
    settings.TASKS = {"default": {"BACKEND": "campaign.site_settings.current.TaskBackend", "QUEUES": []}}
    factories.change_site_settings(time_zone="Asia/Tokyo", language="en")
    task = task_backends["default"].task_class(func=note_how_it_is_said)
    task.call()
    SiteSettings.objects.update(time_zone="Europe/Paris", language="fr")  # by another process
    task.call()
    assert seen == ["Monday 2 07:30 en", "dimanche 1 23:30 fr"]


@pytest.mark.parametrize("setting", ["RUN_PERIODICALLY", "RUN_OFTEN"])
def test_so_does_what_the_clock_has_done(settings, monkeypatch: pytest.MonkeyPatch, setting: str) -> None:
    setattr(settings, setting, [f"{__name__}.note_how_it_is_said"])
    monkeypatch.setattr(tasks, "close_old_connections", lambda: None)
    factories.change_site_settings(time_zone="Asia/Tokyo", language="en")
    if setting == "RUN_OFTEN":
        attentive = tasks.AttentiveWorker.__new__(tasks.AttentiveWorker)
        attentive.run_often = settings.RUN_OFTEN
        attentive.look_around()
    else:
        call_command("run_periodic", stdout=StringIO())
    assert seen == ["Monday 2 07:30 en"]


def test_a_campaign_whose_language_the_site_does_not_speak_is_said_in_english() -> None:
    factories.change_site_settings(language="de")
    with as_decided():
        assert translation.get_language() == "en"
    assert current_settings().first_language == "de"


def test_whoever_decides_sees_it_at_once() -> None:
    with remembered():
        assert current_settings().time_zone == "Europe/Paris"
        factories.change_site_settings(time_zone="Asia/Tokyo")
        assert current_settings().time_zone == "Asia/Tokyo"


@pytest.mark.once
@pytest.mark.parametrize(
    ("asked", "spoken"),
    [(None, "fr"), ("de-DE,de;q=0.9", "fr"), ("en-GB,en;q=0.9", "en"), ("de,en;q=0.5", "en"), ("fr-CH", "fr")],
)
def test_pages_speak_the_language_of_the_browser_else_that_of_the_campaign(
    client: Client, asked: str | None, spoken: str
) -> None:
    headers = {"accept-language": asked} if asked else {}
    assert f'<html lang="{spoken}"' in client.get("/accounts/login/", headers=headers).text


def test_a_chosen_language_goes_before_that_of_the_campaign(client: Client) -> None:
    client.cookies["django_language"] = "en"
    assert '<html lang="en"' in client.get("/accounts/login/").text


@pytest.mark.not_set_up
def test_before_there_is_a_campaign_the_site_speaks_the_language_of_its_code(client: Client) -> None:
    assert '<html lang="en"' in client.get("/set-up/").text
    assert '<html lang="fr"' in client.get("/set-up/", headers={"accept-language": "fr"}).text
