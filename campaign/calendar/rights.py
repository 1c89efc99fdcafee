"""What the calendar lets people do at a moment. Everything that a phase opens or shuts is answered here, and nowhere else.

A right is open at a moment where no phase of the calendar has its switch: it is never restricted then. Where some phase has
it, it is open while one of these runs. A phase runs from its beginning until just before its end, and until ever without one.
Phases may overlap, and leave gaps.

Nothing of it is stored: it is computed from the clock and the rows of the calendar, in the query that is asked anyway
(`with_rights`), or in one small query. What a row was not asked about is shut.

- A screen offers what is open now: `rights_of(request)`; in a template, `open_now`.
- A verb accepts what was open at some moment of the last GRACE minutes (`check`): whoever sends a form then has opened it
  while it could be opened. What comes later is refused, and becomes a draft (`campaign.calendar.late_forms`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import reduce
from operator import add
from typing import Any, Literal, NamedTuple, get_args

from django.core.exceptions import ValidationError
from django.db.models import Case, Count, IntegerField, Max, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaign.calendar.phases import Phase
from common.database.queries import CompiledQuery

GRACE = timedelta(minutes=10)
"""For so long after its end what was begun before it is accepted."""

type Right = Literal["write", "comment", "endorse", "ask", "nominate", "register"]
RIGHTS: tuple[Right, ...] = get_args(Right.__value__)


class OpenRights(NamedTuple):
    """In the order of RIGHTS: write and change pages, comment, endorse, ask, nominate for the guide, register for sessions."""

    write: bool = False
    comment: bool = False
    endorse: bool = False
    ask: bool = False
    nominate: bool = False
    register: bool = False

    @classmethod
    def in_mask(cls, mask: int) -> OpenRights:
        """Returns those of a number that `with_rights` annotates."""
        return cls(*(bool(mask >> place & 1) for place in range(len(RIGHTS))))


EVERYTHING = OpenRights(*(True for _right in RIGHTS))


class RightClosed(ValidationError):
    """The calendar has shut it, for longer than the grace."""

    def __init__(self, right: Right, *, after: str = "") -> None:
        """`after` is a sentence that says what has become of what was sent."""
        super().__init__([ValidationError(words, code="closed") for words in (CLOSED[right], after) if words])
        self.right = right


CLOSED: dict[Right, Any] = {
    "write": _("Writing is closed."),
    "comment": _("Commenting is closed."),
    "endorse": _("Saying what is useful is closed."),
    "ask": _("Asking is closed."),
    "nominate": _("Proposing for the guide is closed."),
    "register": _("Registering for sessions is closed."),
}


def rights_at(moment: datetime | None = None, *, has_grace: bool = False) -> OpenRights:
    """Returns what is open at a moment, or, with grace, what was open shortly before. One query."""
    at = moment or timezone.now()
    ((mask,),) = _calendar.tuples(at, at - GRACE if has_grace else at)  # one row, also where there is no phase
    return OpenRights.in_mask(mask)


def check(right: Right, at: datetime | None = None) -> None:
    """Raises RightClosed where a verb comes too late, or too early. One query."""
    if not getattr(rights_at(at, has_grace=True), right):
        raise RightClosed(right)


def rights_of(request: HttpRequest) -> OpenRights:
    """Returns what is open now, asked for once a request: no query where `bring_rights` was called."""
    known: OpenRights | None = getattr(request, "open_rights", None)
    return known if known is not None else bring_rights(request, rights_at())


def bring_rights(request: HttpRequest, found: OpenRights) -> OpenRights:
    """Has a request use what a row has brought along."""
    request.open_rights = found  # type: ignore[attr-defined]
    return found


def rights_in(row: Any) -> OpenRights:
    """Returns what a row has brought along that went through `with_rights`; nothing is open for any other."""
    return OpenRights.in_mask(getattr(row, "rights_mask", 0))


def rights_in_calendar(phases: Sequence[Phase]) -> OpenRights:
    """Returns what all phases of the calendar have brought along; nothing is restricted where there is none."""
    return rights_in(phases[0]) if phases else EVERYTHING


def with_rights[Rows: QuerySet[Any]](rows: Rows, at: datetime, since: datetime | None = None) -> Rows:
    """Rows that each say what is open (`rights_in`), in their own query: at a moment, or until just before it, if it still was
    after `since`, which for a verb is GRACE earlier.
    """
    mask = Subquery(_masks(at, since or at), output_field=IntegerField())
    annotated: Rows = rows.annotate(rights_mask=mask)
    return annotated


def _masks(at: datetime, since: datetime) -> QuerySet[Phase, Any]:
    return Phase.objects.order_by().values(one=Value(1)).annotate(mask=_mask(at, since)).values_list("mask")


def _mask(at: datetime, since: datetime) -> Any:
    """Returns the number whose binary places say what is open. `Max` is of nothing where no phase has the switch."""
    runs = Q(starts_at__lte=at) & (Q(ends_at=None) | Q(ends_at__gt=since))
    return reduce(add, (_is_open(right, runs) * 2**place for place, right in enumerate(RIGHTS)))


def _is_open(right: Right, runs: Q) -> Coalesce:
    has_switch = Q(**{f"may_{right}": True})
    return Coalesce(Max(Case(When(has_switch & runs, then=1), When(has_switch, then=0))), 1)


_calendar: CompiledQuery[Phase] = CompiledQuery(_masks, datetime(1, 2, 3, tzinfo=UTC), datetime(1, 2, 4, tzinfo=UTC))
"""Django would word it anew each time, which costs 2 ms."""


def boundaries_passed(at: datetime) -> Any:
    """Returns an expression for how many beginnings and ends of phases lie behind a moment.

    While the calendar is not changed, this number alone says what runs, what is open, and what screens say of it: a cached
    screen has it in its key, and is never shown on the other side of a boundary.
    """
    passed = Count("pk", filter=Q(starts_at__lte=at)) + Count("pk", filter=Q(ends_at__lte=at))
    number = Phase.objects.order_by().values(one=Value(1)).annotate(number=passed).values("number")
    return Coalesce(Subquery(number, output_field=IntegerField()), 0)
