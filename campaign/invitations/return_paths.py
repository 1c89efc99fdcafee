"""The address to which a letter of a wave comes back: it names the letter, and is signed (VERP)."""

from __future__ import annotations

import re

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

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
