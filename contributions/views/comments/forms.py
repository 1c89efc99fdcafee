"""The forms of comments. What a text may be, the verbs decide; these hold what was typed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from common.caching import placeholders
from common.forms.fields import CleanCharField
from common.markup import one_line
from contributions.comments.kinds import CommentKind
from contributions.comments.models import Comment
from contributions.pages.models import Page
from contributions.revision_views.forms import BaseVersionField, BodyField
from contributions.revisions import TITLE_LENGTH
from contributions.views.pages.forms import TitleForm


class TextField(BodyField):
    def __init__(self, *, rows: int = 4, placeholder: Any = "") -> None:
        attrs = {"rows": rows} | ({"placeholder": placeholder} if placeholder else {})
        super().__init__(required=False, strip=False, label=_("Your text"), widget=forms.Textarea(attrs=attrs))


class CommentForm(forms.Form):
    """One box. The token is good for one contribution: a second use leads to the first."""

    body = TextField()
    token = CleanCharField(required=False, widget=forms.HiddenInput)
    kind = CleanCharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, label: Any = "", placeholder: Any = "", rows: int = 4, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("token", placeholders.one_time_token("token"))
        self.fields["body"].label = label or self.fields["body"].label
        self.fields["body"].widget.attrs |= {"rows": rows} | ({"placeholder": placeholder} if placeholder else {})

    def clean_token(self) -> UUID | None:
        try:
            return UUID(self.cleaned_data["token"])
        except ValueError:
            return None

    def clean_kind(self) -> str:
        """A nuance may be asked for by its button; whatever else stands here is guessed."""
        return CommentKind.NUANCE if self.cleaned_data["kind"] == CommentKind.NUANCE else ""


class CorrectCommentForm(forms.Form):
    """Correcting what one said, and what kind of thing it is."""

    body = TextField(rows=6)
    kind = forms.ChoiceField(
        label=_("What this is"), choices=CommentKind.choices, required=False, widget=forms.RadioSelect
    )
    base_version = BaseVersionField()

    def __init__(self, data: Any = None, *, comment: Comment, initial: dict[str, Any] | None = None) -> None:
        as_it_stands = {"body": comment.body, "kind": comment.kind, "base_version": comment.version}
        super().__init__(data, initial=as_it_stands | (initial or {}))
        if comment.reply_to_id is None:
            self.fields["kind"].choices = [one for one in CommentKind.choices if one[0] != CommentKind.ANSWER]  # type: ignore[attr-defined]

    def begin_again_from(self, version: int) -> None:
        """What was typed stays, and stands above this version when it is sent again."""
        data = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict, which is not to be changed itself
        data["base_version"] = str(version)
        self.data = data


class OpenPageForm(TitleForm):
    """The title of a page that begins with what was said."""

    title = CleanCharField(
        label=_("The title of the new page"),
        required=False,
        widget=forms.TextInput(attrs={"maxlength": TITLE_LENGTH}),
    )


class IncorporateForm(forms.Form):
    """Which page takes it up."""

    page = CleanCharField(
        label=_("The title of the page"), required=False, widget=forms.TextInput(attrs={"list": "titles"})
    )

    def clean_page(self) -> Page:
        title = one_line(self.cleaned_data["page"])
        found = Page.objects.visible().with_title(title).select_related("theme").first() if title else None
        if found is None:
            raise forms.ValidationError(
                _("No page has this title. Choose one from the list, or open a page."), code="none"
            )
        return found
