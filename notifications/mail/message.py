"""An e-mail as it travels."""

from __future__ import annotations

import email.message
import email.policy
from typing import Any

from django.core.mail import EmailMultiAlternatives

ADDRESS_OF_STOPPING = "List-Unsubscribe"


class Unfolded(str):
    """A header in one line. Python would encode a long address, and mail programs would not find it."""

    name = ADDRESS_OF_STOPPING

    def fold(self, *, policy: email.policy.Policy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


class LetterMessage(EmailMultiAlternatives):
    """Its address for unsubscribing stays whole, however long it is."""

    def message(self, *, policy: Any = email.policy.default) -> email.message.EmailMessage:
        made: email.message.EmailMessage = super().message(policy=policy)
        if address := made[ADDRESS_OF_STOPPING]:
            del made[ADDRESS_OF_STOPPING]
            made[ADDRESS_OF_STOPPING] = Unfolded(address)
        return made
