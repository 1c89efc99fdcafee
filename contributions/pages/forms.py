"""The forms of the wiki. What a title or a text may be, the verbs decide; these keep what was typed."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import Attribution, User
from contributions.pages.titles import clean_title
from contributions.pages.traces import Hiding
from contributions.revision_screens import CleanCharField, RevisionForm, SummaryField, TextForm
from contributions.revisions import TITLE_LENGTH
from themes.models import Theme


class PageForm(RevisionForm):
    """Improving a page."""

    def clean_title(self) -> str:
        return clean_title(self.cleaned_data["title"])


class SectionForm(RevisionForm):
    """Improving one section of a page, whose title stays as it is."""

    title = None  # type: ignore[assignment]
    section = CleanCharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, section_title: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.section_title = section_title
        if section_title:  # what the summary will be where none is typed
            self.fields["summary"].widget.attrs["placeholder"] = section_title


class NewPageForm(TextForm):
    """Writing a page. The token is good for one page: a second use leads to the page of the first."""

    token = CleanCharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["token"] = str(uuid4())

    def clean_title(self) -> str:
        return clean_title(self.cleaned_data["title"])

    def clean_token(self) -> UUID | None:
        try:
            return UUID(self.cleaned_data["token"])
        except ValueError:
            return None


class MoveForm(forms.Form):
    """Another title, another theme."""

    title = CleanCharField(label=_("Title"), required=False, widget=forms.TextInput(attrs={"maxlength": TITLE_LENGTH}))
    theme = forms.ModelChoiceField(label=_("Question"), queryset=Theme.objects.all(), empty_label=None)
    summary = SummaryField(label=_("In a word, why?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].label_from_instance = lambda theme: f"{theme.number}. {theme.question}"  # type: ignore[attr-defined]

    def clean_title(self) -> str:
        return clean_title(self.cleaned_data["title"])


class HideForm(forms.Form):
    """Why a page is hidden."""

    reason = CleanCharField(
        label=_("Why?"),
        required=False,
        max_length=Hiding._meta.get_field("reason").max_length,
        help_text=_("The editors read it; it stays beside the page until it is shown again."),
    )


class ChangesFilter(forms.Form):
    """What the recent changes are narrowed to. What makes no sense is left out, never an error."""

    theme = forms.ModelChoiceField(
        label=_("Question"), queryset=Theme.objects.all(), to_field_name="slug", required=False, empty_label=_("All")
    )
    person = CleanCharField(
        label=_("Person"), required=False, widget=forms.TextInput(attrs={"placeholder": _("first name, or user name")})
    )
    hide_minor = forms.BooleanField(label=_("Without details"), required=False)

    def __init__(self, query: QueryDict) -> None:
        super().__init__(query)
        self.fields["theme"].label_from_instance = lambda theme: f"{theme.number}. {theme.short_title}"  # type: ignore[attr-defined]
        self.is_valid()

    @property
    def chosen_theme(self) -> Theme | None:
        return self.cleaned_data.get("theme")

    @property
    def handle(self) -> str:
        return str(self.cleaned_data.get("person", ""))

    @property
    def leaves_out_minor(self) -> bool:
        return bool(self.cleaned_data.get("hide_minor"))

    def chosen_person(self) -> User | None:
        """Whoever has this user name, or, alone, this name as she chose to be named."""
        if not self.handle:
            return None
        return User.objects.by_handle(self.handle).first() or self._person_named(self.handle)

    def _person_named(self, name: str) -> User | None:
        first_name, *_surname = name.split()
        people = User.objects.filter(first_name__iexact=first_name).exclude(attribution=Attribution.ANONYMOUS)[:100]
        found = [
            person for person in people if name.casefold() in {person.public_name.casefold(), first_name.casefold()}
        ]
        return found[0] if len(found) == 1 else None
