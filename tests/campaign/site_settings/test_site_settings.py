"""What the organisation decides counts at once, for every process, and every version of it is stored."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from campaign.site_settings import public_guide
from campaign.site_settings.current import current_settings, recall, remembered
from campaign.site_settings.models import SiteSettings
from contributions.models import Page
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_new_name_stands_on_the_next_page_of_everybody_cached_or_not(
    as_contributor: Client, page: Page, administrator: User
) -> None:
    paths = ["/", page.get_absolute_url(), f"{page.get_absolute_url()}edit/", "/search/?q=faux", "/wiki/"]
    for path in paths * 2:
        assert "Campagne d’essai" in as_contributor.get(path).text
    SiteSettings.objects.get().decide({"name": "Helvia en ligne", "publisher": "Helvia"}, by=administrator)
    for path in paths:
        text = as_contributor.get(path).text
        assert "Helvia en ligne" in text, path
        assert "Campagne d’essai" not in text, path


@pytest.fixture
def page() -> Page:
    return factories.create_page()


def test_the_row_is_read_once_a_request(client: Client, django_assert_num_queries) -> None:
    with remembered(), django_assert_num_queries(1):
        assert [current_settings().name for _ in range(3)] == ["Campagne d’essai"] * 3


def test_what_another_process_saves_counts_from_the_next_request_on() -> None:
    with remembered():
        assert current_settings().publisher == "Société d’essai"
    SiteSettings.objects.update(publisher="Helvia")
    with remembered():
        assert current_settings().publisher == "Helvia"


def test_each_version_says_who_decided_it(administrator: User) -> None:
    SiteSettings.objects.get().decide({"name": "Un"}, by=administrator)
    SiteSettings.objects.get().decide({"name": "Deux"}, by=administrator)
    versions = SiteSettings.history.order_by("history_id")
    assert [(one.version, one.name, one.history_user) for one in versions] == [
        (2, "Un", administrator),
        (3, "Deux", administrator),
    ]


def test_what_is_decided_without_the_row_at_hand_changes_the_row(administrator: User) -> None:
    SiteSettings().decide({"name": "Un"}, by=administrator)
    row = SiteSettings.objects.get()
    assert (row.version, row.name, row.publisher) == (2, "Un", "Société d’essai")


def test_there_is_never_a_second_row() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        SiteSettings.objects.bulk_create([SiteSettings(pk=2, **factories.IDENTITY)])


@pytest.mark.not_set_up
def test_before_there_are_settings_the_site_is_closed_to_visitors() -> None:
    assert not current_settings().wiki_is_public
    assert not public_guide.guide_is_public()


def marker() -> Path:
    return Path(django_settings.EDITIONS_ROOT) / "public"


def test_a_guide_that_is_closed_is_closed_before_the_decision_is_committed() -> None:
    assert marker().exists()
    factories.change_site_settings(guide_is_public=False)
    assert not marker().exists()


def test_a_guide_that_is_opened_is_open_once_the_decision_is_committed(django_capture_on_commit_callbacks) -> None:
    factories.change_site_settings(guide_is_public=False)
    with django_capture_on_commit_callbacks(execute=True):
        factories.change_site_settings(guide_is_public=True)
        assert not marker().exists()
    assert marker().exists()


def test_what_a_reader_marked_by_an_older_decision_does_not_outlive_the_new_one(
    django_capture_on_commit_callbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        factories.change_site_settings(guide_is_public=False)
        marker().touch()  # by a request that read the settings before the commit
    assert not marker().exists()


def test_a_mark_that_stands_there_by_mistake_goes_with_the_clock() -> None:
    SiteSettings.objects.update(guide_is_public=False)
    public_guide.mark_as_decided()
    assert not marker().exists()


@pytest.mark.parametrize(
    ("address", "printed"), [("bons-sens.example/guide", "bons-sens.example/guide"), ("", "guide.example")]
)
def test_without_a_public_address_the_host_of_the_site_is_printed(address: str, printed: str) -> None:
    assert SiteSettings(address=address).full_address == printed


def test_an_edition_in_another_language_begins_with_the_words_of_the_settings(editor: User) -> None:
    from guide.editions.assembly import assemble
    from guide.models import Edition

    words = {"it": {"title": "La guida di prova", "subtitle": "quel che sappiamo"}}
    factories.change_site_settings(words_in=words)
    edition = Edition.objects.in_preparation()
    edition.speak("it")
    guide = assemble(edition, language="it")
    assert (guide.title, guide.subtitle) == ("La guida di prova", "quel che sappiamo")
    edition.describe(title="Un titre à elle", subtitle="", summary="")
    assert assemble(edition, language="it").title == "Un titre à elle"
    edition.word_cover_in("it", title="Un titolo suo", subtitle="", summary="")
    assert assemble(edition, language="it").title == "Un titolo suo"


def test_who_is_signed_in_reads_them_with_her_session(as_contributor: Client, page: Page) -> None:
    headers = {"accept-language": "fr"}
    for _time in range(3):
        as_contributor.get(page.get_absolute_url(), headers=headers)
    for path in (page.get_absolute_url(), "/wiki/", "/accounts/preferences/"):
        with CaptureQueriesContext(connection) as queries:
            assert "Campagne d’essai" in as_contributor.get(path, headers=headers).text
        assert [one["sql"] for one in queries if 'FROM "site_settings_sitesettings" WHERE' in one["sql"]] == []


def test_what_another_process_decided_is_read_with_the_next_request(as_contributor: Client) -> None:
    for name in ("Campagne d’essai", "Un", "Deux"):
        SiteSettings.objects.update(name=name, version=F("version") + 1)
        assert [name in as_contributor.get(path).text for path in ("/", "/wiki/")] == [True, True]


def test_what_was_decided_and_taken_back_is_not_known_afterwards(administrator: User) -> None:
    with remembered(), pytest.raises(RuntimeError), transaction.atomic():
        SiteSettings().decide({"name": "Un"}, by=administrator)
        assert current_settings().name == "Un"
        raise RuntimeError
    SiteSettings.objects.update(name="Deux", version=2)
    with remembered():
        recall(2)
        assert current_settings().name == "Deux"
