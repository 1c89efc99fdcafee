"""Signing in, and how a person appears."""

from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class LoginForm(allauth_forms.LoginForm):  # type: ignore[misc]  # allauth has no types
    """User name or e-mail address, and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.fields["login"].label = _("User name or e-mail address")
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""  # the page has its own link for a forgotten password
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class PreferencesForm(forms.ModelForm[User]):
    class Meta:
        model = User
        fields = ["attribution", "watches_what_i_join", "language", "scheme"]
        widgets = {"attribution": forms.RadioSelect, "scheme": forms.RadioSelect, "language": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})
        self.fields["attribution"].help_text = _(
            "You may choose otherwise at any time: it changes everywhere at once, beside what you have written already too. "
            "Without your name, neither your job nor your place of work is shown, and only administrators see who you are."
        )
        self.fields["attribution"].choices = [  # type: ignore[attr-defined]
            (value, _("%(choice)s: %(name)s") % {"choice": label, "name": self._as(value)})
            for value, label in User._meta.get_field("attribution").flatchoices
        ]

    def _as(self, attribution: str) -> str:
        """What colleagues would read beside a text: “Martine L., Nantes”."""
        names = ("first_name", "last_name", "username", "site")
        shown = User(attribution=attribution, **{name: getattr(self.instance, name) for name in names})
        return ", ".join(part for part in (shown.public_name, shown.public_place) if part)
