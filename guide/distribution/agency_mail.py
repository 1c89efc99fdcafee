"""What an agency is written of its orders, in its channel's language. A letter holds no link that opens anything."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.conf import settings
from django.tasks import task
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from campaign.site_settings.current import current_settings
from common.words.dates import day_and_month
from guide.distribution.channels import Agency
from guide.distribution.orders import OrderStep
from notifications.mail.absolute_urls import absolute_url
from notifications.mail.composing import sender
from notifications.mail.mail_server import QUEUE, MailServer, Refused, ServerAway
from notifications.mail.message import LetterMessage
from notifications.mail.server_rest import MailServerRest

log = logging.getLogger(__name__)
DAYS_WORTH_MAILING = 8
NEVER_CAME = (Refused, ServerAway)


@task(queue_name=QUEUE)
def write(step_id: int) -> None:
    """Writes to the agency about a step of its order; one that the mail server did not take is tried again by the clock.

    Raises mail_server.Unanswered where nobody knows whether the server has it: the task fails, and it is not sent again.
    """
    step = OrderStep.objects.filter(pk=step_id).select_related("order__agency__channel", "order__edition").first()
    if step is None or not OrderStep.objects.filter(pk=step_id, is_to_tell=True).update(is_to_tell=False):
        return  # somebody else writes it
    try:
        send(step.order.agency, *_words(step))
    except NEVER_CAME:
        log.warning("The letter about order %s did not go out", step.order_id, exc_info=True)
        OrderStep.objects.filter(pk=step_id).update(is_to_tell=True)


def write_due() -> int:
    """For settings.RUN_PERIODICALLY: what no worker has written yet; what is a week old is no news any more."""
    if MailServerRest.objects.is_resting(timezone.now()):
        return 0
    since = timezone.now() - timedelta(days=DAYS_WORTH_MAILING)
    OrderStep.objects.filter(is_to_tell=True, at__lt=since).update(is_to_tell=False)
    waiting = list(OrderStep.objects.filter(is_to_tell=True).values_list("pk", flat=True))
    for pk in waiting:
        write.enqueue(pk)
    links = list(Agency.objects.filter(is_link_to_mail=True, link_made_at__gte=since).values_list("pk", flat=True))
    for pk in links:
        write_link.enqueue(pk)
    return len(waiting) + len(links)


@task(queue_name=QUEUE)
def write_link(agency_id: int) -> None:
    """Sends an agency its link, which is made here: no list of tasks holds it. What did not go out is tried again.

    Raises mail_server.Unanswered, as `write` does.
    """
    agency = Agency.objects.filter(pk=agency_id).select_related("channel").first()
    waiting = Agency.objects.filter(pk=agency_id, is_link_to_mail=True)
    if agency is None or not waiting.update(is_link_to_mail=False) or not agency.token_to_mail:
        return
    try:
        send_link(agency, absolute_url(reverse("guide:agency_page", args=[agency.token_to_mail])))
    except NEVER_CAME:
        log.warning("The link of agency %s did not go out", agency_id, exc_info=True)
        Agency.objects.filter(pk=agency_id, link_made_at=agency.link_made_at).update(is_link_to_mail=True)


def send_link(agency: Agency, address: str) -> None:
    with translation.override(language_of(agency)):
        subject = _("Your page to order the guide: %(title)s") % {"title": current_settings().name}
        context = {"agency": agency, "address": address, "brand": current_settings().name}
        body = render_to_string("guide/distribution/mail/link.txt", context)
    send(agency, subject, body)


def send(agency: Agency, subject: str, body: str) -> None:
    headers = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
    mail = LetterMessage(" ".join(subject.splitlines()), body, sender(), [agency.email], headers=headers)
    with MailServer() as server:
        server.hand_over(mail)


def language_of(agency: Agency) -> str:
    """That of its channel, where the site speaks it."""
    spoken = dict(settings.LANGUAGES)
    return agency.channel.language if agency.channel.language in spoken else current_settings().interface_language


def _words(step: OrderStep) -> tuple[str, str]:
    with translation.override(language_of(step.order.agency)):
        subject = _("Your order of %(day)s: %(state)s") % {
            "day": _day(step),
            "state": step.get_state_display(),
        }
        context = {"step": step, "order": step.order, "brand": current_settings().name}
        return subject, render_to_string("guide/distribution/mail/step.txt", context)


def _day(step: OrderStep) -> str:
    return day_and_month(step.order.asked_at)
