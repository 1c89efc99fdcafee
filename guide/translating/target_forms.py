"""The form of a text's paragraphs in another language, and the small forms around it."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.forms.fields import CleanCharField
from contributions.revision_views.revision import LARGEST_VERSION
from guide.translating.models import LONGEST_SUGGESTION
from guide.translating.progress import STATE_NAMES
from guide.translating.querysets import LONGEST_REMARK, LONGEST_TARGET, TypedTarget, clean_target, digest
from guide.translations.staleness import SegmentState, SegmentStatus, TextStatus

SIGNS_A_ROW = 55
LABELS = {
    "title": _("Title"),
    "short_title": _("Short title"),
    "quote": _("A colleague’s sentence"),
    "introduction": _("Introduction"),
    "starter": _("Sentence starter"),
    "sentence": _("Sentence to complete"),
}


class TargetsForm(forms.Form):
    """A box for each paragraph. `loaded` says which words each was loaded with, `source_version` what stood beside it.

    `theirs` is what others have saved, by place, since a draft was begun that says something else.
    """

    source_version = forms.IntegerField(min_value=0, max_value=LARGEST_VERSION, widget=forms.HiddenInput)
    loaded = CleanCharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, status: TextStatus, version: int, language: str, draft: dict[str, str]) -> None:
        self.status = status
        known: dict[str, Any] = {f"target_{place}": one.segment.target for place, one in enumerate(status.segments)}
        known |= {"source_version": version, "loaded": loaded_with(status)}
        super().__init__(data, initial=known | draft)
        self._draft = draft
        self.theirs = self._bring_up() if not self.is_bound and draft.get("loaded") else {}
        for place, one in enumerate(status.segments):
            self.fields[f"target_{place}"] = _box(place, one, language)
            if one.state == SegmentState.OUTDATED or one.segment.is_machine:
                self.fields[f"still_{place}"] = forms.BooleanField(label=_("Still right"), required=False)

    @property
    def typed(self) -> list[TypedTarget]:
        """What was sent, as `PendingTranslation.objects.save_targets` takes it."""
        loaded = _digests(self.cleaned_data["loaded"])
        return [
            TypedTarget(
                self.cleaned_data[f"target_{place}"],
                loaded[place] if place < len(loaded) else "",
                self.cleaned_data.get(f"still_{place}", False),
            )
            for place in range(len(self.status.segments))
        ]

    def _bring_up(self) -> dict[int, str]:
        """What a draft left alone stands there as others have it by now. Returns what they say where it does not."""
        loaded, theirs = _digests(self._draft["loaded"]), {}
        loaded += [""] * (len(self.status.segments) - len(loaded))
        for place, one in enumerate(self.status.segments):
            name, now = f"target_{place}", one.segment.target
            typed = clean_target(self._draft.get(name, now), one.segment.field)
            if digest(typed) == loaded[place]:
                self.initial[name] = now
            elif typed != now and digest(now) != loaded[place]:
                theirs[place] = now
        self.initial["loaded"] = loaded_with(self.status)
        return theirs

    @property
    def has_unsaved_words(self) -> bool:
        """The draft says something else than what is saved, or that a paragraph is still right."""
        return any(
            f"still_{place}" in self._draft
            or self._draft.get(f"target_{place}", one.segment.target).splitlines() != one.segment.target.splitlines()
            for place, one in enumerate(self.status.segments)
        )

    def begin_again_from(self, theirs: dict[int, str]) -> None:
        """What was typed stays, and takes the place of theirs when it is sent again."""
        loaded = _digests(self.cleaned_data["loaded"])
        loaded += [""] * (len(self.status.segments) - len(loaded))
        for place, words in theirs.items():
            loaded[place] = digest(words)
        data = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict, which is not to be changed itself
        data["loaded"] = json.dumps(loaded)
        self.data = data


class FilterForm(forms.Form):
    """Which texts of the table are shown."""

    state = forms.ChoiceField(label=_("State"), required=False)
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[
            ("", pgettext_lazy("texts", "All")),
            ("tip", _("Tips")),
            ("section", _("Sections")),
            ("theme", pgettext_lazy("of the guide", "Questions")),
            ("course_text", _("Courses")),
        ],
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        states = [(str(state), name) for state, name in STATE_NAMES.items()]
        self.fields["state"].choices = [("", pgettext_lazy("states", "All")), *states]  # type: ignore[attr-defined]

    def chosen(self, name: str) -> str:
        """What is asked for; empty for what there is not."""
        return str(self.cleaned_data.get(name, "")) if self.is_valid() or name not in self.errors else ""


class NoteForm(forms.Form):
    """A remark: what is to be changed, or what is not clear in the original."""

    note = CleanCharField(
        label=_("Remark"), required=False, max_length=LONGEST_REMARK, widget=forms.Textarea(attrs={"rows": 2})
    )


class SuggestionForm(forms.Form):
    wording = CleanCharField(
        label=_("How would you say it?"),
        required=False,
        strip=False,
        max_length=LONGEST_SUGGESTION,
        widget=forms.Textarea(attrs={"rows": 4, "class": "voice"}),
    )


def loaded_with(status: TextStatus) -> str:
    return json.dumps([digest(one.segment.target) for one in status.segments])


def _digests(value: str) -> list[str]:
    """What a form sends back of `loaded_with`; whatever else it is counts as nothing that anybody saw."""
    try:
        found = json.loads(value)
    except (ValueError, RecursionError):
        return []
    return [str(one) for one in found] if isinstance(found, list) else []


def _box(place: int, one: SegmentStatus, language: str) -> forms.Field:
    words = one.segment.target or one.segment.source
    rows = max(1, min(12, 1 + len(words) // SIGNS_A_ROW))
    label = LABELS.get(one.segment.field) or _("Paragraph %(number)s") % {"number": place}
    attributes = {"rows": rows, "class": "voice", "lang": language}
    if one.segment.field == "body":
        attributes["data-paragraph"] = True  # Markdown: the editor of pages may take its place
    widget = forms.Textarea(attrs=attributes)
    return CleanCharField(label=label, required=False, strip=False, max_length=LONGEST_TARGET, widget=widget)
