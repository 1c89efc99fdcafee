"""What the site says of itself: readable by everybody, true of what is done and set, or in the organisation's own words."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.sign_in_limits import forget_tries
from campaign.site_settings.models import PublicText
from guide.builds.build import materials_of
from guide.models import Edition
from guide_project.about_the_site import retention
from notifications.kinds import NotificationKind
from notifications.mail.delivery import deliver_what_is_due
from tests.factories import change_site_settings, publish_edition
from tests.notifications.notified import notify
from tests.sending import loaded

pytestmark = pytest.mark.django_db
ADDRESSES = ["/privacy/", "/accessibility/", "/how-it-works/"]
LANGUAGES = ["fr", "en", "it", "ja"]


def words_of(client: Client, address: str) -> str:
    """The text as it is read, without its markup."""
    page = client.get(address)
    assert page.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page.text.partition("<main")[2].partition("</main>")[0]))


@pytest.mark.once
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", ADDRESSES)
def test_everybody_reads_each_text_signed_out_in_each_language(client: Client, address: str, language: str) -> None:
    page = client.get(f"{address}?language={language}")
    assert f'<html lang="{language}"' in page.text
    assert "noindex" not in page.text
    assert len(words_of(client, f"{address}?language={language}")) > 400


@pytest.mark.once
@pytest.mark.parametrize("is_signed_in", [False, True])
def test_the_foot_of_the_site_leads_to_the_three(client: Client, as_contributor: Client, *, is_signed_in: bool) -> None:
    foot = (as_contributor if is_signed_in else client).get("/").text.partition("<footer")[2]
    assert all(f'href="{address}"' in foot for address in ADDRESSES)


@pytest.mark.once
def test_a_letter_leads_to_the_three_in_its_language(contributor: User) -> None:
    contributor.speak("it")
    notify(contributor, kind=NotificationKind.MENTION)
    deliver_what_is_due()
    [letter] = mail.outbox  # type: ignore[attr-defined]
    html = str(letter.alternatives[0].content)
    for address in ADDRESSES:
        assert f"{address}?language=it" in letter.body
        assert f'{address}?language=it"' in html


@pytest.mark.once
def test_the_foot_of_the_published_guide_leads_to_the_three_in_its_language() -> None:
    publish_edition()
    edition = Edition.objects.out().get()
    links = materials_of(edition, "it").links
    page = render_to_string("guide/publication/web/_foot.html", {"links": links, "guide": {}, "book": {}})
    assert [f'href="{address}?language=it"' in page for address in ADDRESSES] == [True] * 3


@pytest.mark.once
def test_network_addresses_from_which_somebody_signed_in_are_forgotten_after_their_hour(client: Client) -> None:
    client.post("/accounts/login/", {"login": "zoe", "password": "devine"}, REMOTE_ADDR="192.0.2.77")
    cache.set("allauth:rl::try:ip:192.0.2.77", [1.0], timeout=60 * 60)
    forget_tries()
    assert cache.get("allauth:rl::try:ip:192.0.2.77") == [1.0], "it still counts"
    assert forget_tries(at=timezone.now() + timedelta(hours=1, seconds=5)) > 0
    assert cache.get("allauth:rl::try:ip:192.0.2.77") is None


def test_the_notice_says_who_may_read_as_it_is_set(client: Client) -> None:
    change_site_settings(guide_is_public=True, wiki_is_public=False)
    said = words_of(client, "/privacy/?language=en")
    assert "Everybody can read the guide" in said and "can only be read by people with an account" in said
    change_site_settings(guide_is_public=False, wiki_is_public=True)
    said = words_of(client, "/privacy/?language=en")
    assert "Only people with an account can read the guide" in said and "can be read by everybody as well" in said


@pytest.mark.once
def test_the_notice_says_for_how_long_what_is_kept_as_the_jobs_that_delete_it_do(client: Client, settings: Any) -> None:
    settings.ATTENDANCE_MONTHS, settings.INVITATION_MONTHS, settings.SESSION_COOKIE_AGE = 7, 1, 3 * 24 * 60 * 60
    said = words_of(client, "/privacy/?language=en")
    assert "Who came is forgotten after 7 months" in said
    assert "To whom an invitation went is forgotten 1 month after" in said
    assert "when you last looked at what is new: 3 days each" in said
    assert not [
        number for number in retention().values() if f"{number} day" not in said and f"{number} month" not in said
    ]


@pytest.mark.once
def test_the_notice_names_whoever_else_receives_something_and_nobody_where_nobody_does(
    client: Client, settings: Any
) -> None:
    assert "is sent to" not in words_of(client, "/privacy/?language=en")
    settings.RECORD_STORE_URL, settings.TRANSLATION_SERVER_URL = "https://lrs.example/xapi", "https://words.example"
    said = words_of(client, "/privacy/?language=en")
    assert "sent to lrs.example, with a number of the learner" in said and "sent to words.example" in said
    settings.RECORD_STORE_NAMES_PEOPLE = True
    assert "sent to lrs.example, with your name" in words_of(client, "/privacy/?language=en")


def test_whom_one_asks_is_set_and_is_the_publisher_else(client: Client) -> None:
    change_site_settings(publisher="Helvia", contact_address="")
    assert all("administer this site at Helvia" in words_of(client, f"{path}?language=en") for path in ADDRESSES[:2])
    change_site_settings(contact_address="data@helvia.example")
    assert all('href="mailto:data@helvia.example"' in client.get(path).text for path in ADDRESSES[:2])


def test_within_how_many_days_a_text_is_read_is_said_where_it_is_promised(client: Client) -> None:
    assert "promised" not in words_of(client, "/how-it-works/?language=en")
    change_site_settings(answer_days=4)
    assert "promised to read it within 4 working days" in words_of(client, "/how-it-works/?language=en")


def test_own_words_take_the_place_of_the_first_wording_in_their_language_and_stand_in_the_history(
    as_administrator: Client, administrator: User, client: Client
) -> None:
    form = loaded(as_administrator, "/settings/texts/privacy/fr/", ["body"])
    sent = form | {"body": "Nous gardons **peu**.\n\n<script>alert(1)</script>"}
    assert as_administrator.post("/settings/texts/privacy/fr/", sent).headers["Location"] == "/settings/texts/"
    french = client.get("/privacy/?language=fr").text
    assert "<strong>peu</strong>" in french and "<script>alert" not in french
    english = client.get("/privacy/?language=en").text
    assert "What this site knows about people" in english and 'href="?language=fr"' in english
    [version] = as_administrator.get("/settings/texts/history/").context["versions"]
    assert version.author == str(administrator)
    assert "**peu**" in version.changes[0].after


def test_emptied_own_words_bring_the_first_wording_back(
    as_administrator: Client, administrator: User, client: Client
) -> None:
    PublicText.objects.to_write("accessibility", "fr").reword("Tout se lit.", by=administrator)
    assert words_of(client, "/accessibility/?language=fr").endswith("Tout se lit.")
    form = loaded(as_administrator, "/settings/texts/accessibility/fr/", ["body"])
    as_administrator.post("/settings/texts/accessibility/fr/", form | {"body": " "})
    assert "WCAG 2.2" in words_of(client, "/accessibility/?language=fr")


@pytest.mark.once
def test_a_text_that_cannot_be_rendered_comes_back_with_what_was_typed(as_administrator: Client) -> None:
    form = loaded(as_administrator, "/settings/texts/privacy/fr/", ["body"])
    answer = as_administrator.post("/settings/texts/privacy/fr/", form | {"body": "> " * 400 + "mot"})
    assert answer.status_code == 422
    assert "mot</textarea>" in answer.text and answer.context["form"].errors["body"]
    assert not PublicText.objects.written().exists()


@pytest.mark.once
def test_a_text_that_there_is_not_is_not_found(as_administrator: Client) -> None:
    assert as_administrator.get("/settings/texts/terms/fr/").status_code == 404
    assert as_administrator.get("/settings/texts/privacy/xx/").status_code == 404
