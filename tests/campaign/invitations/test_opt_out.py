"""Opting out: one POST without cookies (RFC 8058), a page that asks, and no change by looking."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.test import Client

from accounts.models import User
from campaign.invitations.models import OptOut
from campaign.invitations.sending import send_what_is_due
from campaign.invitations.wave_letters import opt_out_url
from notifications.account_adapter import write
from notifications.mail.account_letters import AccountLetter
from notifications.mail.delivery import deliver_what_is_due
from tests import factories
from tests.campaign.invitations.made import NOON, Server, create_running_wave, organiser, states

pytestmark = pytest.mark.django_db


def path_of(person: User) -> str:
    return urlsplit(opt_out_url(person)).path


@pytest.fixture
def mail_program() -> Client:
    """It has no cookie, and sends no token of a form."""
    return Client(enforce_csrf_checks=True)


def test_one_post_opts_out_and_a_second_changes_nothing(contributor: User, mail_program: Client) -> None:
    wave = create_running_wave(by=organiser())
    for _time in range(2):
        answer = mail_program.post(path_of(contributor), {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
        assert OptOut.objects.filter(person=contributor).count() == 1
    assert states(wave) == ["opted_out"]
    assert "sessionid" not in mail_program.cookies


def test_looking_changes_nothing(contributor: User, mail_program: Client) -> None:
    for method in (mail_program.get, mail_program.head):
        assert method(path_of(contributor)).status_code == 200
    assert not OptOut.objects.exists()
    assert '<form method="post">' in mail_program.get(path_of(contributor)).content.decode()


def test_it_can_be_taken_back_on_the_same_page(contributor: User, mail_program: Client) -> None:
    mail_program.post(path_of(contributor))
    assert 'name="again"' in mail_program.get(path_of(contributor)).content.decode()
    mail_program.post(path_of(contributor), {"again": "1"})
    assert not OptOut.objects.exists()


def test_the_page_speaks_her_language(mail_program: Client) -> None:
    person = factories.create_contributor(language="en")
    answer = mail_program.get(path_of(person), headers={"Accept-Language": "fr"})
    assert "No more invitations?" in answer.content.decode()


@pytest.mark.parametrize("signed", ["1", "1:abc", "x" * 3000, "%00"])
def test_an_address_that_is_not_signed_opts_nobody_out(signed: str, contributor: User, mail_program: Client) -> None:
    assert mail_program.post(f"/invitations/stop/{signed}/").status_code == 404
    assert not OptOut.objects.exists()


def test_one_address_is_good_for_one_person_alone(contributor: User, editor: User, mail_program: Client) -> None:
    hers = path_of(contributor)
    forged = hers.replace(f"/{contributor.pk}:", f"/{editor.pk}:")
    assert forged != hers
    assert mail_program.post(forged).status_code == 404


def test_she_says_so_in_her_account(contributor: User, as_contributor: Client) -> None:
    as_contributor.get("/invitations/mine/")
    assert not OptOut.objects.exists()
    as_contributor.post("/invitations/mine/")
    assert OptOut.objects.get().person == contributor
    as_contributor.post("/invitations/mine/", {"again": "1"})
    assert not OptOut.objects.exists()


def test_letters_about_her_account_still_come(contributor: User, server: type[Server], settings) -> None:
    OptOut.objects.opt_out(contributor)
    other = factories.create_translator()
    create_running_wave(by=organiser())
    write(contributor, AccountLetter.RESET)
    send_what_is_due(at=NOON)
    deliver_what_is_due()
    assert server.taken == [other.email, contributor.email]
