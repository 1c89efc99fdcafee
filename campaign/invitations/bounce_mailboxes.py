"""Returned letters out of a mailbox: each is taken in, and then removed from it."""

from __future__ import annotations

import imaplib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from mailbox import Maildir
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from django.conf import settings

from campaign.invitations.bounces import MOST_BYTES, take_in

log = logging.getLogger(__name__)

MOST_AT_ONCE = 500
SECONDS = 30


class NoMailbox(Exception):
    """BOUNCE_MAILBOX names no mailbox that can be read; the message says why, in one line."""


def fetch_bounces() -> int:
    """For settings.RUN_PERIODICALLY: reads BOUNCE_MAILBOX, where there is one; returns how many returned letters were ours.

    Raises NoMailbox.
    """
    address = urlsplit(settings.BOUNCE_MAILBOX)
    if not address.scheme:
        return 0
    if address.scheme == "maildir":
        return fetch_from_maildir(Path(unquote(address.path)))
    return _fetch_from_imap(address)


def fetch_from_maildir(folder: Path) -> int:
    """Raises NoMailbox."""
    if not (folder / "new").is_dir():
        raise NoMailbox(f"{folder} is no Maildir: it has no folder “new”.")
    box, taken = Maildir(folder, create=False), 0
    for key in list(box.iterkeys())[:MOST_AT_ONCE]:
        with box.get_file(key) as file:
            content = file.read(MOST_BYTES)
        taken += take_in(content) is not None
        box.discard(key)
    return taken


def _fetch_from_imap(address: SplitResult) -> int:
    taken = 0
    try:
        with _signed_in(address) as server:
            for number in _numbers(server):
                _kind, found = server.fetch(number, f"(BODY.PEEK[]<0.{MOST_BYTES}>)")
                content = next((part[1] for part in found or [] if isinstance(part, tuple)), b"")
                taken += take_in(bytes(content)) is not None
                server.store(number, "+FLAGS", r"(\Deleted)")
            server.expunge()
    except (imaplib.IMAP4.error, OSError) as problem:
        raise NoMailbox(f"The mailbox for returned letters cannot be read: {problem}") from problem
    return taken


@contextmanager
def _signed_in(address: SplitResult) -> Iterator[imaplib.IMAP4]:
    make = imaplib.IMAP4_SSL if address.scheme == "imaps" else imaplib.IMAP4
    with make(
        address.hostname or "", address.port or (993 if address.scheme == "imaps" else 143), timeout=SECONDS
    ) as server:
        server.login(unquote(address.username or ""), unquote(address.password or ""))
        server.select(unquote(address.path.strip("/")) or "INBOX")
        yield server


def _numbers(server: imaplib.IMAP4) -> list[str]:
    _kind, found = server.search(None, "UNDELETED")
    return (found[0] or b"").decode("ascii").split()[:MOST_AT_ONCE] if found else []
