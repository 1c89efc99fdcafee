"""What the calendar lets people do at a moment, in words too. Everything that a phase opens or shuts is answered here.

The usual phases, with days counted from today, for an empty calendar: a person changes them before anything is saved.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import reduce
from operator import add
from typing import Any, Literal, NamedTuple, get_args

from django.core.exceptions import ValidationError
from django.db.models import Case, Count, IntegerField, Max, Min, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaign.calendar.phases import USUAL_NOTES, Phase
from campaign.languages import first_language
from common.database.queries import CompiledQuery
from common.words.dates import day_and_month, elided, full_date, full_day, time_of_day
from drafts import autosave

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
    "write": gettext_lazy("Writing is closed."),
    "comment": gettext_lazy("Commenting is closed."),
    "endorse": gettext_lazy("Saying what is useful is closed."),
    "ask": gettext_lazy("Asking is closed."),
    "nominate": gettext_lazy("Proposing for the guide is closed."),
    "register": gettext_lazy("Registering for sessions is closed."),
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


# When a phase runs, and what it opens, in words.


def from_to(phase: Phase) -> str:
    """Returns "From Monday 1 March to Friday 5 March at 17:59"."""
    first = _in_words(phase.starts_at)
    if phase.ends_at is None or phase.last_moment is None:
        return elided(_("From %(first)s on") % {"first": first})
    is_whole = timezone.localtime(phase.ends_at).time() == time()
    last = full_day(phase.last_moment.date()) if is_whole else _in_words(phase.last_moment)
    return elided(_("From %(first)s to %(last)s") % {"first": first, "last": last})


def _in_words(moment: datetime) -> str:
    return _with_time(full_day(timezone.localtime(moment).date()), moment)


def day_in_words(moment: datetime) -> str:
    """Returns "1 June", with the year where it is another one, and with the time where it is not midnight."""
    return _with_time(_day(moment), moment)


def until(phase: Phase) -> str:
    """Returns the last day of a phase, and its last minute where it is not the end of that day; "" where it goes on."""
    if phase.ends_at is None or phase.last_moment is None:
        return ""
    is_whole = timezone.localtime(phase.ends_at).time() == time()
    return _day(phase.last_moment) if is_whole else day_in_words(phase.last_moment)


def _day(moment: datetime) -> str:
    is_this_year = timezone.localtime(moment).year == timezone.localdate().year
    return day_and_month(moment) if is_this_year else full_date(moment)


def _with_time(day: str, moment: datetime) -> str:
    if timezone.localtime(moment).time() == time():
        return day
    return _("%(day)s at %(time)s") % {"day": day, "time": time_of_day(moment)}


def switched_on(phase: Phase) -> list[str]:
    """Returns what a phase opens."""
    return [_opened(right) for right in RIGHTS if getattr(phase, f"may_{right}")]


def _opened(right: Right) -> str:
    return {
        "write": _("writing and changing pages"),
        "comment": _("contributing and answering"),
        "endorse": _("saying what is useful"),
        "ask": _("asking questions"),
        "nominate": _("proposing for the guide"),
        "register": _("registering for sessions"),
    }[right]


# Why something cannot be done now: since when it has been closed, and when it opens.


SINCE = {
    "write": gettext_lazy("Writing has been closed since %(since)s."),
    "comment": gettext_lazy("Commenting has been closed since %(since)s."),
    "endorse": gettext_lazy("Saying what is useful has been closed since %(since)s."),
    "ask": gettext_lazy("Asking has been closed since %(since)s."),
    "nominate": gettext_lazy("Proposing for the guide has been closed since %(since)s."),
    "register": gettext_lazy("Registering for sessions has been closed since %(since)s."),
}
UNTIL = {
    "write": gettext_lazy("Writing opens on %(day)s."),
    "comment": gettext_lazy("Commenting opens on %(day)s."),
    "endorse": gettext_lazy("Saying what is useful opens on %(day)s."),
    "ask": gettext_lazy("Asking opens on %(day)s."),
    "nominate": gettext_lazy("Proposing for the guide opens on %(day)s."),
    "register": gettext_lazy("Registering for sessions opens on %(day)s."),
}
BETWEEN = {
    "write": gettext_lazy("Writing has been closed since %(since)s, and opens again on %(day)s."),
    "comment": gettext_lazy("Commenting has been closed since %(since)s, and opens again on %(day)s."),
    "endorse": gettext_lazy("Saying what is useful has been closed since %(since)s, and opens again on %(day)s."),
    "ask": gettext_lazy("Asking has been closed since %(since)s, and opens again on %(day)s."),
    "nominate": gettext_lazy("Proposing for the guide has been closed since %(since)s, and opens again on %(day)s."),
    "register": gettext_lazy("Registering for sessions has been closed since %(since)s, and opens again on %(day)s."),
}


@dataclass(frozen=True)
class ClosedWindow:
    """What is closed. `since` is None before it has ever been open, `opens` where it does not open again."""

    right: Right
    since: datetime | None
    opens: datetime | None

    @property
    def is_over(self) -> bool:
        return self.since is not None

    @property
    def sentence(self) -> str:
        words = SINCE if self.opens is None else UNTIL if self.since is None else BETWEEN
        days = {"since": self.since and day_in_words(self.since), "day": self.opens and day_in_words(self.opens)}
        return elided(str(words[self.right]) % days)


def closed_window_of(right: Right, at: datetime) -> ClosedWindow | None:
    """Returns why it is closed, or None while it is open. Where pages cannot be written either, from and until the same
    moment, it speaks of writing, unless it is about sessions. At most three queries.
    """
    if getattr(rights_at(at), right):
        return None
    found = _found(right, at)
    if right == "register":
        return found
    writing = _found("write", at)
    is_same = (found.since, found.opens) == (writing.since, writing.opens)
    return writing if is_same else found


def _found(right: Right, at: datetime) -> ClosedWindow:
    begun, coming = Q(ends_at__lte=at), Q(starts_at__gt=at)
    phases = Phase.objects.filter(**{f"may_{right}": True})
    found = phases.aggregate(since=Max("ends_at", filter=begun), opens=Min("starts_at", filter=coming))
    return ClosedWindow(right, found["since"], found["opens"])


# Forms that are sent when the calendar has shut what they do: nothing of them is lost.


@contextmanager
def saved_as_draft_when_late(request: HttpRequest) -> Iterator[None]:
    """Around the verb of a form: where it comes too late, the form becomes its sender's draft, and the refusal says so.

    Raises RightClosed.
    """
    try:
        yield
    except RightClosed as refused:
        raise RightClosed(refused.right, after=_draft_notice(request)) from None


def _draft_notice(request: HttpRequest) -> str:
    """Makes the draft. Returns the sentence that says what has become of it."""
    try:
        draft = autosave.store_posted(request)
    except ValidationError:
        return _("Your text is still here: keep a copy of it.")
    if draft.ended_at:
        return _("This text has been sent already: there is nothing to save.")
    return _("What you sent is saved as a draft: it waits for you under “My drafts”.")


# On which day from today each begins, and for how many days. Writing begins today: nobody could write the first pages else.
USUAL = (
    (Phase.Kind.LISTEN, 0, 14),
    (Phase.Kind.INFORM, 0, 14),
    (Phase.Kind.WRITE, 0, 56),
    (Phase.Kind.CHOOSE, 56, 28),
    (Phase.Kind.PUBLISH, 84, 14),
    (Phase.Kind.TRANSLATE, 84, 42),
    (Phase.Kind.LEARN, 98, 56),
    (Phase.Kind.KEEP_ALIVE, 98, 365),
)
USUAL_RIGHTS: dict[str, tuple[Right, ...]] = {Phase.Kind.WRITE: ("write", "comment")}
"""What a phase of a kind opens, and nothing else then does, unless somebody ticks otherwise."""


def usual_phases(today: date) -> dict[str, dict[str, Any]]:
    """Returns the values of each phase by its kind, counted from `today`, worded as the campaign writes."""
    with translation.override(first_language()):
        return {
            kind.value: {
                "first_day": today + timedelta(days=begins),
                "last_day": today + timedelta(days=begins + days - 1),
                "note": str(USUAL_NOTES[kind]),
            }
            for kind, begins, days in USUAL
        }
