"""What an editor is asked when she merges, names a duplicate, or does not keep a text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from common.forms.fields import CleanCharField
from contributions.models import Comment, Page
from guide.decisions.models import WORDS_LENGTH, Reason
from guide.desk.submission_detail import PROPOSED, SimilarText, SimilarTexts, page_titled, text_named
from guide.desk.waiting import TextKey

TITLE_LENGTH = 200


class NotKeptForm(forms.Form):
    """Why a text is not kept: a reason from the list, and a line of the editor's own."""

    reason = forms.TypedChoiceField(
        label=_("Why?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason."), "invalid_choice": _("Choose a reason.")},
    )
    words = CleanCharField(
        label=_("Write your own"),
        required=False,
        max_length=WORDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The author reads it under the reason. Leave it empty for none."),
    )

    def __init__(self, data: QueryDict | None = None, **kwargs: Any) -> None:
        super().__init__(data, auto_id="not-kept-%s", **kwargs)
        offered = {
            str(reason.pk): reason for reason in Reason.objects.filter(retired_at=None) or Reason.objects.offered()
        }
        self.fields["reason"].choices = [(key, reason.label) for key, reason in offered.items()]  # type: ignore[attr-defined]
        self.fields["reason"].coerce = offered.__getitem__  # type: ignore[attr-defined]

    @property
    def rows(self) -> list[tuple[str, str, bool]]:
        """The reasons that are offered, by their keys, and whether each is marked."""
        marked = str(self["reason"].value() or "")
        return [(key, label, key == marked) for key, label in self.fields["reason"].choices]  # type: ignore[attr-defined]


class TargetTextForm(forms.Form):
    """Another text: one of those proposed, or a page by its title. `chosen` is that text."""

    of = forms.ChoiceField(label=_("Proposed"), required=False, widget=forms.RadioSelect)
    other = CleanCharField(
        label=_("Another page, by its title"),
        required=False,
        max_length=TITLE_LENGTH,
        widget=forms.TextInput(attrs={"list": "desk-titles", "autocomplete": "off"}),
    )
    chosen: Page | Comment

    def __init__(
        self, data: QueryDict | None = None, *, proposed: Sequence[SimilarText], name: str, **kwargs: Any
    ) -> None:
        super().__init__(data, auto_id=f"{name}-%s", **kwargs)
        self.proposed = {str(text.key): text for text in proposed}
        self.fields["of"].choices = [(key, key) for key in self.proposed]  # type: ignore[attr-defined]
        if data is None and proposed and not self.initial.get("other"):
            self.initial.setdefault("of", next(iter(self.proposed)))

    @property
    def rows(self) -> list[tuple[str, SimilarText, bool]]:
        """What is proposed, and whether it is marked."""
        marked = str(self["of"].value() or "")
        return [(key, text, key == marked) for key, text in self.proposed.items()]

    def clean(self) -> dict[str, Any]:
        """A title that was typed counts before what was marked."""
        sent = self.cleaned_data
        if sent.get("other"):
            try:
                self.chosen = page_titled(sent["other"])
            except ValidationError as refusal:
                self.add_error("other", refusal)
        elif sent.get("of"):
            self.chosen = text_named(self.proposed[sent["of"]].key)
        elif not self.errors:
            raise ValidationError(_("Choose a text, or type the title of a page."))
        return sent


def merging(text: Page | Comment, found: SimilarTexts, data: QueryDict | None = None, **kwargs: Any) -> TargetTextForm:
    """A text goes into a page: what was said about a page, into that page first."""
    own = None if isinstance(text, Page) else text.page
    if own is None:
        return TargetTextForm(data, proposed=found.pages, name="merge", **kwargs)
    first = SimilarText(TextKey.of_text(own), "", title=own.title)
    others = [page for page in found.pages if page.key != first.key]
    return TargetTextForm(data, proposed=[first, *others][:PROPOSED], name="merge", **kwargs)


def duplicates(found: SimilarTexts, data: QueryDict | None = None, **kwargs: Any) -> TargetTextForm:
    return TargetTextForm(data, proposed=found.texts, name="duplicate", **kwargs)
