"""Letters about a person's own account: she asked for them, or is told for her safety. No choice of hers stops them.

They wait in the outbox as all others, and their words are made when they are sent: no link to a new password is stored.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.people import invitations
from campaign.site_settings.current import current_settings
from common.words.dates import elided, full_date, time_of_day
from notifications.mail.absolute_urls import absolute_url
from notifications.mail.outbox import Letter

PREFIX = "account"
MINUTES_BETWEEN = 5
"""So often at most one letter of a kind goes to one person, whoever asks for it: the one that is there serves as well."""


class AccountLetter(StrEnum):
    RESET = "reset"
    CHANGED = "changed"
    INVITATION = "invitation"


def key_of(person: User, what: AccountLetter, *, at: datetime) -> str:
    """The key of a letter: the same within these minutes, unless she has signed in or changed her password meanwhile."""
    state = salted_hmac(
        PREFIX, f"{person.password} {person.last_login} {person.email}", algorithm="sha256"
    ).hexdigest()[:12]
    return f"{PREFIX}:{what}:{int(at.timestamp()) // (MINUTES_BETWEEN * 60)}:{state}"


def is_about_account(letter: Letter) -> bool:
    return letter.key.startswith(f"{PREFIX}:")


def is_outdated(letter: Letter) -> bool:
    """Whether it invites somebody who has chosen a password meanwhile."""
    return _what(letter) == AccountLetter.INVITATION and letter.person.has_usable_password()


def _what(letter: Letter) -> AccountLetter:
    return AccountLetter(letter.key.split(":")[1])


def words_of(letter: Letter) -> dict[str, Any]:
    """What the letter says, in the language of the moment. Sets `sentence`, `paragraphs`, `button` and `url`."""
    make = WORDS[_what(letter)]
    greeting = _("Hello %(name)s.") % {"name": letter.person.first_name or letter.person.username}
    return make(letter) | {"greeting": greeting}


def _reset(letter: Letter) -> dict[str, Any]:
    person = letter.person
    words = _new_password(person) if person.has_usable_password() else _first_password(person)
    return words | {"paragraphs": [words["asked"], words["good_for"], words["otherwise"]]}


def _good_for(days: int) -> str:
    words = ngettext(
        "The link is good for %(days)s day, and serves once.",
        "The link is good for %(days)s days, and serves once.",
        days,
    )
    return words % {"days": days}


def _new_password(person: User) -> dict[str, str]:
    key = {"uidb36": user_pk_to_url_str(person), "key": default_token_generator.make_token(person)}
    return {
        "good_for": _good_for(settings.PASSWORD_RESET_TIMEOUT // 86_400),
        "url": absolute_url(reverse("account_reset_password_from_key", kwargs=key)),
        "sentence": _("Choose a new password"),
        "asked": _("Somebody, probably you, asked for a new password for your account “%(login)s”.")
        % {"login": person.username},
        "otherwise": _("If it was not you, there is nothing to do: your password stays as it is."),
        "button": _("Choose a new password"),
    }


def _first_password(person: User) -> dict[str, str]:
    """For somebody who has not chosen one yet: the link of an invitation, which signs in as well."""
    return {
        "good_for": _good_for(invitations.DAYS),
        "url": absolute_url(invitations.way_in(person)),
        "sentence": _("Choose your password"),
        "asked": _("Somebody, probably you, asked for a link to choose the password of your account “%(login)s”.")
        % {"login": person.username},
        "otherwise": _("If it was not you, there is nothing to do: your account stays without a password."),
        "button": _("Choose my password"),
    }


def _changed(letter: Letter) -> dict[str, Any]:
    return {
        "sentence": _("Your password was changed"),
        "paragraphs": [
            elided(
                _("The password of your account “%(login)s” was changed on %(day)s at %(time)s.")
                % {
                    "login": letter.person.username,
                    "day": full_date(letter.created_at),
                    "time": time_of_day(letter.created_at),
                }
            ),
            _("If it was you, there is nothing to do."),
            _("If it was not you, choose another one at once, and tell the administrators of the site."),
        ],
        "button": _("It was not me: choose another password"),
        "url": absolute_url(reverse("account_reset_password")),
    }


def _invitation(letter: Letter) -> dict[str, Any]:
    person = letter.person
    return {
        "sentence": _("You are invited to “%(title)s”") % {"title": current_settings().name},
        "paragraphs": [
            _("An account is ready for you. Choose a password, and you can read and write with your colleagues."),
            _("Your user name is “%(login)s”; your e-mail address signs you in as well.") % {"login": person.username},
            _good_for(invitations.DAYS),
        ],
        "button": _("Choose my password"),
        "url": absolute_url(invitations.way_in(person)),
    }


WORDS = {AccountLetter.RESET: _reset, AccountLetter.CHANGED: _changed, AccountLetter.INVITATION: _invitation}
