"""The forms of merging and splitting. What a title or a text may be, the verbs decide; these hold what was typed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campaign.site_settings.first_language import first_language_words
from common import markup
from common.forms.fields import CleanCharField
from common.markup import one_line
from contributions.pages.models import Page
from contributions.revision_views import SummaryField, TextForm
from contributions.revision_views.forms import BaseVersionField
from contributions.revisions import TITLE_LENGTH
from contributions.views.pages.title_forms import TitleForm


class TargetForm(forms.Form):
    """Which page takes the other one in."""

    into = CleanCharField(
        label=_("The title of the page that stays"),
        required=False,
        help_text=_("The other one leads there afterwards, with all that was said about it."),
        widget=forms.TextInput(attrs={"list": "titles"}),
    )

    def __init__(self, *args: Any, source: Page, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.source = source

    def clean_into(self) -> Page:
        title = one_line(self.cleaned_data["into"])
        found = Page.objects.visible().with_title(title).select_related("theme").first() if title else None
        if found is None:
            raise forms.ValidationError(_("No page has this title. Choose one of the list."), code="none")
        if found.pk == self.source.pk:
            raise forms.ValidationError(_("This is the same page: choose another one."), code="same")
        return found


class MergeForm(TextForm):
    """The text that the two pages have together, and the versions that it was made of."""

    title = None  # type: ignore[assignment]
    summary = SummaryField(
        label=_("Why are they merged?"),
        widget=forms.TextInput(attrs={"form": "writing", "placeholder": _("Why are they merged? (optional)")}),
    )
    into = CleanCharField(required=False, widget=forms.HiddenInput)
    source_version = BaseVersionField()
    target_version = BaseVersionField()

    def begin_again(self, *, body: str, source: int, target: int) -> None:
        """The same form above the newest versions."""
        data = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict, which is not to be changed itself
        data["body"], data["source_version"], data["target_version"] = body, str(source), str(target)
        self.data = data


class SplitForm(TitleForm):
    """Which sections become a page of their own, and what it is called."""

    sections = forms.MultipleChoiceField(
        label=_("The sections that go"), required=False, widget=forms.CheckboxSelectMultiple
    )
    title = CleanCharField(
        label=_("The title of the new page"),
        required=False,
        widget=forms.TextInput(attrs={"maxlength": TITLE_LENGTH}),
    )
    leaves_link = forms.BooleanField(label=_("Leave a link to it in their place"), required=False, initial=True)
    base_version = BaseVersionField()

    def __init__(self, *args: Any, sections: tuple[markup.MarkdownSection, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.heading.id, first_language_words(one.heading.title)) for one in sections]
        self.fields["sections"].choices = choices  # type: ignore[attr-defined]

    def begin_again_from(self, version: int) -> None:
        """What was chosen stays, above this version."""
        data = self.data.copy()  # type: ignore[attr-defined]
        data["base_version"] = str(version)
        self.data = data
