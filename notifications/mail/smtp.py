"""The mail server by SMTP: when a connection breaks it is known whether the text of a letter was on its way already."""

from __future__ import annotations

import smtplib
from typing import Any

from django.core.mail.backends.smtp import EmailBackend as SmtpBackend

from notifications.mail.message import own_domain


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
