"""What is asked about candidates and votes."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.forms.fields import CleanCharField
from common.paging import parse_int

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from guide.candidates.models import Candidate

LONGEST_VOTE = timedelta(days=60)
USUAL_VOTE = timedelta(days=7)
FIGURES = 9


def whole_number(text: str) -> int | None:
    """What a form or an address names by a number; None for anything else."""
    return parse_int(text, digits=FIGURES)


class NominationForm(forms.Form):
    reason = CleanCharField(
        label=_("Why?"), max_length=300, help_text=_("One sentence is enough: the editors read it beside the page.")
    )


class DropForm(forms.Form):
    why = CleanCharField(
        label=_("Why?"),
        max_length=300,
        help_text=_("One sentence that its author may read: everybody signed in sees how the choice was made."),
        error_messages={"required": _("Say why: everybody can read it.")},
    )


class PollForm(forms.Form):
    """A vote for a place of a theme: which candidates, and the last day on which one may vote."""

    place = forms.TypedChoiceField(
        label=_("Place"), coerce=int, error_messages={"invalid_choice": _("The guide has no such place.")}
    )
    candidates = forms.TypedMultipleChoiceField(
        label=_("Candidates"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least two candidates.")},
    )
    closes_on = forms.DateField(
        label=_("Last day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The vote closes at the end of this day, or earlier if an editor closes it."),
    )

    def __init__(
        self, data: Mapping[str, Any] | None, *, places: Sequence[int], rows: Sequence[Candidate], **rest: Any
    ):
        super().__init__(data, **rest)
        self.fields["place"].choices = [(number, number) for number in places]  # type: ignore[attr-defined]
        self.fields["candidates"].choices = [(row.pk, row.label_html) for row in rows]  # type: ignore[attr-defined]
        self.rows = {row.pk: row for row in rows}

    def clean_candidates(self) -> list[Candidate]:
        return [self.rows[key] for key in self.cleaned_data["candidates"]]

    def clean_closes_on(self) -> date:
        day: date = self.cleaned_data["closes_on"]
        if day > timezone.localdate() + LONGEST_VOTE:
            raise ValidationError(_("A vote can be open for at most sixty days."), code="far")
        return day

    @property
    def closes_at(self) -> datetime:
        """The midnight that ends the day."""
        day: date = self.cleaned_data["closes_on"] + timedelta(days=1)
        return timezone.make_aware(datetime.combine(day, time()))


class BallotForm(forms.Form):
    """A rank for each candidate: the same number twice ranks them equal."""

    why = CleanCharField(
        label=_("Why, in a line"),
        required=False,
        max_length=300,
        help_text=_("Read with your ranking once the vote is closed."),
    )

    def __init__(
        self, data: Mapping[str, Any] | None, *, rows: Sequence[Candidate], ranks: Mapping[int, int], **rest: Any
    ):
        super().__init__(data, **rest)
        for place, row in enumerate(rows, start=1):
            self.fields[f"rank_{row.pk}"] = forms.IntegerField(
                label=row.label,
                min_value=1,
                max_value=99,
                initial=ranks.get(row.pk, place),
                error_messages={"required": _("Give it a number."), "invalid": _("Give it a number.")},
            )
        self.rows = {row.pk: row for row in rows}

    @property
    def lines(self) -> list[tuple[Candidate, forms.BoundField]]:
        """In the order of their numbers, as they were typed or as they stand."""
        lines = [(row, self[f"rank_{key}"]) for key, row in self.rows.items()]
        return sorted(lines, key=lambda line: whole_number(str(line[1].value() or "")) or 100)

    @property
    def ranks(self) -> list[list[int]]:
        """Groups of keys, the best first."""
        given = {key: self.cleaned_data[f"rank_{key}"] for key in self.rows}
        return [[key for key in given if given[key] == rank] for rank in sorted(set(given.values()))]
