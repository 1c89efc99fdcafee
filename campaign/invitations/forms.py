"""What organisers fill in of a wave: its words in each language, and whom it goes to, when and how fast."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaign.calendar.phase_forms import NO_TIME
from campaign.invitations.audience import BY_BROWSER, Audience, still_there, values_of_people
from campaign.invitations.wave_plans import FASTEST, MIDNIGHT, WEEK, name_of_weekday, ordered_languages, rendered_words
from campaign.invitations.waves import Wave
from campaign.site_settings.current import current_settings
from common import markup
from common.forms.fields import WHOSE_CLOCK, CleanCharField, CountField, MomentField, near
from common.forms.fields import refusal as refusal_of_text
from common.forms.unchanged import RowForm

LONGEST_SUBJECT = 120
LONGEST_TEXT = 10_000
WORKING_DAYS = [0, 1, 2, 3, 4]
OF_PEOPLE = ("only_picked", "sites", "departments", "languages", "leaves_out_invited")


class WaveWordsForm(RowForm, forms.Form):
    """Subject and text in each language of the site. Those of its first language are needed, the others stand in for it."""

    use_required_attribute = False  # a browser says nothing about a text area in whose place the editor stands

    def __init__(self, data: Any = None, *, wave: Wave | None, draft: Mapping[str, str]) -> None:
        row = wave or Wave()
        super().__init__(data, initial=self.row_values(row) | dict(draft), label_suffix="")
        self.first = current_settings().interface_language
        for code, _name in ordered_languages():
            is_first = code == self.first
            self.fields[f"subject_{code}"] = CleanCharField(
                label=_("Subject"),
                max_length=LONGEST_SUBJECT,
                required=is_first,
                widget=forms.TextInput(attrs={"lang": code}),
            )
            self.fields[f"body_{code}"] = CleanCharField(
                label=_("Text"),
                max_length=LONGEST_TEXT,
                required=is_first,
                widget=forms.Textarea(attrs={"rows": 12 if is_first else 6, "lang": code, "data-paragraph": True}),
                help_text=_("The greeting, each reader’s way in and the link to opt out are added.")
                if is_first
                else "",
            )
        if wave is not None:
            self.follow(wave)

    def row_values(self, row: Wave) -> dict[str, str]:
        return {
            f"{part}_{code}": str(row.words.get(code, {}).get(part, ""))
            for code, _name in settings.LANGUAGES
            for part in ("subject", "body")
        }

    @property
    def parts(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields by the name of their language, the first one of the site first."""
        return [(str(name), [self[f"subject_{code}"], self[f"body_{code}"]]) for code, name in ordered_languages()]

    def clean(self) -> None:
        sent: dict[str, Any] = {}
        for code, _name in settings.LANGUAGES:
            subject, body = (self.cleaned_data.get(f"{part}_{code}", "") for part in ("subject", "body"))
            if bool(subject) != bool(body) and code != self.first:
                lacking = "body" if subject else "subject"
                words = _("Each language needs both a subject and a text, or neither.")
                self.add_error(f"{lacking}_{code}", ValidationError(words, code="half"))
            elif subject and body:
                sent[code] = self._rendered(code, subject, body)
        self.cleaned_data["words"] = sent

    def _rendered(self, code: str, subject: str, body: str) -> dict[str, str]:
        try:
            return rendered_words(subject, body, language=code)
        except markup.RenderRefused as refused:
            self.add_error(f"body_{code}", refusal_of_text(refused))
            return {}


def _beginning(wave: Wave) -> dict[str, datetime]:
    """When a new wave could begin: a quarter of an hour ahead at least, in which its letter is read once more."""
    if wave.starts_at:
        return {}
    soon = timezone.localtime() + timedelta(minutes=30)
    return {"starts_at": soon.replace(minute=soon.minute // 15 * 15, second=0, microsecond=0)}


class WavePlanForm(RowForm, forms.Form):
    """Whom a wave goes to, when it begins, on which days and hours, and how fast."""

    only_picked = forms.BooleanField(required=False)
    sites = forms.MultipleChoiceField(label=_("Places of work"), required=False, widget=forms.CheckboxSelectMultiple)
    departments = forms.MultipleChoiceField(label=_("Departments"), required=False, widget=forms.CheckboxSelectMultiple)
    languages = forms.MultipleChoiceField(label=_("Languages"), required=False, widget=forms.CheckboxSelectMultiple)
    leaves_out_invited = forms.BooleanField(label=_("Leave out who was invited before"), required=False)
    starts_at = MomentField(label=_("Begins"), help_text=WHOSE_CLOCK, validators=[near(years_back=1, years_ahead=2)])
    weekdays = forms.TypedMultipleChoiceField(
        label=_("On these days"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one day: otherwise nothing is sent.")},
    )
    begin = forms.TimeField(
        label=pgettext_lazy("hours of a day", "From"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": NO_TIME},
    )
    until = forms.TimeField(
        label=pgettext_lazy("hours of a day", "Until"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": NO_TIME},
        help_text=_("Midnight is the end of the day."),
    )
    letters_a_minute = CountField(
        label=_("Maximum letters a minute"),
        min_value=1,
        max_value=FASTEST,
        help_text=_(
            "Ask the people who run the mail server: at 60 letters a minute, 10,000 letters take just under three hours."
        ),
    )

    def __init__(self, data: Any = None, *, wave: Wave) -> None:
        super().__init__(data, initial=self.row_values(wave) | _beginning(wave), label_suffix="")
        self.wave = wave
        known = {name: values_of_people(name.removesuffix("s")) for name in ("sites", "departments")}
        for name, values in known.items():
            self._choose_from(name, [(value, value) for value in still_there(getattr(wave, name), values)])
        self._choose_from("languages", [(BY_BROWSER, _("As set in their browser")), *settings.LANGUAGES])
        self._choose_from("weekdays", [(day, name_of_weekday(day)) for day in WEEK])
        self.fields["only_picked"].label = wave.picked_words
        for name in self._fixed:
            del self.fields[name]
        self.follow(wave)

    @property
    def _fixed(self) -> Collection[str]:
        """What cannot be chosen: the people of a reminder; of a wave that has paused, all but days, hours and speed."""
        if self.wave.is_paused:
            return (*OF_PEOPLE, "starts_at")
        if self.wave.reminds_id:
            return OF_PEOPLE
        return () if self.fields["only_picked"].label else ("only_picked",)

    def _choose_from(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def row_values(self, row: Wave) -> dict[str, Any]:
        return {
            "only_picked": row.only_picked,
            "sites": row.sites,
            "departments": row.departments,
            "languages": row.languages,
            "leaves_out_invited": row.leaves_out_invited,
            "starts_at": row.starts_at,
            "weekdays": row.weekdays or (WORKING_DAYS if row.starts_at is None else []),
            "begin": row.begin,
            "until": row.until,
            "letters_a_minute": row.letters_a_minute,
        }

    def clean_starts_at(self) -> Any:
        moment = self.cleaned_data["starts_at"]
        if moment < timezone.now() and moment != self.wave.starts_at:
            raise ValidationError(_("This time has passed."), code="past")
        return moment

    def clean(self) -> None:
        begin: time | None = self.cleaned_data.get("begin")
        until: time | None = self.cleaned_data.get("until")
        if begin is not None and until is not None and until != MIDNIGHT and until <= begin:
            self.add_error("until", ValidationError(_("The hours end before they begin."), code="backwards"))

    @property
    def values(self) -> dict[str, Any]:
        """What was sent, for `Wave.plan` or `Wave.change_pace`."""
        return {name: self.cleaned_data[name] for name in self.fields if name in self.cleaned_data and name != "loaded"}

    def asked_audience(self) -> Audience:
        """Whom the form means as it stands, also where another of its fields makes no sense."""
        if "sites" not in self.fields:
            return self.wave.audience
        self.is_valid()
        sent = self.cleaned_data
        chosen = {name: sent.get(name, []) for name in ("sites", "departments", "languages")}
        leaves_out, only_picked = bool(sent.get("leaves_out_invited")), bool(sent.get("only_picked"))
        return Audience(**chosen, leaves_out_invited=leaves_out, only_picked=only_picked, wave=self.wave)
