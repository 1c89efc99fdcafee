"""Where no mail server is (the demo, development): letters are printed as a person reads them."""

from __future__ import annotations

from django.core.mail import EmailMessage
from django.core.mail.backends.console import EmailBackend as ConsoleBackend

RULE = "─" * 72


class EmailBackend(ConsoleBackend):
    """Prints the text of a letter, without its HTML and its encodings."""

    def write_message(self, message: EmailMessage) -> None:
        head = f"{message.from_email} → {', '.join(message.to)}\n{message.subject}"
        self.stream.write(f"{RULE}\n{head}\n\n{str(message.body).strip()}\n{RULE}\n")
