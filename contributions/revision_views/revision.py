"""One revision, read as it stood.

The fields by which a text is revised. Whatever was typed is cleaned first, and shown again on every error.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from campaign.languages import first_language
from common import markup
from common.forms.fields import CleanCharField
from common.markup import one_line
from common.paging import parse_int
from contributions.history_models import SUMMARY_LENGTH, RevisionDetails
from contributions.mentions import as_written
from contributions.revision_html import revision_html
from contributions.revisions import TITLE_LENGTH, Revisioned, UnknownVersion

LARGEST_VERSION = 2**31 - 1
VERSION_DIGITS = 9  # any number of so many is smaller


@dataclass(frozen=True)
class RevisionScreen:
    """A revision for templates/parts/history/revision.html. Where it cannot be laid out, `html` is None: show its source."""

    text: Revisioned
    revision: RevisionDetails
    html: str | None

    @property
    def is_newest(self) -> bool:
        return self.revision.version == self.text.version

    @property
    def older_url(self) -> str:
        return "" if self.revision.is_first else self.text.screen_url(f"revisions/{self.revision.version - 1}")

    @property
    def newer_url(self) -> str:
        return "" if self.is_newest else self.text.screen_url(f"revisions/{self.revision.version + 1}")

    @property
    def changes_url(self) -> str:
        """What this revision changed."""
        return "" if self.revision.is_first else self.text.changes_url(self.revision.version - 1, self.revision.version)

    @property
    def since_url(self) -> str:
        """What has changed since."""
        return "" if self.is_newest else self.text.changes_url(self.revision.version, self.text.version)

    @property
    def hide_url(self) -> str:
        return self.text.screen_url(f"revisions/{self.revision.version}/hide")

    @property
    def revert_url(self) -> str:
        return f"{self.text.screen_url('revert')}?version={self.revision.version}"


def revision_screen_of(text: Revisioned, version: int) -> RevisionScreen:
    """The revision with this number, laid out; raises Http404."""
    revision = revision_or_404(text, version)
    if revision.is_text_hidden:
        return RevisionScreen(text, revision, "")
    try:
        return RevisionScreen(text, revision, revision_html(text, revision))
    except markup.RenderRefused:
        return RevisionScreen(text, revision, None)


def revision_or_404(text: Revisioned, version: int | None) -> RevisionDetails:
    if version is None or not 1 <= version <= LARGEST_VERSION:
        raise Http404
    try:
        return text.revision(version)
    except UnknownVersion:
        raise Http404 from None


def version_in(query: QueryDict, name: str) -> int | None:
    """A version number from an address; None when it is absent, Http404 when it cannot be one."""
    value = query.get(name, "")
    if not value:
        return None
    if not (number := parse_int(value, digits=VERSION_DIGITS)):
        raise Http404
    return number


# All revisions of a text, newest first, paged by key and without their texts.


ROWS = 50


@dataclass(frozen=True)
class History:
    """One page of a history, for templates/parts/history/history.html."""

    text: Revisioned
    revisions: tuple[RevisionDetails, ...]
    next_url: str
    newest_url: str

    @property
    def picks(self) -> tuple[int | None, int | None]:
        """The two versions that are marked for comparison to begin with."""
        versions = [revision.version for revision in self.revisions[:2]]
        return (versions[1], versions[0]) if len(versions) > 1 else (None, None)


def history_of(text: Revisioned, query: QueryDict) -> History:
    """The revisions of `text` older than `?before=`; raises Http404 for one that is no number."""
    before = version_in(query, "before")
    found = list(text.history.with_authors().without_bodies().older_than(before)[: ROWS + 1])
    revisions, here = tuple(found[:ROWS]), text.screen_url("history")
    older = f"{here}?before={revisions[-1].version}" if len(found) > ROWS else ""
    return History(text, revisions, older, here if before else "")


class BodyField(CleanCharField):
    """A Markdown text. Whoever is mentioned in it stands there as she is typed, not as she is stored."""

    def prepare_value(self, value: Any) -> Any:
        return as_written(value) if isinstance(value, str) else value


class SummaryField(CleanCharField):
    """The edit summary: one line, cut rather than refused."""

    def __init__(self, **kwargs: Any) -> None:
        options: dict[str, Any] = {"required": False, "label": _("In a word, what did you change?")} | kwargs
        super().__init__(**options)
        self.widget.attrs.setdefault("maxlength", str(SUMMARY_LENGTH))

    def clean(self, value: Any) -> str:
        return " ".join(str(super().clean(value)).split())[:SUMMARY_LENGTH]


class BaseVersionField(forms.IntegerField):
    """The version that the edit began with. One that makes no sense is 0, which no text has: the verb says so."""

    def __init__(self) -> None:
        super().__init__(required=False, widget=forms.HiddenInput)

    def clean(self, value: Any) -> int:
        try:
            version = super().clean(value) or 0
        except ValidationError:
            return 0
        return version if 0 < version <= LARGEST_VERSION else 0


class TextForm(forms.Form):
    """A title and a text. What they may be, the verbs decide."""

    title = CleanCharField(
        label=_("Title"),
        required=False,
        widget=forms.Textarea(
            attrs={"class": "ti", "rows": 1, "maxlength": TITLE_LENGTH, "placeholder": _("A few words that say it")}
        ),
    )
    body = BodyField(
        label=_("Text"),
        required=False,
        strip=False,
        widget=forms.Textarea(
            attrs={
                "class": "body",
                "rows": 18,
                "data-editor": True,
                "placeholder": _("What you know, what happened to you, what you advise."),
            }
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if first_language() != get_language():
            for name in self.fields.keys() & {"title", "body"}:  # a template of pages has no title
                self.fields[name].widget.attrs["lang"] = first_language()


class RevisionForm(TextForm):
    """A title and a text, what was changed, and the version that it began with."""

    # These two stand beside the button that saves, outside of the form "writing".
    summary = SummaryField(
        widget=forms.TextInput(attrs={"form": "writing", "placeholder": _("What did you change? (optional)")})
    )
    is_minor = forms.BooleanField(
        label=_("Minor change"), required=False, widget=forms.CheckboxInput(attrs={"form": "writing"})
    )
    base_version = BaseVersionField()

    def clean_title(self) -> str:
        """As it will be stored: else the same form, sent twice, would be taken for another title."""
        return one_line(self.cleaned_data["title"])

    def begin_again_from(self, version: int) -> None:
        """What was typed stays, and is compared with this version when it is sent again."""
        data = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict, which is not to be changed itself
        data["base_version"] = str(version)
        self.data = data


class RestoreForm(forms.Form):
    """Reverting to a version, or undoing one."""

    version = forms.IntegerField(min_value=1, max_value=LARGEST_VERSION, widget=forms.HiddenInput)
    summary = SummaryField(label=_("In a word, why?"))
