"""What a search is narrowed to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from accounts import access
from accounts.models import User
from search.models import Kind, State
from search.wanted import Audience, Order, Reading, Wanted
from themes.models import Theme


@dataclass(frozen=True, kw_only=True)
class Filters:
    """Days are those of the site's time zone, both included."""

    kinds: Sequence[Kind] = field(default=())
    theme: Theme | None = None
    person: User | None = None
    since: date | None = None
    until: date | None = None
    state: State | None = None
    order: Order = Order.BEST

    @property
    def is_narrow(self) -> bool:
        return bool(self.kinds or self.theme or self.person or self.since or self.until or self.state)

    def wanted(self, readings: tuple[Reading, ...], reader: access.Person) -> Wanted:
        order = Order.NEWEST if self.order is Order.BEST and not readings else self.order
        return Wanted(
            readings=readings,
            facets=tuple(self._facets()),
            since=_start(self.since) if self.since else None,
            until=_start(self.until + timedelta(days=1)) if self.until and self.until < date.max else None,
            audience=Audience.EDITORS if access.is_editor(reader) else Audience.READERS,
            order=order,
        )

    def _facets(self) -> list[tuple[str, ...]]:
        facets = [tuple(f"k{Kind(kind).value}" for kind in self.kinds)] if self.kinds else []
        facets += [(f"t{self.theme.pk}",)] if self.theme else []
        facets += [(f"p{self.person.pk}",)] if self.person else []
        return facets + ([(f"s{self.state.value}",)] if self.state else [])


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
