"""What the list of what is new is narrowed to. What makes no sense is left out, never an error."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts import access
from accounts.models import User
from accounts.people.person_field import PersonField
from accounts.people.picking import Pick, pick
from campaign.site_forms import FirstLanguageSelect
from contributions.recent_changes.sources import KINDS, ChangesQuery
from themes.models import Theme

PERIODS = {"day": 1, "week": 7, "month": 30}


class LenientForm(forms.Form):
    """A form of filters in the address: read as soon as it is made."""

    def __init__(self, query: QueryDict) -> None:
        super().__init__(query, label_suffix="")
        self.is_valid()

    def value(self, name: str) -> Any:
        return self.cleaned_data.get(name)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is asked for: then a list that is empty may have more without it."""
        return any(self.data.get(name) for name in self.fields)

    def as_query(self) -> dict[str, str]:
        """The fields as they go into the address of the next page."""
        return {name: self.data[name] for name in self.fields if self.data.get(name) and name in self.cleaned_data}

    def as_everybody_sees(self, *names: str) -> str:
        """What these fields look like as long as none of them is filled in, for the key of a fragment: the themes that can
        be chosen. Nothing where one is filled in. One query; drawing six fields takes 2 ms.
        """
        if any(self.data.get(name) for name in names):
            return ""
        themes = list(Theme.objects.values_list("slug", "number", "short_title"))
        known = [(slug, f"{number}. {title}") for slug, number, title in themes]
        self.fields["theme"].choices = [("", pgettext_lazy("questions of the guide", "All")), *known]  # type: ignore[attr-defined]  # so that drawing asks no more
        return repr(themes)


class PersonFilter(LenientForm):
    """A filter one of whose fields, `person_field`, names somebody."""

    person_field = "person"

    @cached_property
    def picked(self) -> Pick:
        return pick(self.named)

    @property
    def named(self) -> str:
        return str(self.value(self.person_field) or "")

    @property
    def chosen_person(self) -> User | None:
        return self.picked.person

    @property
    def is_of_nobody(self) -> bool:
        """Somebody is asked for whom nobody knows, or who may be several people."""
        return bool(self.named) and self.chosen_person is None

    @property
    def may_be_meant(self) -> list[tuple[User, str]]:
        """The people among whom to choose, each with the address that does."""
        return [(one, urlencode(self.as_query() | {self.person_field: one.handle})) for one in self.picked.several]


def period_field() -> forms.ChoiceField:
    choices = [("", _("At any time")), ("day", _("Today")), ("week", _("In 7 days")), ("month", _("In 30 days"))]
    return forms.ChoiceField(label=_("When"), choices=choices, required=False)


def beginning_of(period: str) -> datetime | None:
    """When the chosen days began; "day" is today alone."""
    if period not in PERIODS:
        return None
    day = timezone.localdate() - timedelta(days=PERIODS[period] - 1)
    return timezone.make_aware(datetime.combine(day, time.min))


class ChangesFilter(PersonFilter):
    theme = forms.ModelChoiceField(
        label=pgettext_lazy("of the guide", "Question"),
        queryset=Theme.objects.all(),
        to_field_name="slug",
        required=False,
        empty_label=pgettext_lazy("questions of the guide", "All"),
        widget=FirstLanguageSelect,
    )
    kind = forms.ChoiceField(label=_("What"), choices=[("", _("Everything")), *KINDS.items()], required=False)
    person = PersonField()
    period = period_field()
    hide_minor = forms.BooleanField(label=_("Hide minor changes"), required=False)
    unreviewed = forms.BooleanField(label=_("Not read yet"), required=False)
    new_people = forms.BooleanField(label=_("By new people"), required=False)

    def __init__(self, query: QueryDict, reader: access.Person) -> None:
        super().__init__(query)
        self.fields["theme"].label_from_instance = lambda theme: f"{theme.number}. {theme.short_title}"  # type: ignore[attr-defined]
        if not access.is_editor(reader):
            for name in ("unreviewed", "new_people"):
                del self.fields[name]
                self.cleaned_data.pop(name, None)

    @property
    def drawn_as(self) -> str:
        """See `as_everybody_sees`."""
        return self.as_everybody_sees(*self.fields)

    def wanted(self) -> ChangesQuery:
        return ChangesQuery(
            theme=self.value("theme"),
            kind=self.value("kind") or "",
            person=self.chosen_person,
            since=beginning_of(self.value("period") or ""),
            without_details=bool(self.value("hide_minor")),
            unreviewed=bool(self.value("unreviewed")),
            by_new_people=bool(self.value("new_people")),
        )
