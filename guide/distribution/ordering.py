"""From asked to delivered: what an agency asks for, and what the editors make of it. Each change is a step.

What an agency is written of its orders, in its channel's language. A letter holds no link that opens anything.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.tasks import task
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.access import all_who_edit
from accounts.models import User
from campaign.site_settings.current import current_settings
from common import markup
from common.words.dates import day_and_month
from common.words.digit_grouping import grouped
from guide.distribution import stock
from guide.distribution.channels import Agency
from guide.distribution.copies import Order, OrderStep, PrintedForm
from guide.distribution.stock import copies_of
from guide.editions import Edition
from notifications.kinds import NotificationKind
from notifications.mail.absolute_urls import absolute_url
from notifications.mail.composing import sender
from notifications.mail.mail_server import QUEUE, MailServer, Refused, ServerAway
from notifications.mail.message import LetterMessage
from notifications.mail.server_rest import MailServerRest
from notifications.models import Notification

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


State = Order.State
MOST_COPIES = 5_000
A_DAY = timedelta(days=1)
STEPS: Mapping[str, frozenset[str]] = {
    State.ASKED: frozenset({State.ACCEPTED, State.REFUSED, State.CANCELLED}),
    State.ACCEPTED: frozenset({State.SENT, State.REFUSED}),
    State.SENT: frozenset({State.DELIVERED}),
    State.DELIVERED: frozenset(),
    State.REFUSED: frozenset(),
    State.CANCELLED: frozenset(),
}
# What the agency itself may do, by its link.
BY_AGENCY = frozenset({State.CANCELLED, State.DELIVERED})
TOLD = frozenset({State.ACCEPTED, State.REFUSED, State.SENT})


class SameOrder(ValidationError):
    """The agency has asked for the same a short while ago; asked for all the same where it says so."""

    def __init__(self) -> None:
        words = _("You have ordered exactly the same within the last day: tick the box if you mean a second order.")
        super().__init__({"again": words}, code="same_order")


class OrderMoved(ValidationError):
    """The order is no longer what the person saw: somebody else was first."""

    def __init__(self, order: Order) -> None:
        words = _("This order is now “%(state)s”: somebody else was faster. Nothing was changed.")
        super().__init__(words % {"state": order.get_state_display()}, code="gone_on")


class NotEnoughCopies(ValidationError):
    """More than is free; accepted all the same where somebody says that the next run will have it."""

    def __init__(self) -> None:
        words = _("There are not enough copies: tick that they come from the next print run, or refuse with a note.")
        super().__init__({"from_next_run": words}, code="more_than_there_is")


def ask(
    agency: Agency,
    *,
    language: str,
    form: str,
    copies: int,
    wanted_by: date | None = None,
    note: str = "",
    at: datetime | None = None,
    edition: Edition | None = None,
    again: bool = False,
) -> Order:
    """The agency orders copies of the edition that readers get now; the editors are told. Raises ValidationError.

    `edition` is named where it is about to come out: the demo orders before the worker has made anything. SameOrder unless
    `again`, where the same was ordered within a day: a form that is sent twice is one order.
    """
    moment = at or timezone.now()
    edition = edition or _current()
    _check_asked(edition, language, form, copies, wanted_by, moment)
    with transaction.atomic():
        Agency.objects.select_for_update().get(pk=agency.pk)
        _check_not_too_often(agency, moment)
        values = {"language": language, "form": form, "copies": copies, "wanted_by": wanted_by}
        if not again:
            _check_not_twice(agency, moment, edition=edition, note=_line(note), **values)
        order = Order.objects.create(agency=agency, edition=edition, note=_line(note), asked_at=moment, **values)
        OrderStep.objects.create(order=order, state=State.ASKED, at=moment)
        notify_ordered(order)
    return order


def move(
    order: Order,
    to: str,
    *,
    seen: str,
    by: User | None,
    words: str = "",
    from_next_run: bool = False,
    at: datetime | None = None,
    is_news: bool = True,
) -> OrderStep:
    """The order goes from the state that the person saw to another; `by=None` is the agency, which is written to of the rest.

    `is_news` is false where it happened long ago, and nobody is to be written to.
    Raises OrderMoved where it is in another state meanwhile, or no step leads there; NotEnoughCopies; ValidationError.
    """
    with transaction.atomic():
        stock.hold(order.edition_id)
        _hold(order, to, seen)
        _check(order, to, by, words, from_next_run)
        Order.objects.filter(pk=order.pk).update(state=to)
        order.state = to
        is_to_tell = is_news and to in TOLD and by is not None and bool(order.agency.email)
        values = {"words": _line(words), "by": by, "at": at or timezone.now(), "is_to_tell": is_to_tell}
        step = OrderStep.objects.create(order=order, state=to, **values)
        if is_to_tell:
            write.enqueue(step.pk)
    return step


def open_steps(order: Order) -> frozenset[str]:
    return STEPS[order.state]


def _current() -> Edition:
    edition = Edition.objects.current()
    if edition is None:
        raise ValidationError(_("There is no edition to order yet."), code="no_edition")
    return edition


def _check_asked(
    edition: Edition, language: str, form: str, copies: int, wanted_by: date | None, moment: datetime
) -> None:
    if language not in edition.languages:
        raise ValidationError({"language": _("This edition does not come in this language.")}, code="language")
    if form not in PrintedForm.values:
        raise ValidationError({"form": _("Choose what you would like.")}, code="form")
    if not 1 <= copies <= MOST_COPIES:
        words = _("From 1 to %(most)s copies an order.") % {"most": grouped(MOST_COPIES)}
        raise ValidationError({"copies": words}, code="copies")
    if wanted_by and wanted_by < timezone.localdate(moment):
        raise ValidationError({"wanted_by": _("This day has passed: choose a later one.")}, code="past")


def _check_not_too_often(agency: Agency, moment: datetime) -> None:
    """By its link an agency orders as often as a person would; the caller holds its row."""
    for seconds, most in zip((60, 3600), settings.FLOOD_LIMITS["order"], strict=True):
        since = moment - timedelta(seconds=seconds)
        if agency.orders.filter(asked_at__gt=since, asked_at__lte=moment).count() >= most:
            words = _("That is a lot of orders in a short time. Nothing is lost: send it again in a while.")
            raise ValidationError(words, code="too_often")


def _check_not_twice(agency: Agency, moment: datetime, **values: object) -> None:
    waiting = agency.orders.filter(state__in=[State.ASKED, State.ACCEPTED], **values)
    if waiting.filter(asked_at__gt=moment - A_DAY, asked_at__lte=moment).exists():
        raise SameOrder


def _hold(order: Order, to: str, seen: str) -> None:
    held = Order.objects.select_for_update().only("state").get(pk=order.pk)
    order.state = held.state
    if held.state != seen or to not in STEPS[held.state]:
        raise OrderMoved(order)


def _check(order: Order, to: str, by: User | None, words: str, from_next_run: bool) -> None:
    if by is None and to not in BY_AGENCY:
        raise ValidationError(_("The editors decide this."), code="not_yours")
    if to == State.REFUSED and not _line(words):
        raise ValidationError({"words": _("Say why, in a few words: the agency reads them.")}, code="empty")
    if to == State.ACCEPTED and not from_next_run and order.copies > stock.stock_item_of(order).free:
        raise NotEnoughCopies
    if to == State.SENT:
        stock.check_there(order)


def _line(words: str) -> str:
    line = " ".join(markup.clean_text(words).split())
    most = OrderStep._meta.get_field("words").max_length or 0
    if len(line) > most:
        raise ValidationError({"words": _("This is too long: 300 characters at most.")}, code="too_long")
    return line


# The editors hear of a new order, in the site and by e-mail as each chose.


def notify_ordered(order: Order) -> None:
    Notification.objects.notify(
        all_who_edit(),
        kind=NotificationKind.ORDERED,
        place=f"agency:{order.agency_id}",
        place_title=order.agency.name,
        url=order.get_absolute_url(),
        key=f"guide.order:{order.pk}:asked",
        excerpt=copies_of(order.form, order.copies),
        at=order.asked_at,
    )
