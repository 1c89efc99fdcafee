"""Signing in, and how a person appears."""

import json
from typing import Any, ClassVar

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.forms.unchanged import RowModelForm
from common.words.text_lists import side_by_side
from common.words.time_zones import old_names, site_clock, time_zones


class LabelledForm(forms.Form):
    """A form of allauth in the house's words: a label above each field, and nothing written into it."""

    labels: ClassVar[dict[str, Any]] = {}
    hints: ClassVar[dict[str, Any]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        for name, field in self.fields.items():
            field.label, field.help_text = self.labels[name], self.hints.get(name, "")
            field.widget.attrs.pop("placeholder", None)


class LoginForm(LabelledForm, allauth_forms.LoginForm):  # type: ignore[misc]  # allauth has no types
    """User name or e-mail address, and password."""

    labels: ClassVar = {"login": _("User name or e-mail address"), "password": _("Password")}

    def full_clean(self) -> None:
        """Whoever is refused types the password again: it comes back empty, with the caret."""
        super().full_clean()
        if self.is_bound and self.has_error(NON_FIELD_ERRORS):
            self.fields["password"].widget.attrs["autofocus"] = True


class ResetPasswordForm(LabelledForm, allauth_forms.ResetPasswordForm):  # type: ignore[misc]
    """Where the letter goes."""

    labels: ClassVar = {"email": _("Your e-mail address")}

    def save(self, request: HttpRequest, **_options: Any) -> str:
        """Has a task write to whoever has this address, to nobody as well: how long it takes tells nothing."""
        get_adapter().request_reset_letters([person.pk for person in self.users])
        return str(self.cleaned_data["email"])


class NewPasswordForm(LabelledForm):
    """A password is chosen, and typed twice."""

    labels: ClassVar = {
        "oldpassword": _("Your current password"),
        "password1": _("The new password"),
        "password2": _("The new password once more"),
    }
    hints: ClassVar = {"password1": _("At least twelve characters. Four or five unrelated words make a good one.")}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, second = cleaned.get("password1"), self.data.get(self.add_prefix("password2"))
        if first and second and first != second:
            self.errors["password2"] = self.error_class([str(_("These are two different passwords."))])
        return cleaned


class ChangePasswordForm(NewPasswordForm, allauth_forms.ChangePasswordForm):  # type: ignore[misc]
    """The present password, and the new one."""


class SetPasswordForm(NewPasswordForm, allauth_forms.SetPasswordForm):  # type: ignore[misc]
    """A first password, of somebody whom the company's directory has signed in so far."""


class ResetPasswordKeyForm(NewPasswordForm, allauth_forms.ResetPasswordKeyForm):  # type: ignore[misc]
    """The new password of whoever followed the link of a letter."""


class PreferencesForm(RowModelForm[User]):
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        required=False,
        widget=forms.Select(attrs={"data-time-zone": json.dumps(old_names())}),
        help_text=_("The hours of a training session are also given by your own clock, on its page and in letters."),
    )

    class Meta:
        model = User
        fields = ["attribution", "watches_what_i_join", "language", "time_zone", "scheme"]
        widgets = {"attribution": forms.RadioSelect, "scheme": forms.RadioSelect, "language": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})
        of_the_site = _("That of the site: %(clock)s") % {"clock": site_clock()}
        self.fields["time_zone"].choices = [  # type: ignore[attr-defined]
            ("", of_the_site),
            *time_zones(self.instance.time_zone),
        ]
        self.fields["attribution"].help_text = _(
            "You can change this at any time: it changes everywhere at once, also beside what you have "
            "already written. Without your name, neither your job nor your place of work is shown, and only "
            "administrators see who you are."
        )
        self.fields["attribution"].choices = [  # type: ignore[attr-defined]
            (value, _("%(choice)s: %(name)s") % {"choice": label, "name": self._as(value)})
            for value, label in User._meta.get_field("attribution").flatchoices
        ]

    def _as(self, attribution: str) -> str:
        """What colleagues would read beside a text: “Martine L., Nantes”."""
        names = ("first_name", "last_name", "username", "site")
        shown = User(attribution=attribution, **{name: getattr(self.instance, name) for name in names})
        return side_by_side((shown.public_name, shown.public_place))
