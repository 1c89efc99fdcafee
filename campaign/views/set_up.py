"""The first-run screen: what a site says that nobody has set up yet, and the form that its one-time link opens.

The account of the first administrator.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from accounts.forms import NewPasswordForm
from accounts.language_choice import remember_language
from accounts.models import Role, User
from campaign.set_up_links import SetUpLink, has_administrator, is_set_up
from campaign.site_forms import SiteSettingsForm
from campaign.site_settings.models import SiteSettings
from common.words.language_names import name_in_sentence
from common.words.text_lists import with_and

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


BACKEND = "accounts.sessions.RolesBackend"


@never_cache
def set_up(request: HttpRequest) -> HttpResponse:
    """Says kindly that the site is being set up, and who can go on."""
    return redirect("home") if is_set_up() else _waiting(request)


@never_cache
def set_up_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Makes the first administrator and fills in the settings, whichever is missing; signs her in."""
    if is_set_up():
        return redirect("home")
    if not SetUpLink.objects.opened_by(token).exists():
        return _waiting(request, is_expired=True)
    sent = request.POST if request.method == "POST" else None
    account = None if has_administrator() else AdministratorForm(sent)
    site = None if SiteSettings.objects.exists() else SiteSettingsForm(sent, row=SiteSettings())
    forms = [form for form in (account, site) if form is not None]
    if sent is not None and not any(form.errors for form in forms):
        return _set_up(request, token, account, site)
    status = 422 if any(form.errors for form in forms) else 200
    spoken = with_and([name_in_sentence(code) for code, _name in settings.LANGUAGES])
    context = {"account": account, "site": site, "screen_languages": spoken}
    return render(request, "campaign/set_up/form.html", context, status=status)


def _set_up(
    request: HttpRequest, token: str, account: AdministratorForm | None, site: SiteSettingsForm | None
) -> HttpResponse:
    with transaction.atomic():
        if not SetUpLink.objects.use_up(token):
            return _waiting(request, is_expired=True)
        person = account.create() if account else None
        if site:
            SiteSettings().decide(site.values, by=person)
    return _signed_in(request, person) if person else redirect("home")


def _signed_in(request: HttpRequest, person: User) -> HttpResponse:
    login(request, person, backend=BACKEND)
    messages.success(request, gettext("Welcome, %(name)s: the site is yours.") % {"name": person.first_name})
    response = redirect("home")
    remember_language(response, person.language)
    return response


def _waiting(request: HttpRequest, *, is_expired: bool = False) -> HttpResponse:
    context = {"is_expired": is_expired, "has_administrator": has_administrator()}
    return render(request, "campaign/set_up/waiting.html", context, status=410 if is_expired else 200)
