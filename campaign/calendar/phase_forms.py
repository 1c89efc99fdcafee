"""The calendar, a phase at a time: its days and times by the clock of the site, what it opens, what is done to it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaign.calendar.phases import LONGEST_NOTE, LONGEST_REASON, Phase
from campaign.calendar.rights import RIGHTS, USUAL_RIGHTS, until
from campaign.site_forms import OneLineField
from common.forms.fields import near
from common.forms.unchanged import RowForm
from common.words.dates import full_date

MINUTE = timedelta(minutes=1)

NO_TIME = gettext_lazy("This is not a time of day: write it as 14:30.")


class DayField(forms.DateField):
    """A day of the calendar, with the browser's own way to choose one."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(validators=[near(years_back=10, years_ahead=5)], **kwargs)


class TimeField(forms.TimeField):
    """A time of day, to the minute, or none."""

    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False,
            error_messages={"invalid": NO_TIME},
            **kwargs,
        )

    def to_python(self, value: Any) -> time | None:
        found = super().to_python(value)
        return found and found.replace(second=0, microsecond=0)


def midnight(day: date) -> datetime:
    """Returns the first moment of a day."""
    return timezone.make_aware(datetime.combine(day, time())).astimezone(UTC)


def start_of(day: date, at: time | None) -> datetime:
    """Returns the moment of a time, or of the beginning of the day. Where a time comes twice in a night, the first.

    Raises ValidationError for a time that the night of summer time leaves out.
    """
    return _moment(day, at, fold=0) if at else midnight(day)


def end_of(day: date, last_minute: time | None) -> datetime:
    """Returns the moment at which a minute is over, or the day. Where it comes twice, the second. Raises ValidationError."""
    return _moment(day, last_minute, fold=1) + MINUTE if last_minute is not None else midnight(day + timedelta(days=1))


def _moment(day: date, at: time, *, fold: int) -> datetime:
    naive = datetime.combine(day, at).replace(fold=fold)
    moment = naive.replace(tzinfo=timezone.get_current_timezone()).astimezone(UTC)
    if timezone.make_naive(moment).replace(fold=fold) != naive:
        words = _("On %(day)s this time does not exist: the clocks are put forward. Choose another one.")
        raise ValidationError(words % {"day": full_date(day)}, code="gap")
    return moment


def time_or_none(moment: datetime | None, *, is_end: bool = False) -> time | None:
    """Returns the time of day that a field shows; None for a midnight, and of an end its last minute."""
    if moment is None:
        return None
    local = timezone.localtime(moment)
    if local.time() == time():
        return None
    shown = timezone.localtime(moment - timedelta(microseconds=1)) if is_end else local
    return shown.time().replace(second=0, microsecond=0)


# What is done to a phase of the calendar with one press, and why: it is extended, or taken out.


def reason_field() -> OneLineField:
    return OneLineField(
        label=gettext_lazy("Why"),
        max_length=LONGEST_REASON,
        help_text=gettext_lazy("It stands in the history of the calendar."),
    )


class RemovePhaseForm(forms.Form):
    """Takes a phase out; of one that has begun, it is said why."""

    def __init__(self, data: Any = None, *, phase: Phase, words: Mapping[str, str]) -> None:
        super().__init__(data, initial=dict(words), label_suffix="")
        if phase.state() != "next":
            self.fields["reason"] = reason_field()


class ExtendPhaseForm(RowForm, forms.Form):
    """A later end, with its reason: by a week, or to a day. Save it inside `unchanged()`: it counts from the end shown."""

    ends = forms.CharField(
        label=gettext_lazy("It ends now"), required=False, widget=forms.TextInput(attrs={"readonly": True})
    )
    to = forms.ChoiceField(
        label=gettext_lazy("How long"),
        choices=[("week", gettext_lazy("By a week")), ("day", gettext_lazy("To another day"))],
        widget=forms.RadioSelect,
        initial="week",
    )
    day = DayField(label=gettext_lazy("Last day"), required=False)
    reason = reason_field()

    def __init__(self, data: Any = None, *, phase: Phase, words: Mapping[str, str]) -> None:
        self.phase = phase
        super().__init__(data, initial=dict(words) | self.row_values(phase), label_suffix="")
        self.follow(phase)

    def row_values(self, row: Phase) -> dict[str, Any]:
        return {"ends": until(row)}

    def clean(self) -> None:
        sent = self.cleaned_data
        if sent.get("to") == "day" and "day" in sent and not sent["day"]:
            self.add_error("day", ValidationError(gettext_lazy("Say to which day."), code="half"))
        ends_at = self.later_end()
        if ends_at and self.phase.ends_at and ends_at <= self.phase.ends_at:
            self.add_error("day", ValidationError(gettext_lazy("The phase lasts longer already."), code="backwards"))

    def later_end(self) -> datetime | None:
        sent, before = self.cleaned_data, self.phase.ends_at
        if sent.get("to") == "day":
            return end_of(sent["day"], None) if sent.get("day") else None
        return a_week_after(before) if before else None


def a_week_after(moment: datetime) -> datetime:
    """Returns the same time of day, a week later by the clock of the site."""
    naive = timezone.make_naive(moment) + timedelta(days=7)
    return timezone.make_aware(naive)


# The calendar, a phase at a time: its days and times, by the clock of the site, what it opens, and what is said of it.


SWITCHES = tuple(f"may_{right}" for right in RIGHTS)
MOMENTS = ("first_day", "first_time", "last_day", "last_time")
LONGEST_TEXT = 5_000


class PhaseForm(forms.Form):
    """When a phase runs, what it opens, and what is said of it."""

    name = OneLineField(
        label=gettext_lazy("Name"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Left empty, it is called after its type. A name is not translated."),
    )
    first_day = DayField(label=gettext_lazy("First day"))
    first_time = TimeField(
        label=gettext_lazy("From what time"), help_text=gettext_lazy("Left empty: from the beginning of the day.")
    )
    last_day = DayField(
        label=gettext_lazy("Last day"),
        required=False,
        help_text=gettext_lazy("The phase includes this day. Left empty, the phase continues."),
    )
    last_time = TimeField(
        label=gettext_lazy("Until what time"),
        help_text=gettext_lazy("The last minute of the phase. Left empty: until the end of the day."),
    )
    note = OneLineField(
        label=gettext_lazy("Note"),
        max_length=LONGEST_NOTE,
        required=False,
        help_text=gettext_lazy("A few words. They stand under the phase on the home page."),
    )
    text = forms.CharField(
        label=gettext_lazy("Text"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "data-editor": True}),
        help_text=gettext_lazy("What happens in this phase, for the page of the calendar."),
    )
    may_write = forms.BooleanField(label=gettext_lazy("Pages are written and changed"), required=False)
    may_comment = forms.BooleanField(label=gettext_lazy("People contribute and answer"), required=False)
    may_endorse = forms.BooleanField(
        label=gettext_lazy("People say what is useful, and agree with passages"), required=False
    )
    may_ask = forms.BooleanField(label=gettext_lazy("Questions are asked"), required=False)
    may_nominate = forms.BooleanField(
        label=gettext_lazy("Pages and passages are proposed for the guide"), required=False
    )
    may_register = forms.BooleanField(label=gettext_lazy("People register for sessions"), required=False)

    def __init__(self, data: Any = None, *, row: Phase, shown: Mapping[str, Any], prefix: str | None = None) -> None:
        super().__init__(data, initial=dict(shown), prefix=prefix, label_suffix="")
        self.phase = row

    @property
    def switches(self) -> list[forms.BoundField]:
        return [self[name] for name in SWITCHES]

    def clean(self) -> None:
        sent = self.cleaned_data
        if self.kind_sent == Phase.Kind.OTHER and "name" in sent and not sent["name"]:
            self.add_error("name", ValidationError(gettext_lazy("Give this phase a name."), code="unnamed"))
        if sent.get("last_time") and "last_day" in sent and not sent["last_day"]:
            self.add_error("last_day", ValidationError(gettext_lazy("Give the day for this time."), code="half"))
        starts_at, ends_at = self._moment("first"), self._moment("last")
        if starts_at and ends_at and ends_at <= starts_at:
            is_same_day = sent["first_day"] == sent["last_day"]
            words = gettext_lazy("The end comes before the beginning.") if is_same_day else BACKWARDS
            self.add_error("last_time" if is_same_day else "last_day", ValidationError(words, code="backwards"))
        sent["starts_at"], sent["ends_at"] = starts_at, ends_at

    @property
    def kind_sent(self) -> str:
        return str(self.cleaned_data.get("kind", self.phase.kind))

    def _moment(self, which: str) -> datetime | None:
        day, time = self.cleaned_data.get(f"{which}_day"), self.cleaned_data.get(f"{which}_time")
        if day is None:
            return None
        try:
            return start_of(day, time) if which == "first" else end_of(day, time)
        except ValidationError as refusal:
            self.add_error(f"{which}_time", refusal)
            return None

    def filled_in(self) -> Phase:
        """Returns the phase with what was sent, unsaved."""
        phase = self.phase
        for name in ("name", "starts_at", "ends_at", "note", "text", *SWITCHES):
            setattr(phase, name, self.cleaned_data[name])
        return phase


BACKWARDS = gettext_lazy("The last day comes before the first one.")


class ChangePhaseForm(RowForm, PhaseForm):
    """A phase that begins or ends at an odd second does so until its day or its time is changed. Of one that has begun, it is
    said why.
    """

    def __init__(self, data: Any = None, *, row: Phase, words: Mapping[str, str]) -> None:
        super().__init__(data, row=row, shown=self.row_values(row) | dict(words))
        if row.state() != "next":
            self.fields["reason"] = reason_field()
        self.follow(row)

    def row_values(self, row: Phase) -> dict[str, Any]:
        words = {name: getattr(row, name) for name in ("name", "note", "text", *SWITCHES)}
        return words | dict(zip(MOMENTS, moments_of(row), strict=True))

    def filled_in(self) -> Phase:
        before = Phase.objects.get(pk=self.phase.pk)
        phase, shown = super().filled_in(), moments_of(before)
        sent = tuple(self.cleaned_data[name] for name in MOMENTS)
        if sent[:2] == shown[:2]:
            phase.starts_at = before.starts_at
        if sent[2:] == shown[2:]:
            phase.ends_at = before.ends_at
        return phase


class NewPhaseForm(PhaseForm):
    """A phase that the calendar has not yet."""

    field_order = ("kind", "name")

    kind = forms.ChoiceField(label=gettext_lazy("Type"), choices=Phase.Kind.choices)

    def __init__(self, data: Any = None, *, words: Mapping[str, str]) -> None:
        super().__init__(data, row=Phase(), shown=words)

    def filled_in(self) -> Phase:
        phase = super().filled_in()
        phase.kind = self.cleaned_data["kind"]
        return phase


class ProposedPhaseForm(PhaseForm):
    """One phase of the proposal: left without its days, it is not part of the calendar."""

    def __init__(self, data: Any = None, *, kind: str, values: Mapping[str, Any], draft: Mapping[str, str]) -> None:
        """A draft holds no box that is not ticked."""
        boxes = {name: name.removeprefix("may_") in USUAL_RIGHTS.get(kind, ()) for name in SWITCHES}
        shown: dict[str, Any] = {**values, **(dict.fromkeys(SWITCHES, "") if draft else boxes)}
        shown |= {name: draft[f"{kind}-{name}"] for name in self.base_fields if f"{kind}-{name}" in draft}
        super().__init__(data, row=Phase(kind=kind), shown=shown, prefix=kind)
        self.fields["first_day"].required = False

    def clean(self) -> None:
        super().clean()
        if (
            self.cleaned_data.get("last_day")
            and not self.cleaned_data.get("first_day")
            and "first_day" not in self.errors
        ):
            self.add_error("first_day", ValidationError(gettext_lazy("Give its first day as well."), code="half"))

    @property
    def is_wanted(self) -> bool:
        return bool(self.cleaned_data.get("first_day"))


def moments_of(phase: Phase) -> tuple[Any, Any, Any, Any]:
    """Returns what the fields show: the first day and its time, the last day and its last minute."""
    return (phase.first_day, time_or_none(phase.starts_at), phase.last_day, time_or_none(phase.ends_at, is_end=True))
