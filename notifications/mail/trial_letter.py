"""A letter that tries the sender of the site and its mail server, sent at once."""

from __future__ import annotations

import logging
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.core.mail import mailers
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from accounts.models import User
from campaign.site_settings.current import current_settings
from notifications.mail.absolute_urls import absolute_url
from notifications.mail.composing import sender
from notifications.mail.message import LetterMessage
from notifications.mail.server_rest import MailServerRest

log = logging.getLogger(__name__)
LONGEST_ANSWER = 300


def send_trial_letter(person: User) -> str:
    """Returns the empty text once the mail server has taken the letter, else its answer, in words."""
    words = {"person": person, "name": current_settings().name, "site": absolute_url("/")}
    subject = _("A test letter from %(name)s") % {"name": current_settings().name}
    body = render_to_string("notifications/mail/trial.txt", words)
    try:
        mail = LetterMessage(subject, body, sender(), [person.email], headers={"Auto-Submitted": "auto-generated"})
        mailers.default.send_messages([mail])
        MailServerRest.objects.end_rest()
    except (OSError, SMTPException, UnicodeError, ValueError) as problem:
        log.warning("The trial letter did not go out", exc_info=True)
        return answer_in_words(problem)[:LONGEST_ANSWER]
    return ""


def answer_in_words(problem: Exception) -> str:
    """What a mail server said, or what kept it from saying anything."""
    if isinstance(problem, SMTPRecipientsRefused):
        code, said = next(iter(problem.recipients.values()))
        return f"{code} {_text(said)}"
    if isinstance(problem, SMTPResponseException):
        return f"{problem.smtp_code} {_text(problem.smtp_error)}"
    if isinstance(problem, OSError) and not isinstance(problem, SMTPException):
        return _("it cannot be reached (%(reason)s)") % {"reason": problem.strerror or str(problem)}
    return str(problem) or type(problem).__name__


def _text(said: bytes | str) -> str:
    return " ".join((said.decode("utf-8", "replace") if isinstance(said, bytes) else said).split())
