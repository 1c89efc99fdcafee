"""Letters that come back: which letter of a wave it was, and whether its address is gone or only slow.

A letter is known by the signed address to which it came back, never by an address in its text. What anybody can send here is
cut, and looked into only where that signature is right.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from email import policy
from email.message import Message
from email.parser import BytesParser

from django.utils.translation import gettext as _
from flufl.bounce import all_failures

from campaign.invitations.halting import halt_where_too_many_came_back
from campaign.invitations.return_paths import letter_in
from campaign.invitations.wave_letters import WaveLetter
from common import markup

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
