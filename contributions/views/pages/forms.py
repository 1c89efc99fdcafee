"""A form that gives a page its title: where another page has one that looks the same, it asks once."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from campaign.site_forms import FirstLanguageSelect
from common.forms.fields import CleanCharField
from common.forms.unchanged import RowForm
from contributions.pages.models import Page
from contributions.pages.titles import clean_title
from contributions.revision_views import RevisionForm, SummaryField, TextForm
from contributions.revisions import TITLE_LENGTH
from themes.models import Theme


class TitleForm(forms.Form):
    """Refuses a title that a reader would take for another page's, until the form is sent again with it.

    `page` is the one that has or gets the title, None for a new one; `lookalike` is the other page, for the template
    contributions/pages/_similar_title.html, which stands inside of the form.
    """

    page: Page | None = None
    lookalike: Page | None = None

    def clean_title(self) -> str:
        title = clean_title(self.cleaned_data["title"])
        if self.page is None or title != self.page.title:
            self._ask_about_lookalike(title)
        return title

    def _ask_about_lookalike(self, title: str) -> None:
        others = Page.objects.visible().looking_like(title).select_related("theme")
        self.lookalike = (others.exclude(pk=self.page.pk) if self.page else others).first()
        if self.lookalike is not None and self.data.get("keeps_title") != title:
            raise forms.ValidationError(
                _("Another page has a title that looks like this one. Choose another title, or send this form again."),
                code="looks_alike",
            )


# The forms of the wiki. What a title or a text may be, the verbs decide; these hold what was typed.


class PageForm(TitleForm, RevisionForm):
    """Improving a page."""

    def __init__(self, *args: Any, page: Page, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page = page


class SectionForm(RevisionForm):
    """Improving one section of a page, whose title stays as it is."""

    title = None  # type: ignore[assignment]
    section = CleanCharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, section_title: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.section_title = section_title
        if section_title:  # what the summary will be where none is typed
            self.fields["summary"].widget.attrs["placeholder"] = section_title


class NewPageForm(TitleForm, TextForm):
    """Writing a page. The token is good for one page: a second use leads to the page of the first."""

    token = CleanCharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["token"] = str(uuid4())

    def clean_token(self) -> UUID | None:
        try:
            return UUID(self.cleaned_data["token"])
        except ValueError:
            return None


class MoveForm(RowForm, TitleForm):
    """Another title, another theme."""

    title = CleanCharField(
        label=gettext_lazy("Title"), required=False, widget=forms.TextInput(attrs={"maxlength": TITLE_LENGTH})
    )
    theme = forms.ModelChoiceField(
        label=pgettext_lazy("of the guide", "Question"),
        queryset=Theme.objects.all(),
        empty_label=None,
        widget=FirstLanguageSelect,
    )
    summary = SummaryField(label=gettext_lazy("In a word, why?"))

    def __init__(self, *args: Any, page: Page, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page = page
        self.fields["theme"].label_from_instance = lambda theme: f"{theme.number}. {theme.question}"  # type: ignore[attr-defined]
        self.follow(page)

    @property
    def words(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("title", "theme", "summary")}
