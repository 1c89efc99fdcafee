"""A letter of a wave as it goes out: in its person's language, as text and as HTML, in the look of all letters.

It carries her own way in (accounts.people.invitations.way_in), made in this moment: no link is stored with it.
"""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.people.invitations import DAYS, way_in
from campaign.invitations.letter_html import letter_html, letter_text
from campaign.invitations.opt_outs import opt_out_url
from campaign.invitations.return_paths import return_path
from campaign.invitations.wave_letters import WaveLetter
from campaign.invitations.waves import Wave
from campaign.site_settings.current import current_settings, remembered
from notifications.mail.absolute_urls import absolute_url, links_about_the_site
from notifications.mail.composing import sender
from notifications.mail.message import LetterMessage, own_domain

NO_ANSWERS = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}


def compose_letter(letter: WaveLetter) -> LetterMessage:
    """Returns the letter; what comes back to its return path names it."""
    mail = _compose(letter.wave, letter.person)
    mail.extra_headers["Message-ID"] = f"<wave-{letter.wave_id}-{letter.pk}@{own_domain()}>"
    if path := return_path(letter.pk):
        mail.extra_headers["From"] = mail.from_email
        mail.from_email = path  # of the envelope
    return mail


def compose_preview(wave: Wave, person: User) -> LetterMessage:
    """Returns the letter as this person would get it. It has no row, so that nothing about it is counted."""
    return _compose(wave, person, is_preview=True)


def letter_context(wave: Wave, person: User) -> dict[str, Any]:
    """What both forms of the letter say, in the language of the moment."""
    words = wave.words_in(translation.get_language() or "")
    return {
        "subject": words.subject,
        "body": letter_text(words.html),
        "body_html": letter_html(words.html),
        "words_language": words.language,
        "greeting": _("Hello %(name)s.") % {"name": person.first_name or person.username},
        "login": person.username,
        "chooses_password": not person.has_usable_password(),
        "days": DAYS,
        "url": absolute_url(way_in(person)),
        "brand": current_settings().name,
        "site": absolute_url("/"),
        "choose": absolute_url(reverse("invitations:own_choice")),
        "stop": opt_out_url(person),
        "language": translation.get_language(),
        "about": links_about_the_site(translation.get_language() or ""),
    }


def _compose(wave: Wave, person: User, *, is_preview: bool = False) -> LetterMessage:
    with translation.override(person.letters_language), remembered():
        context = letter_context(wave, person) | {"is_preview": is_preview}
        mail = LetterMessage(
            subject=context["subject"],
            body=render_to_string("invitations/mail/letter.txt", context),
            from_email=sender(),
            to=[person.email],
            headers=NO_ANSWERS | _unsubscribe(context["stop"]),
        )
        mail.attach_alternative(render_to_string("invitations/mail/letter.html", context), "text/html")
    return mail


def _unsubscribe(address: str) -> dict[str, str]:
    return {"List-Unsubscribe": f"<{address}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
