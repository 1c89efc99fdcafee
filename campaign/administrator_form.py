"""The account of the first administrator."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.forms import NewPasswordForm
from accounts.models import Role, User

NAMES = ("first_name", "last_name", "username", "email")


class AdministratorForm(forms.Form):
    """Her name, how she signs in, and a password, typed twice."""

    first_name = forms.CharField(label=_("First name"), max_length=150)
    last_name = forms.CharField(label=_("Surname"), max_length=150)
    username = forms.CharField(
        label=_("User name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
        help_text=_("You sign in with it, or with your address."),
    )
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    password1 = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=NewPasswordForm.hints["password1"],
    )
    password2 = forms.CharField(
        label=_("The password once more"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        self.fields["email"].widget.attrs["autocomplete"] = "email"

    def clean_password2(self) -> str:
        first, second = self.cleaned_data.get("password1"), str(self.cleaned_data["password2"])
        if first and first != second:
            raise ValidationError(_("These are two different passwords."), code="mismatch")
        return second

    def clean(self) -> None:
        """By the rules of an account: a user name that nobody has, a password that is not her name."""
        sent = self.cleaned_data
        person = User(**{name: sent[name] for name in NAMES if name in sent})
        others = {field.name for field in User._meta.fields} - {"username"}
        try:
            if "username" in sent:
                person.clean_fields(exclude=others)
                person.validate_unique(exclude=others)
        except ValidationError as refusal:
            self.add_error(None, refusal)
        if password := sent.get("password1"):
            try:
                validate_password(password, person)
            except ValidationError as refusal:
                self.add_error("password1", refusal)

    def create(self) -> User:
        """Makes the account, which speaks the language of the screen."""
        spoken, language = dict(settings.LANGUAGES), get_language()
        person = User.objects.create_user(
            password=self.cleaned_data["password1"],
            is_staff=True,
            language=language if language in spoken else settings.LANGUAGE_CODE,
            **{name: self.cleaned_data[name] for name in NAMES},
        )
        person.groups.add(Group.objects.get_or_create(name=Role.ADMINISTRATOR.value)[0])
        return person
