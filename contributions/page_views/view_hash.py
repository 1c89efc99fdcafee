"""The mark of a reading: the same for one person and one page, and naming neither."""

from __future__ import annotations

import hmac

from django.conf import settings

PURPOSE = b"contributions.page_views"
LENGTH = 32


def view_hash(page: int, person: int) -> str:
    """For the keys of a page and a person; from a mark, neither can be told without the site's secret."""
    message = b"%s:%d:%d" % (PURPOSE, page, person)
    return hmac.digest(settings.SECRET_KEY.encode(), message, "sha256").hex()[:LENGTH]
