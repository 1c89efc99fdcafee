"""What the shared cache counts of attempts to sign in names network addresses: it goes once its hour is over."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone


def forget_tries(*, at: datetime | None = None) -> int:
    """For settings.RUN_PERIODICALLY: deletes the rows that have run out, which Django keeps until there are too many.

    Returns how many.
    """
    cache: Any = settings.CACHES["default"]
    table = connection.ops.quote_name(cache["LOCATION"])
    moment = connection.ops.adapt_datetimefield_value(at or timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [moment])  # noqa: S608 - the table of the settings
        return int(cursor.rowcount)
