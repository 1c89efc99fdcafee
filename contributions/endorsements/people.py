"""Who endorsed something, as each chose to be named; those who stay anonymous, or have left, are a number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import Q

from accounts.models import Attribution, User
from contributions.endorsements.models import Endorsement
from contributions.endorsements.rules import Endorsable

ROWS = 50


@dataclass(frozen=True)
class Endorsers:
    """One screenful, the newest first. `total` counts everybody; `unnamed` those among them who are not listed anywhere."""

    people: list[tuple[User, datetime]]
    total: int
    unnamed: int
    next_query: str
    is_first: bool


def endorsers_of(what: Endorsable, before: tuple[datetime, int] | None) -> Endorsers:
    """Three queries, however many they are."""
    given = Endorsement.objects.of(what).order_by("-created_at", "-pk")
    named = given.filter(person__is_active=True).exclude(person__attribution=Attribution.ANONYMOUS)
    rows = named
    if before:
        moment, pk = before
        rows = named.filter(Q(created_at__lt=moment) | Q(created_at=moment, pk__lt=pk))
    found = list(rows.select_related("person")[: ROWS + 1])
    shown, total = found[:ROWS], given.count()
    last = shown[-1] if len(found) > ROWS else None
    return Endorsers(
        people=[(row.person, row.created_at) for row in shown],
        total=total,
        unnamed=total - named.count(),
        next_query=urlencode({"before": f"{last.created_at.isoformat()}~{last.pk}"}) if last else "",
        is_first=before is None,
    )
