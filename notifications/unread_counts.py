"""Two counts stand on a person's row, so that no page has to count: what she has not read, and what waits for her next page.

They are exact because whoever changes what a person was told holds her row first, in the order of the keys.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.db.models import F

from accounts.models import User


def hold(people: Iterable[int]) -> models.QuerySet[User]:
    """The rows of these people, held until the transaction ends: in the order of the keys, so that nobody waits in a circle."""
    return User.objects.select_for_update(no_key=True).filter(pk__in=people).order_by("pk")


def hold_all(people: Iterable[int]) -> None:
    list(hold(people).values_list("pk"))


def add_to_counts(people: Iterable[int], *, unread: int = 0, waiting: int = 0) -> None:
    """Adds to the counts of people who are held."""
    if unread or waiting:
        counts = {"unread_count": F("unread_count") + unread, "notices_waiting": F("notices_waiting") + waiting}
        User.objects.filter(pk__in=people).update(**counts)
