"""The forms about people: a list that is brought in, and what is done to many."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from accounts.people.bulk_changes import PeopleAct, PeopleChange
from accounts.people.directory import BY_BROWSER
from form_rules.tables import TableForm

REASON_LENGTH = 300


class PeopleImportForm(TableForm):
    """A list of people out of a spreadsheet: as a file, or pasted."""

    role = forms.ChoiceField(
        label=_("Role of new people whose line names none"),
        choices=[*Role.choices, ("", _("None: they only read"))],
        required=False,
        initial=Role.CONTRIBUTOR,
    )
    language = forms.ChoiceField(
        label=_("Language of new people whose line gives none"),
        choices=[("", _("As their browser asks")), *settings.LANGUAGES],
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        self.fields["file"].help_text = _(
            "With columns named name (or first name and last name), login, address, site, department, job, language, role. "
            "A name or an address is enough."
        )
        self.fields["text"].widget.attrs["placeholder"] = _("name;login;address;site;department;language;role")


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
            "Of accounts that are stopped or opened again: the editors read it in the log, which nobody can change."
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
