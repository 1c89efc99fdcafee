"""What a search is narrowed to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from accounts import access
from accounts.models import User
from search.models import ResultKind, ResultState
from search.request import Audience, ParsedQuery, ResultOrder, SearchRequest
from themes.models import Theme


@dataclass(frozen=True, kw_only=True)
class Filters:
    """Days are those of the site's time zone, both included."""

    kinds: Sequence[ResultKind] = field(default=())
    theme: Theme | None = None
    person: User | None = None
    since: date | None = None
    until: date | None = None
    state: ResultState | None = None
    order: ResultOrder = ResultOrder.BEST

    @property
    def is_narrow(self) -> bool:
        return bool(self.kinds or self.theme or self.person or self.since or self.until or self.state)

    def wanted(self, readings: tuple[ParsedQuery, ...], reader: access.Person) -> SearchRequest:
        order = ResultOrder.NEWEST if self.order is ResultOrder.BEST and not readings else self.order
        return SearchRequest(
            readings=readings,
            facets=tuple(self._facets()),
            since=_start(self.since) if self.since and self.since > date.min else None,
            until=_start(self.until + timedelta(days=1)) if self.until and self.until < date.max else None,
            audience=Audience.EDITORS if access.is_editor(reader) else Audience.READERS,
            order=order,
        )

    def _facets(self) -> list[tuple[str, ...]]:
        facets = [tuple(f"k{ResultKind(kind).value}" for kind in self.kinds)] if self.kinds else []
        facets += [(f"t{self.theme.pk}",)] if self.theme else []
        facets += [(f"p{self.person.pk}",)] if self.person else []
        return facets + ([(f"s{self.state.value}",)] if self.state else [])


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
