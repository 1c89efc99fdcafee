"""The forms of the life of an edition. What may be done, the verbs decide: these only ask, and hold what was typed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from common.forms.fields import CleanCharField, near
from common.forms.unchanged import RowForm
from common.words.language_names import name_in_sentence
from guide.editions import Edition
from guide.editions.errata import FrozenPassage
from guide.editions.proof import REASON_LENGTH, Check
from guide.editions.proof.checks import KEYS, UNREAD, field_of
from guide.editions.steps import LONGEST_NOTICE, LONGEST_WHY

OF_NOTICE = "notice_"


class ProofForm(forms.Form):
    """For each line of the checklist, why the guide goes on without it. The checklist is counted where the form is shown, in
    `checks`: what is sent can be read without it.
    """

    def __init__(self, data: QueryDict | None = None, *, initial: dict[str, str]) -> None:
        super().__init__(data, initial=initial)
        for key in KEYS:
            label = (
                _("Why the guide goes ahead although they are unread")
                if key == UNREAD
                else _("Why the guide goes ahead as it is")
            )
            self.fields[field_of(key)] = CleanCharField(
                label=label, required=False, max_length=REASON_LENGTH, widget=forms.TextInput
            )
        self.checks: list[Check] = []

    @property
    def rows(self) -> list[tuple[Check, forms.BoundField | None]]:
        """Each line, and where it is not green the field for the reason."""
        return [(check, None if check.is_done else self[check.field]) for check in self.checks]

    @property
    def reasons(self) -> dict[str, str]:
        """What was said, by the keys of the checks."""
        return {key: self.cleaned_data[field_of(key)] for key in KEYS if key != UNREAD}

    @property
    def unread_reason(self) -> str:
        return str(self.cleaned_data.get(field_of(UNREAD), ""))


class WhyForm(forms.Form):
    """A sentence that says why."""

    why = CleanCharField(label=_("Why?"), max_length=LONGEST_WHY, widget=forms.TextInput)


class TakeInForm(WhyForm):
    """What has changed is taken into the proof, although something speaks against it where that is ticked."""

    although = forms.BooleanField(label=_("Include it anyway"), required=False)


class FreePlacesForm(forms.Form):
    """Whether the guide goes out with places that are still free. Asked where there are any."""

    accept_free_places = forms.BooleanField(required=False)

    def __init__(self, data: QueryDict | None = None, *, free: int, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        words = ngettext("Publish with %(n)s free place", "Publish with %(n)s free places", free) % {"n": free}
        self.fields["accept_free_places"].label = words


class PublishForm(FreePlacesForm):
    """The confirmation: `seen` is the state of the proof that was shown when it was asked."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class ScheduleForm(RowForm, FreePlacesForm):
    """A day and a time at which it comes out by itself."""

    day = forms.DateField(
        label=_("Day"),
        validators=[near(years_back=0)],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Give the day and the time.")},
    )
    time = forms.TimeField(
        label=_("Time"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": _("Give the day and the time.")},
    )

    def __init__(self, data: QueryDict | None = None, *, free: int, edition: Edition, draft: dict[str, str]) -> None:
        super().__init__(data, free=free, initial=self.row_values(edition) | draft)
        self.follow(edition)

    def row_values(self, row: Edition) -> dict[str, Any]:
        local = timezone.localtime(row.publish_at) if row.publish_at else None
        return {"day": local and local.date(), "time": local and local.time()}

    @property
    def moment(self) -> datetime:
        """By the clock of the site."""
        return timezone.make_aware(datetime.combine(self.cleaned_data["day"], self.cleaned_data["time"]))


class ErratumForm(forms.Form):
    """A sentence of the frozen text, and what it should have said."""

    was = forms.ChoiceField(label=_("What it says"))
    now = CleanCharField(label=_("What it should say"), widget=forms.Textarea(attrs={"rows": 3, "class": "voice"}))
    why = CleanCharField(
        label=_("Why?"),
        max_length=LONGEST_WHY,
        widget=forms.TextInput,
        help_text=_("It stands beside the erratum, for everybody."),
    )

    def __init__(
        self, data: QueryDict | None = None, *, passage: FrozenPassage, language: str, initial: dict[str, str]
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields["now"].widget.attrs["lang"] = language
        self.fields["was"] = _lines_of(passage, language)


def _lines_of(passage: FrozenPassage, language: str) -> forms.ChoiceField:
    """What of a passage an erratum may be about: its sentences one below the other, or, of many, a list in groups."""
    label = ErratumForm.base_fields["was"].label
    if not passage.groups:
        return forms.ChoiceField(label=label, choices=_choices(passage.sentences), widget=forms.RadioSelect)
    groups = [(name, _choices(lines)) for name, lines in passage.groups]
    widget = forms.Select(attrs={"lang": language})
    return forms.ChoiceField(label=label, choices=[("", ""), *groups], widget=widget)


def _choices(lines: Iterable[str]) -> list[tuple[str, str]]:
    return [(line, line) for line in lines]


class WithdrawForm(forms.Form):
    notice = CleanCharField(
        label=_("What readers find in its place"),
        max_length=LONGEST_NOTICE,
        widget=forms.Textarea(attrs={"rows": 3, "class": "voice"}),
        help_text=_("Say why it was withdrawn, and what people who have it should do."),
    )
    sure = forms.BooleanField(
        label=_("Yes, withdraw it"),
        error_messages={"required": _("Tick this, too: it is gone for its readers at once.")},
    )

    def __init__(self, data: QueryDict | None = None, *, edition: Edition, initial: dict[str, str]) -> None:
        super().__init__(data, initial=initial)
        others = {OF_NOTICE + code: _notice_field(code) for code in edition.languages if code != edition.language}
        self.fields = {"notice": self.fields["notice"], **others, "sure": self.fields["sure"]}
        self.fields["notice"].widget.attrs["lang"] = edition.language

    @property
    def notices(self) -> dict[str, str]:
        """What was said in the other languages, by their codes."""
        names = [name for name in self.fields if name.startswith(OF_NOTICE)]
        return {name.removeprefix(OF_NOTICE): self.cleaned_data[name] for name in names}


def _notice_field(language: str) -> forms.Field:
    label = format_lazy(_("What readers find in its place ({language})"), language=name_in_sentence(language))
    widget = forms.Textarea(attrs={"rows": 3, "class": "voice", "lang": language})
    hint = _("Anything left empty is shown in the language of the edition.")
    return CleanCharField(label=label, required=False, max_length=LONGEST_NOTICE, widget=widget, help_text=hint)
