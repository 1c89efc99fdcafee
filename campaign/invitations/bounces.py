"""Letters that come back: to which address, which letter it was, and when a wave pauses because of them."""

from __future__ import annotations

import imaplib
import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import Message
from email.parser import BytesParser
from mailbox import Maildir
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from flufl.bounce import all_failures

from accounts.models import Role, User
from campaign.invitations.wave_letters import WaveLetter
from campaign.invitations.waves import Wave
from common import markup
from notifications.kinds import NotificationKind
from notifications.models import Notification

SALT = "invitations.return_path"
MARK = re.compile(r"\+w(\d{1,18})-([0-9a-f]{16})@")


def return_path(letter: int) -> str:
    """Returns the address for the letter of this key; the empty text where the site has no address for what comes back."""
    name, at, host = settings.BOUNCE_ADDRESS.partition("@")
    return f"{name}+w{letter}-{_signature(letter)}@{host}" if at else ""


def letter_in(address: str) -> int | None:
    """Returns the key of the letter that an address names; None for what this site has not signed."""
    found = MARK.search(address.lower()[:500])
    if found is None:
        return None
    key = int(found[1])
    return key if constant_time_compare(found[2], _signature(key)) else None


def _signature(letter: int) -> str:
    return salted_hmac(SALT, str(letter), algorithm="sha256").hexdigest()[:16]


# A wave of which too many letters come back pauses by itself, and organisers and administrators are told.


def halt_where_too_many_came_back(pk: int, *, at: datetime | None = None) -> bool:
    """Pauses the wave of this key where it has to be. Returns whether it did."""
    wave, now = Wave.objects.get(pk=pk), at or timezone.now()
    gone, handed = returned_of(wave)
    is_too_many = handed >= settings.BOUNCES_COUNTED_FROM and gone * 100 > settings.BOUNCES_PERCENT * handed
    if not is_too_many or not wave.halt(at=now):
        return False
    _tell_organisers(wave, now)
    return True


def returned_of(wave: Wave) -> tuple[int, int]:
    """How many letters came back or were refused for good, and of how many; since the wave began, or went on by decision."""
    state = WaveLetter.State
    gone, sent = [state.BOUNCED, state.REFUSED], [state.SENT]
    counted = wave.letters.filter(Q(claimed_at__gte=wave.counted_from)) if wave.counted_from else wave.letters.all()
    came_back = counted.filter(state__in=gone).count()
    return came_back, came_back + counted.filter(state__in=sent).count()


def _tell_organisers(wave: Wave, at: datetime) -> None:
    roles = [Role.EDITOR.value, Role.ADMINISTRATOR.value]
    people = User.objects.filter(Q(groups__name__in=roles) | Q(is_superuser=True), is_active=True).distinct()
    Notification.objects.notify(
        people.values_list("pk", flat=True),
        kind=NotificationKind.WAVE_HALTED,
        place=f"wave:{wave.pk}",
        place_title=wave.subject,
        key=f"wave:{wave.pk}:halted:{int(at.timestamp())}",
        url=wave.get_absolute_url(),
        actor=None,
    )


# Letters that come back: which letter of a wave it was, and whether its address is gone or only slow.
#
# A letter is known by the signed address to which it came back, never by an address in its text. What anybody can send here is
# cut, and looked into only where that signature is right.


log = logging.getLogger(__name__)

MOST_BYTES = 256 * 1024  # a report stands in front; what follows is our own letter
MOST_PARTS = 50
DEEPEST = 8
LONGEST_REASON = 300
ADDRESSED_TO = ("X-Original-To", "Delivered-To", "Envelope-To", "X-Envelope-To", "To")


@dataclass(frozen=True)
class Bounce:
    """What a returned letter says of the letter of a wave with this key."""

    letter: int
    is_final: bool
    reason: str


def take_in(content: bytes, *, recipient: str = "") -> Bounce | None:
    """Notes what a returned letter says, and halts its wave where too many come back.

    `recipient` is whom it came to, where the mail server says so. Returns None for what is no returned letter of ours.
    """
    bounce = read_bounce(content, recipient=recipient)
    letter = WaveLetter.objects.filter(pk=bounce.letter).first() if bounce else None
    if bounce is None or letter is None:
        return None
    if not bounce.is_final:
        letter.is_late(bounce.reason)
    elif letter.came_back(bounce.reason):
        halt_where_too_many_came_back(letter.wave_id)
    return bounce


def read_bounce(content: bytes, *, recipient: str = "") -> Bounce | None:
    """Returns what a returned letter says; None for what is none, or is not signed by this site."""
    try:
        return _read(content[:MOST_BYTES], recipient)
    except Exception:  # of what somebody made to break it: it must keep no letter behind it from being read
        log.warning("A returned letter could not be read", exc_info=True)
        return None


def _read(content: bytes, recipient: str) -> Bounce | None:
    message = BytesParser(policy=policy.compat32).parsebytes(content)
    letter = _letter_of(message, recipient)
    if letter is None or not _is_plain_enough(message):
        return None
    late, gone = all_failures(message)
    if not late and not gone:
        return None
    return Bounce(letter, bool(gone), _reason(message, is_final=bool(gone)))


def _letter_of(message: Message, recipient: str) -> int | None:
    if recipient:
        return letter_in(recipient)
    addresses = (str(value) for name in ADDRESSED_TO for value in message.get_all(name, [])[:5])
    return next((found for address in addresses if (found := letter_in(address)) is not None), None)


def _is_plain_enough(message: Message) -> bool:
    """Whether it has no more parts, and no deeper ones, than a mail server writes."""
    waiting, number = [(message, 1)], 0
    while waiting:
        part, depth = waiting.pop()
        number += 1
        if number > MOST_PARTS or depth > DEEPEST:
            return False
        waiting += [(one, depth + 1) for one in _parts_of(part)]
    return True


def _parts_of(message: Message) -> Iterable[Message]:
    payload = message.get_payload()
    return [part for part in payload if isinstance(part, Message)] if isinstance(payload, list) else []


def _reason(message: Message, *, is_final: bool) -> str:
    """What the mail server says in its report, in one line; words of our own where it says nothing."""
    for part in message.walk():
        for name in ("Diagnostic-Code", "Status"):
            if said := str(part.get(name, "")):
                return markup.one_line(markup.clean_text(said))[:LONGEST_REASON]
    return _("The address does not exist any more.") if is_final else _("The mail server of the address is slow.")


# Returned letters out of a mailbox: each is taken in, and then removed from it.


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
