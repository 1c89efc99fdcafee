"""The mail server: talked to so that no letter goes twice, told of when it cannot be reached."""

from __future__ import annotations

import logging
import smtplib
from datetime import datetime, timedelta
from smtplib import SMTPException, SMTPNotSupportedError, SMTPRecipientsRefused, SMTPResponseException
from types import TracebackType
from typing import Any, Self

from django.core.mail import EmailMessage, mailers
from django.core.mail.backends.smtp import EmailBackend as SmtpBackend
from django.db.models import Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Role, User
from notifications.kinds import NotificationKind
from notifications.mail.message import own_domain
from notifications.mail.outbox import Letter
from notifications.mail.server_rest import MailServerRest
from notifications.models import Notification


class TracedConnection(smtplib.SMTP):
    """A connection that notes when it begins to send the text of a letter: until then the server cannot have it.

    Commands are sent as words, and the text, once the server has asked for it, as bytes.
    """

    is_text_out = False

    def __init__(self, host: str = "", port: int = 0, local_hostname: str | None = None, **options: Any) -> None:
        """It says hello as the site, whatever the machine is called."""
        super().__init__(host, port, own_domain() or local_hostname, **options)

    def send(self, s: Any) -> None:
        self.is_text_out |= isinstance(s, bytes)
        super().send(s)

    def data(self, msg: Any) -> tuple[int, bytes]:
        answer = super().data(msg)
        self.is_text_out = False
        return answer


class EmailBackend(SmtpBackend):
    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return TracedConnection

    @property
    def may_have_taken_it(self) -> bool:
        """Whether the server may have the letter at which the connection broke."""
        return getattr(self.connection, "is_text_out", False)


# Administrators are told of a mail server that stays away, and of letters that wait for their decision.


WORTH_TELLING = timedelta(minutes=10)
"""For so long a mail server is restarted; letters wait meanwhile, and nobody misses them."""


def tell_of_trouble(*, at: datetime | None = None) -> int:
    """For settings.RUN_PERIODICALLY: returns how many were told. Once an outage, and once a day on which a letter failed."""
    told, since = 0, (at or timezone.now()) - WORTH_TELLING
    if rest := MailServerRest.objects.filter(since__lte=since).first():
        url = reverse("admin:notifications_mailserverrest_changelist")
        told += _tell(NotificationKind.MAIL_AWAY, f"mail:{rest.since.isoformat()}", url)
    if last := Letter.objects.to_settle().aggregate(last=Max("handed_at"))["last"]:
        url = f"{reverse('admin:notifications_letter_changelist')}?state__in=doubtful,failed"
        told += _tell(NotificationKind.LETTERS_TO_SETTLE, f"letters:{timezone.localdate(last)}", url)
    return told


def _tell(kind: NotificationKind, key: str, url: str) -> int:
    people = User.objects.filter(Q(is_superuser=True) | Q(groups__name=Role.ADMINISTRATOR.value), is_active=True)
    keys = people.values_list("pk", flat=True).distinct()
    return Notification.objects.notify(keys, kind=kind, place="mail:server", place_title="", url=url, key=key)


# Giving letters to the mail server, one after the other, and what can come of it: the one place that knows.
#
# Whoever sends a letter has marked it before. `Refused` and `ServerAway` say that the server does not have it, so that it can
# be sent again; after `Unanswered` nobody knows, and nothing sends it again by itself.


log = logging.getLogger(__name__)
QUEUE = "letters"
"""The queue of the tasks that write to the mail server (settings.QUEUES): nothing else waits while it is silent."""

REFUSALS = (SMTPResponseException, SMTPRecipientsRefused, SMTPNotSupportedError, UnicodeError, ValueError)
"""The server said so itself, or nothing was sent: it does not have the letter. After any other failure nobody knows."""
PERMANENT = range(500, 600)
CLOSING = 421


class HandingOverFailed(Exception):
    """A letter was not taken, as far as one knows. `problem` is the error behind it."""

    def __init__(self, problem: Exception) -> None:
        super().__init__(f"{type(problem).__name__}: {problem}")
        self.problem = problem


class Refused(HandingOverFailed):
    """The server does not want this letter; it may want others."""

    @property
    def is_permanent(self) -> bool:
        codes = _codes(self.problem)
        return not codes or all(code in PERMANENT for code in codes)


class ServerAway(HandingOverFailed):
    """The server cannot be reached, or is silent: it does not have the letter, and would take no other."""


class ServerRests(ServerAway):
    """It was away a moment ago, and is not asked again yet."""


class Unanswered(HandingOverFailed):
    """The letter was on its way when the connection broke: nobody knows whether the server has it."""


class MailServer:
    """The mail server, opened with the first letter and closed at the end of `with`."""

    def __init__(self, *, at: datetime | None = None) -> None:
        self._at = at
        self._server: Any = mailers.default
        self._is_open = self._has_taken = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, _: TracebackType | None
    ) -> None:
        self._close()

    def open(self) -> None:
        """Opens it before a letter needs it. Raises ServerAway."""
        try:
            self._open()
        except ServerRests:
            raise
        except ServerAway as failed:
            self._begin_rest(failed)
            raise

    def hand_over(self, mail: EmailMessage) -> None:
        """Returns once the server has taken the letter. Raises Refused, ServerAway, Unanswered."""
        try:
            self._try(mail)
        except ServerRests:
            raise
        except (ServerAway, Unanswered) as failed:
            is_enough = isinstance(failed, ServerAway) and self._has_taken
            self._close()
            if not is_enough:
                self._begin_rest(failed)
                raise
            self.hand_over(mail)  # by another connection: the server has ended one that had brought enough
        if not self._has_taken:
            MailServerRest.objects.end_rest()
        self._has_taken = True

    def _try(self, mail: EmailMessage) -> None:
        self._open()
        try:
            self._server.send_messages([mail])
        except REFUSALS as problem:
            if CLOSING in _codes(problem):
                raise ServerAway(problem) from problem
            raise Refused(problem) from problem
        except Exception as problem:
            may_be_there = getattr(self._server, "may_have_taken_it", True)
            raise (Unanswered if may_be_there else ServerAway)(problem) from problem

    def _open(self) -> None:
        if self._is_open:
            return
        if not MailServerRest.objects.begin_try(self._at or timezone.now()):
            raise ServerRests(ConnectionError(_("it did not answer a moment ago, and is left alone for some minutes")))
        try:
            self._server.open()
        except (OSError, SMTPException) as problem:
            raise ServerAway(problem) from problem
        self._is_open = True

    def _begin_rest(self, failed: HandingOverFailed) -> None:
        log.warning("The mail server is away, or silent: letters wait for some minutes", exc_info=failed.problem)
        MailServerRest.objects.begin_rest(str(failed), at=self._at or timezone.now())

    def _close(self) -> None:
        self._is_open = self._has_taken = False
        try:
            self._server.close()
        except (OSError, SMTPException):
            log.warning("The connection to the mail server did not end well", exc_info=True)


def _codes(problem: Exception) -> list[int]:
    """The codes that the server answered with, one for each address."""
    if isinstance(problem, SMTPRecipientsRefused):
        return [code for code, _said in problem.recipients.values()]
    return [problem.smtp_code] if isinstance(problem, SMTPResponseException) else []
