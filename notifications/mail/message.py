"""An e-mail as it travels."""

from __future__ import annotations

import email.message
import email.policy
from email.header import Header
from email.utils import make_msgid
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from campaign.site_settings.current import current_settings

ADDRESS_OF_STOPPING = "List-Unsubscribe"
SUBJECT = "Subject"


def own_domain() -> str:
    """Returns the domain that the site answers at; that of its sender where it has no name but a number, or localhost.

    Letters, and the site when it speaks to a mail server, name it, never the machine: a filter trusts no "localhost".
    """
    host = urlsplit(settings.SITE_ADDRESS).hostname or ""
    has_name = "." in host and not host.rpartition(".")[2].isdigit()
    return host if has_name else current_settings().sender_address.rpartition("@")[2] or host


class Unfolded(str):
    """A header in one line. Python would encode a long address, and mail programs would not find it."""

    name = ADDRESS_OF_STOPPING

    def fold(self, *, policy: email.policy.Policy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


class EncodedSubject(str):
    """A subject in encoded words with a space between them. Python leaves it out in some long ones: see RFC 2047, 5.1."""

    name = SUBJECT

    def fold(self, *, policy: email.policy.Policy) -> str:
        words = Header(str(self), "utf-8", header_name=self.name).encode(linesep=policy.linesep)
        return f"{self.name}: {words}{policy.linesep}"


class LetterMessage(EmailMultiAlternatives):
    """Any letter of the site, which its own domain names.

    Its address for unsubscribing stays whole, and its subject can be decoded, however long they are.
    """

    def message(self, *, policy: Any = email.policy.default) -> email.message.EmailMessage:
        self.extra_headers.setdefault("Message-ID", make_msgid(domain=own_domain()))
        made: email.message.EmailMessage = super().message(policy=policy)
        if address := made[ADDRESS_OF_STOPPING]:
            del made[ADDRESS_OF_STOPPING]
            made[ADDRESS_OF_STOPPING] = Unfolded(address)
        if not (subject := str(made[SUBJECT])).isascii():
            del made[SUBJECT]
            made[SUBJECT] = EncodedSubject(subject)
        return made
