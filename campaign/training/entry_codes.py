"""The code that a person shows at the door: her registration and a signature, no name; drawn as a QR code.

A page that is offline tells a code by the list that it has downloaded, which holds all codes of the session.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import segno
from django.utils.crypto import salted_hmac
from django.utils.safestring import SafeString

if TYPE_CHECKING:
    from campaign.training.registrations import Registration

SALT = "campaign.training.entry_codes"
LENGTH = 20  # hexadecimal digits: 80 bits


def entry_code(registration: Registration) -> str:
    """Returns the code, in letters that a QR code holds with few dots."""
    named = f"{registration.session_id}.{registration.pk}"
    return f"{named}.{salted_hmac(SALT, named, algorithm='sha256').hexdigest()[:LENGTH].upper()}"


def drawn_code(registration: Registration) -> SafeString:
    """Returns the code as SVG, to stand in a page: a seventh of it may be covered."""
    code = segno.make(entry_code(registration), error="m", boost_error=False, micro=False)
    return SafeString(code.svg_inline(border=4, omitsize=True, light="#fff", svgclass="qr", lineclass=None))
