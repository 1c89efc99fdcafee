"""An agency is written to when its order is answered: once, in its language, and again where the server was away."""

from __future__ import annotations

from datetime import timedelta
from smtplib import SMTPServerDisconnected
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.utils import timezone

from accounts.models import User
from guide.distribution import ordering
from guide.models import Agency, Channel, OrderStep
from notifications.mail.mail_server import Unanswered
from notifications.mail.server_rest import MailServerRest
from tests.guide.distribution.made import create_order, go_through

pytestmark = pytest.mark.once


def test_it_is_written_to_when_its_order_is_accepted_sent_or_refused(stocked: Agency, editor: User) -> None:
    go_through(create_order(stocked), "accepted", "sent", "delivered", by=editor)
    ordering.move(create_order(stocked), "refused", seen="asked", by=editor, words="Plus rien.")
    assert [letter.to for letter in mail.outbox] == [["lille@example.org"]] * 3
    assert "Plus rien." in mail.outbox[-1].body
    assert "/agency/" not in "".join(letter.body for letter in mail.outbox)


def test_its_letter_speaks_the_language_of_its_channel(stocked: Agency, editor: User) -> None:
    spoken = {
        "en": ("en", "Your order of"),
        "it": ("it", "il tuo ordine di 1 libretto"),
        "de": ("fr", "Votre commande"),
    }
    for language, (answered, words) in spoken.items():
        Channel.objects.filter(pk=stocked.channel_id).update(language=language)
        agency = Agency.objects.get()
        assert ordering.language_of(agency) == answered
        go_through(create_order(agency, copies=1), "accepted", by=editor)
        assert words in mail.outbox[-1].body
    in_italian = mail.outbox[1].subject
    assert in_italian.startswith("Il tuo ordine (") and "ordine del giorno" not in in_italian  # which is an agenda


def test_nobody_is_written_to_without_an_address_or_of_long_ago(stocked: Agency, editor: User) -> None:
    ordering.move(create_order(stocked), "accepted", seen="asked", by=editor, is_news=False)
    Agency.objects.update(email="")
    go_through(create_order(Agency.objects.get()), "accepted", by=editor)
    assert mail.outbox == [] and not OrderStep.objects.filter(is_to_tell=True).exists()


def test_what_the_server_did_not_take_goes_out_by_the_clock_and_once(
    stocked: Agency, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(self: Any) -> bool:
        raise ConnectionRefusedError

    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "open", away)
        go_through(create_order(stocked), "accepted", by=editor)
    assert mail.outbox == []
    assert ordering.write_due() == 0, "the server is left alone for some minutes"
    MailServerRest.objects.end_rest()
    assert ordering.write_due() == 1 and len(mail.outbox) == 1
    assert ordering.write_due() == 0
    ordering.write.call(OrderStep.objects.get(state="accepted").pk)
    assert len(mail.outbox) == 1


def test_a_letter_that_may_have_arrived_is_not_sent_again_and_its_task_fails(
    stocked: Agency, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def takes_and_breaks_off(self: Any, messages: Any) -> int:
        raise SMTPServerDisconnected

    go_through(create_order(stocked), "accepted", by=editor)
    step = OrderStep.objects.get(state="accepted")
    OrderStep.objects.filter(pk=step.pk).update(is_to_tell=True)
    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "send_messages", takes_and_breaks_off)
        with pytest.raises(Unanswered):
            ordering.write.call(step.pk)
    MailServerRest.objects.end_rest()
    mail.outbox.clear()
    assert ordering.write_due() == 0 and mail.outbox == []


def test_what_is_a_week_old_is_no_news(stocked: Agency, editor: User) -> None:
    go_through(create_order(stocked), "accepted", by=editor)
    OrderStep.objects.filter(state="accepted").update(is_to_tell=True, at=timezone.now() - timedelta(days=9))
    assert ordering.write_due() == 0


def test_the_link_of_an_agency_waits_while_the_mail_server_is_away_and_no_request_waits_with_it(
    stocked: Agency, as_editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(self: Any) -> bool:
        raise ConnectionRefusedError

    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "open", away)
        made = as_editor.post("/curation/channels/lille/agency/link/", {"act": "make", "mail": "1"})
    assert made.status_code == 200 and "lille@example.org" in made.content.decode()
    assert mail.outbox == []
    MailServerRest.objects.end_rest()
    assert ordering.write_due() == 1 and ordering.write_due() == 0
    (letter,) = mail.outbox
    assert urlsplit(made.context["address"]).path in letter.body


def test_a_link_that_was_revoked_or_made_anew_before_its_letter_went_out_is_not_sent(stocked: Agency) -> None:
    stocked.make_link(to_mail=True)
    stocked.revoke_link()
    ordering.write_link.call(stocked.pk)
    assert mail.outbox == []
    before, after = stocked.make_link(to_mail=True), stocked.make_link(to_mail=True)
    ordering.write_due()
    assert before not in mail.outbox[0].body and after in mail.outbox[0].body and len(mail.outbox) == 1
