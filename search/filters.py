"""What a search is narrowed to, and how the address says it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from accounts import access
from accounts.models import User
from accounts.people.picking import PersonField
from campaign.site_forms import FirstLanguageSelect
from common.forms.fields import CleanCharField
from contributions.views.recent_changes import PersonFilter
from search.models import ResultKind, ResultState
from search.query import LONGEST, Audience, ParsedQuery, Query, ResultOrder, SearchRequest
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


# What a search is narrowed to, as it stands in the address. What makes no sense is left out, never an error.


FOLDED = ("theme", "state", "person", "since", "until", "order")
NARROWING = (*FOLDED, "kind")


class SearchForm(PersonFilter):
    data: QueryDict

    q = CleanCharField(
        label=_("What are you looking for?"),
        required=False,
        widget=forms.TextInput(
            attrs={"type": "search", "maxlength": LONGEST, "autocomplete": "off", "enterkeyhint": "search"}
        ),
    )
    theme = forms.ModelChoiceField(
        label=pgettext_lazy("of the guide", "Question"),
        queryset=Theme.objects.all(),
        to_field_name="slug",
        required=False,
        empty_label=pgettext_lazy("questions of the guide", "All"),
        widget=FirstLanguageSelect,
    )
    state = forms.ChoiceField(
        label=_("State"), choices=[("", pgettext_lazy("states", "All")), *ResultState.choices], required=False
    )
    person = PersonField()
    since = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    order = forms.ChoiceField(label=_("Order"), choices=ResultOrder.choices, required=False)
    kind = forms.ChoiceField(
        choices=[("", _("Everything")), *ResultKind.choices], required=False, widget=forms.HiddenInput()
    )
    page = forms.IntegerField(min_value=1, max_value=60, required=False, widget=forms.HiddenInput())

    def __init__(self, query: QueryDict) -> None:
        super().__init__(query)
        self.fields["theme"].label_from_instance = lambda theme: f"{theme.number}. {theme.short_title}"  # type: ignore[attr-defined]

    @property
    def question(self) -> str:
        return str(self.value("q") or "")

    @property
    def problem(self) -> str:
        """What keeps anything from being found, whatever is written here; empty as a rule."""
        since, until = self.value("since"), self.value("until")
        if since and until and since > until:
            return gettext("The first day lies after the last one: nothing can have been written in between.")
        parts = Query.read(self.question).parts
        if parts and all(part.is_unwanted for part in parts):
            return gettext("This says only what is not wanted: write a word to look for in front of it.")
        return ""

    @property
    def has_words(self) -> bool:
        """Whether something is asked that a text could say: signs and the words that every text has are nothing."""
        return bool(Query.read(self.question).readings)

    @property
    def is_narrow(self) -> bool:
        """Whether anything but the words narrows the search."""
        return any(self.value(name) for name in ("theme", "state", "person", "since", "until", "kind"))

    @property
    def is_refined(self) -> bool:
        """Whether the fields that are folded away say something."""
        return any(self.value(name) for name in FOLDED)

    @property
    def folded_as(self) -> str:
        """See `as_everybody_sees`."""
        return self.as_everybody_sees(*FOLDED)

    @property
    def filters(self) -> dict[str, Any]:
        """As `find` takes them."""
        kind, state = self.value("kind"), self.value("state")
        return {
            "kinds": [ResultKind(kind)] if kind else [],
            "theme": self.value("theme"),
            "person": self.chosen_person,
            "since": self.value("since"),
            "until": self.value("until"),
            "state": ResultState(state) if state else None,
            "order": ResultOrder(self.value("order") or ""),
            "page": self.value("page") or 1,
        }
