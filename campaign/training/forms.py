"""What organisers fill in of a session; what may stand there the model decides.

What each version of a session changed, for its organisers: by whom, when, and what stood there before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any, ClassVar

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.people.picking import PersonField, Pick, pick
from campaign.settings_history import SettingsVersion, versions_of
from campaign.training.models import MOST_SEATS, Registration, Slides, TrainingSession
from common.forms.fields import WHOSE_CLOCK, CleanCharField, CountField, MomentField
from common.forms.unchanged import RowForm, RowModelForm
from common.words.dates import date_and_time, time_of_day
from common.words.text_lists import side_by_side

LINES = ("title", "place", "room", "address", "speakers")


class SessionForm(RowModelForm[TrainingSession]):
    """A new session, or one that is changed: its row is written by `plan` and `change`."""

    starts_at = MomentField(label=_("Starts"), help_text=WHOSE_CLOCK)
    ends_at = MomentField(label=_("Ends"))
    description = CleanCharField(
        label=_("What it is about"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8, "data-editor": True}),
    )

    class Meta:
        model = TrainingSession
        fields = (
            "title",
            "kind",
            "starts_at",
            "ends_at",
            "place",
            "room",
            "address",
            "online_url",
            "speakers",
            "capacity",
            "reserved",
            "description",
        )
        field_classes: ClassVar[dict[str, Any]] = dict.fromkeys(LINES, CleanCharField)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})
        self.fields["online_url"].assume_scheme = "https"  # type: ignore[attr-defined]

    @property
    def values(self) -> dict[str, Any]:
        """Returns what was sent, by field, for `TrainingSession.change`."""
        return {name: self.cleaned_data[name] for name in self._meta.fields or () if name in self.cleaned_data}


class SummaryForm(RowModelForm[TrainingSession]):
    """What was said at a session: its row is written by `summarise`."""

    summary = CleanCharField(
        label=_("Summary"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 14, "data-editor": True}),
    )

    class Meta:
        model = TrainingSession
        fields = ("summary",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})


class SlidesForm(forms.Form):
    """Slides; those that they take the place of, where they do."""

    file = forms.FileField(
        label=_("Slides: PDF, ODP or PPTX"),
        help_text=_(
            "They are stored as they are, with what they say of their author. Slides of another kind, or with macros:"
            " save them as a PDF first."
        ),
        widget=forms.FileInput(attrs={"accept": ".pdf,.odp,.pptx"}),
        error_messages={"required": _("Choose a file first.")},
    )
    replaces = forms.ModelChoiceField(
        label=_("It replaces"), required=False, queryset=Slides.objects.none(), empty_label=_("nothing")
    )

    def __init__(self, *args: Any, session: TrainingSession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})
        self.fields["replaces"].queryset = session.slides.shown()  # type: ignore[attr-defined]


class CancelSessionForm(forms.Form):
    """Why a session does not take place."""

    reason = CleanCharField(
        label=_("Why it does not take place"),
        max_length=500,
        help_text=_("Whoever has a seat, or waits for one, reads it in a letter."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})


class AddPersonForm(forms.Form):
    """Whom an organiser adds."""

    person = PersonField(label=_("Who"), required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})

    def clean_person(self) -> User:
        found = pick(self.cleaned_data["person"])
        if found.person is None:
            raise forms.ValidationError(_which_one(found), code="nobody")
        return found.person


def _which_one(found: Pick) -> str:
    if not found.several:
        return str(_("Nobody has this name here."))
    names = side_by_side(f"{one.public_name} ({one.username})" for one in found.several)
    return str(_("Several people may be meant: %(names)s. Write one of the names in brackets.")) % {"names": names}


class AttendanceForm(RowForm, forms.Form):
    """Who came, of those who have a seat; and how many without an account."""

    came = forms.MultipleChoiceField(
        label=_("Who came"), required=False, widget=forms.CheckboxSelectMultiple, choices=()
    )
    guest_count = CountField(
        label=_("Others who came"),
        help_text=_("People without an account here, as a number."),
        min_value=0,
        max_value=MOST_SEATS,
    )

    def __init__(self, *args: Any, session: TrainingSession, rows: Iterable[Registration], **kwargs: Any) -> None:
        rows = list(rows)
        there = [str(row.pk) for row in rows if row.came_at]
        initial = {"came": there, "guest_count": session.guest_count}
        super().__init__(*args, **kwargs | {"label_suffix": "", "initial": initial})
        self.fields["came"].choices = [(str(row.pk), _name_on_sheet(row)) for row in rows]  # type: ignore[attr-defined]
        self.follow(session)

    def row_values(self, row: TrainingSession) -> Mapping[str, Any]:
        there = row.registrations.registered().filter(came_at__isnull=False).values_list("pk", flat=True)
        return {"came": {str(key) for key in there}, "guest_count": row.guest_count}

    def clean_came(self) -> set[str]:
        return set(self.cleaned_data["came"])


def _name_on_sheet(row: Registration) -> str:
    at = time_of_day(row.came_at) if row.came_at else ""
    return side_by_side(part for part in (str(row.person), row.person.site, at) if part)


FIELDS = (*SessionForm.Meta.fields, "cancelled_at", "cancel_reason", "guest_count", "summary")
TYPED = {"title", "place", "room", "address", "speakers", "description", "cancel_reason", "summary"}


def changes_of_session(rows: Sequence[Any]) -> list[SettingsVersion]:
    typed = [_label(name) for name in TYPED]
    return versions_of(rows, _values, typed=typed, author=attrgetter("public_name"))


def _values(row: Any) -> dict[str, str]:
    return {_label(name): _shown(row, name) for name in FIELDS}


def _shown(row: Any, name: str) -> str:
    value = getattr(row, name)
    if name == "kind":
        return str(TrainingSession.Kind(value).label)
    if isinstance(value, datetime):
        return date_and_time(value)
    return str(value or "")


def _label(name: str) -> str:
    return capfirst(str(TrainingSession._meta.get_field(name).verbose_name))  # type: ignore[union-attr]
