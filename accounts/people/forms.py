"""The forms about people: a list that is brought in, and what is done to many."""

from __future__ import annotations

from itertools import islice
from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from accounts.people.bulk_changes import PeopleAct, PeopleChange
from accounts.people.directory import BY_BROWSER
from accounts.people.headings import SURNAME_FIRST
from accounts.people.people_csv import NEEDED, values_in
from common.forms.tables import RawTable, TableForm, cell

REASON_LENGTH = 300
SAMPLES, SAMPLE_LENGTH = 3, 40


class PeopleImportForm(TableForm):
    """A list of people out of a spreadsheet: as a file, or pasted."""

    role = forms.ChoiceField(
        label=_("Role of new people whose line gives none"),
        choices=[*Role.choices, ("", _("None: they only read"))],
        required=False,
        initial=Role.CONTRIBUTOR,
    )
    language = forms.ChoiceField(
        label=_("Language of new people whose line gives none"),
        choices=[("", _("As set in their browser")), *settings.LANGUAGES],
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        self.fields["file"].help_text = _(
            "As your personnel system exports it, with its own headings: the site asks about those that it does not know. "
            "It reads names, login, address, site, department, job, language and role. A name or an address is enough."
        )
        self.fields["text"].widget.attrs["placeholder"] = _("name;login;address;site;department;language;role")


class ColumnsForm(forms.Form):
    """Which column of a list is which. What it is likely to be, or was before, is chosen already."""

    MEANINGS = (
        ("", _("Not used")),
        ("name", _("Whole name")),
        (SURNAME_FIRST, _("Whole name, surname first")),
        ("first_name", _("First name")),
        ("last_name", _("Surname")),
        ("login", _("Login")),
        ("email", _("E-mail address")),
        ("site", _("Place of work")),
        ("department", _("Department")),
        ("job", _("Job")),
        ("language", _("Language")),
        ("role", _("Role on this site")),
        ("left_on", _("Leaving date")),
        ("active", _("Active or not: “no” means has left")),
        ("inactive", _("Has left or not: “yes” means has left")),
    )

    def __init__(self, table: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        raw = RawTable(table["header"], table["rows"])
        self.columns: list[str] = table["columns"]
        for place, column in enumerate(self.columns):
            if values := list(islice(dict.fromkeys(values_in(raw, place)), SAMPLES)):
                self.fields[f"column_{place}"] = forms.ChoiceField(
                    label=cell(raw.header, place) or _("Column %(number)s") % {"number": place + 1},
                    choices=self.MEANINGS,
                    required=False,
                    initial=column,
                    help_text=" · ".join(Truncator(value).chars(SAMPLE_LENGTH) for value in values),
                )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first: dict[str, str] = {}
        for name, column in list(cleaned.items()):
            if column and column in first:
                words = _("“%(other)s” already holds this: choose one of the two columns.")
                self.add_error(name, forms.ValidationError(words % {"other": self.fields[first[column]].label}))
            first.setdefault(column, name)
        if not self.errors and not NEEDED & first.keys():
            words = _("Say which column has the names, the addresses or the logins.")
            self.add_error(None, forms.ValidationError(words, code="nobody"))
        return cleaned

    @property
    def chosen(self) -> list[str]:
        """Returns what each column of the file is; an empty one is nothing."""
        return [str(self.cleaned_data.get(f"column_{place}", "")) for place in range(len(self.columns))]


class PeopleChangeForm(forms.Form):
    """What is to be done to the people who are chosen."""

    act = forms.ChoiceField(label=_("What to do"), choices=PeopleAct.choices)
    role = forms.ChoiceField(label=_("Which role"), choices=[("", _("Choose")), *Role.choices], required=False)
    language = forms.ChoiceField(
        label=_("Which language"), choices=[("", _("Choose")), BY_BROWSER, *settings.LANGUAGES], required=False
    )
    reason = forms.CharField(
        label=_("Why?"),
        required=False,
        max_length=REASON_LENGTH,
        help_text=_(
            "If accounts are stopped or opened again, the editors read this in the log, which nobody can change."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", "auto_id": "change_%s"} | kwargs)

    @property
    def change(self) -> PeopleChange:
        act = PeopleAct(self.cleaned_data["act"])
        value = self.cleaned_data["language" if act == PeopleAct.SPEAK else "role"]
        return PeopleChange(act, str(value), str(self.cleaned_data["reason"]))


class UndoForm(forms.Form):
    """What becomes of the accounts that were used since."""

    stop_others = forms.BooleanField(
        label=_("Stop the accounts of those who have signed in or written since"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
