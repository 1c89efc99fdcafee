"""An e-mail as it travels."""

from __future__ import annotations

import email.message
import email.policy
from email.header import Header
from typing import Any

from django.core.mail import EmailMultiAlternatives

ADDRESS_OF_STOPPING = "List-Unsubscribe"
SUBJECT = "Subject"


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
    """Its address for unsubscribing stays whole, and its subject can be decoded, however long they are."""

    def message(self, *, policy: Any = email.policy.default) -> email.message.EmailMessage:
        made: email.message.EmailMessage = super().message(policy=policy)
        if address := made[ADDRESS_OF_STOPPING]:
            del made[ADDRESS_OF_STOPPING]
            made[ADDRESS_OF_STOPPING] = Unfolded(address)
        if not (subject := str(made[SUBJECT])).isascii():
            del made[SUBJECT]
            made[SUBJECT] = EncodedSubject(subject)
        return made
