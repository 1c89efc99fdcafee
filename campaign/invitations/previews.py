"""The letter of a wave to the organiser who writes it, sent at once: nothing is scheduled before it was read."""

from __future__ import annotations

import logging
from smtplib import SMTPException

from django.core.mail import mailers
from django.utils.translation import gettext as _

from accounts.models import User
from campaign.invitations.composing_waves import compose_preview
from campaign.invitations.waves import Wave
from notifications.mail.trial_letter import answer_in_words

log = logging.getLogger(__name__)


def send_preview(wave: Wave, person: User) -> str:
    """Returns the empty text once the mail server has taken the letter, else what kept it from going out, in words."""
    if not wave.subject:
        return _("It has no words yet.")
    if not person.email:
        return _("Your account has no e-mail address.")
    try:
        mailers.default.send_messages([compose_preview(wave, person)])
    except (OSError, SMTPException, UnicodeError, ValueError) as problem:
        log.warning("The preview of a wave did not go out", exc_info=True)
        return _("The letter did not go out. The mail server says: %(answer)s") % {"answer": answer_in_words(problem)}
    wave.was_tried_out()
    return ""
