"""How often somebody asks and votes in rooms, by the number in the cookie and by the address, against floods.

Counted in the memory of each worker, so that no address is ever stored. A room may sit behind one address: the limits of
an address (FLOOD_LIMITS, "room_…address") are for a few hundred people at once.
"""

from __future__ import annotations

from collections import Counter
from threading import Lock
from time import time

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MINUTE, HOUR = 60, 3600


class WindowCounter:
    """Counts keys within the minute and the hour of the clock; what was counted before is forgotten."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._windows: dict[int, tuple[int, Counter[str]]] = {}

    def take(self, key: str, limits: tuple[int, int], *, at: float | None = None) -> bool:
        """Counts one more. Returns False, and counts nothing, beyond the limit of a minute or an hour."""
        now = int(time() if at is None else at)
        with self._lock:
            counts = [self._counts(seconds, now) for seconds in (MINUTE, HOUR)]
            if any(count[key] >= most for count, most in zip(counts, limits, strict=True)):
                return False
            for count in counts:
                count[key] += 1
        return True

    def _counts(self, seconds: int, now: int) -> Counter[str]:
        window, counts = self._windows.get(seconds, (-1, Counter()))
        if window != now // seconds:
            counts = Counter()
            self._windows[seconds] = (now // seconds, counts)
        return counts


_counter = WindowCounter()


def check(act: str, *, voter: str, address: str) -> None:
    """Counts an act ("room_ask", "room_vote"). Raises ValidationError for too many of a voter, or from an address."""
    limits = settings.FLOOD_LIMITS
    is_allowed = _counter.take(f"{act} {voter}", limits[act]) and _counter.take(address, limits["room_address"])
    if is_allowed and act == "room_ask":
        is_allowed = _counter.take(f"{act} at {address}", limits["room_ask_address"])
    if not is_allowed:
        raise ValidationError(_("That is a lot in a short time. Wait a minute, and send it again."), code="too_often")


def may_give_number(*, address: str) -> bool:
    """Counts a number that is given to a browser. Returns False where this address has got many in a short time."""
    return _counter.take(f"room_new {address}", settings.FLOOD_LIMITS["room_new_address"])
