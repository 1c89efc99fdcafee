"""Which edition readers get, where the server finds it without a query: a file `current` under EDITIONS_ROOT."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from guide.builds.disk import write_all
from guide.editions import Edition

CURRENT = "current"


def current_number() -> int | None:
    """The number of the edition that readers get, from disk; None before the first.

    Asks the database only where the file is gone, and writes it again.
    """
    try:
        return int((Path(settings.EDITIONS_ROOT) / CURRENT).read_text())
    except (OSError, ValueError):
        return point_at_current()


def point_at_current() -> int | None:
    """Writes the number of the edition that readers get where the server looks for it, and returns it: see `rollout`.

    Asked again once it is written: a newer edition that came meanwhile may have been overwritten.
    """
    newest = Edition.objects.readable().values_list("number", flat=True)
    written, number = None, newest.first()
    if number is None:
        (Path(settings.EDITIONS_ROOT) / CURRENT).unlink(missing_ok=True)
    while number != written:
        if number is not None:
            write_all(Path(settings.EDITIONS_ROOT), {CURRENT: str(number).encode()})
        written, number = number, newest.first()
    return number
