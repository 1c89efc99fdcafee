"""The token that protects forms, as Django's `get_token` makes it, with one call for chance where that has 32.

Those calls took a tenth of the time of a page that is kept whole.
"""

from __future__ import annotations

from secrets import token_bytes

from django.http import HttpRequest
from django.middleware.csrf import CSRF_ALLOWED_CHARS, CSRF_SECRET_LENGTH, get_token

SIGNS = CSRF_ALLOWED_CHARS.encode()
MANY = len(SIGNS)
NUMBER_OF = {sign: number for number, sign in enumerate(SIGNS)}
FAIR = 256 // MANY * MANY  # bytes from there on would make some signs more likely than others
SIGN_OF = bytes(SIGNS[byte % MANY] for byte in range(256))
UNFAIR = bytes(range(FAIR, 256))


def form_token(request: HttpRequest) -> str:
    """The secret of the request's cookie under a new mask; the cookie is sent again, as with `get_token`."""
    secret = request.META.get("CSRF_COOKIE")
    if secret is None:
        return get_token(request)
    request.META["CSRF_COOKIE_NEEDS_UPDATE"] = True
    mask = _signs(CSRF_SECRET_LENGTH)
    pairs = zip(secret.encode(), mask, strict=True)
    return (mask + bytes(SIGNS[(NUMBER_OF[one] + NUMBER_OF[other]) % MANY] for one, other in pairs)).decode()


def _signs(many: int) -> bytes:
    drawn = b""
    while len(drawn) < many:
        drawn += token_bytes(2 * many).translate(SIGN_OF, UNFAIR)
    return drawn[:many]
