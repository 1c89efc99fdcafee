"""Slips for people without an e-mail address: a sheet to be printed, and the form on which a code sets a password."""

from __future__ import annotations

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.access import actor, administrators_only
from accounts.forms import SetPasswordForm
from accounts.models import User
from accounts.people.slips import person_with_slip, print_slips, who_gets_slips
from accounts.people.views.invitation import welcome
from accounts.people.views.people_changing import chosen_people
from accounts.sign_in_limits import SignInAttempt
from common.forms.fields import CleanCharField

REFUSED, TOO_OFTEN = 422, 429


class SlipForm(forms.Form):
    """What stands on the slip."""

    login = CleanCharField(
        label=_("User name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
    )
    code = CleanCharField(
        label=_("Code on the slip"),
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


@never_cache
@require_POST
@administrators_only
def slips(request: HttpRequest) -> HttpResponse:
    """The sheet: those who are chosen and have no address, by department."""
    chosen = chosen_people(request.POST)
    printed = print_slips(chosen, by=actor(request))
    left = who_gets_slips(chosen).count() - len(printed)
    return render(request, "accounts/people/slips.html", {"slips": printed, "left": left})


@never_cache
def slip(request: HttpRequest) -> HttpResponse:
    """GET shows the form, filled in from the slip; POST sets the password and signs in. Nothing tells whose slip was used."""
    if request.method != "POST":
        filled = {name: request.GET.get(name, "")[:150] for name in ("login", "code")}
        return _shown(request, SlipForm(initial=filled, label_suffix=""), SetPasswordForm())
    form, password = SlipForm(request.POST, label_suffix=""), SetPasswordForm(data=request.POST)
    if not (
        password.is_valid() & form.is_valid()
    ):  # a code is looked at with a good password alone: trying it uses it up
        return _shown(request, form, password, REFUSED)
    attempt = SignInAttempt(request, form.cleaned_data["login"])
    if not attempt.may_try():
        form.add_error(None, _("Too many attempts in a short time. Wait a few minutes, then try again."))
        return _shown(request, form, password, TOO_OFTEN)
    person = None
    with transaction.atomic():
        person = person_with_slip(form.cleaned_data["login"], form.cleaned_data["code"])
        password = SetPasswordForm(data=request.POST, user=person)
        if person is not None and password.is_valid():
            password.save()
            attempt.forget()
    return _answer(request, form, password, person, attempt)


def _answer(
    request: HttpRequest, form: SlipForm, password: SetPasswordForm, person: User | None, attempt: SignInAttempt
) -> HttpResponse:
    if person is not None and not password.errors:
        return welcome(request, person)
    if person is None:
        attempt.was_wrong()
        words = _(
            "This user name and this code do not go together, or the slip has been used or has expired. Ask for another one."
        )
        form.add_error("code", words)
    return _shown(request, form, password, REFUSED)


def _shown(request: HttpRequest, form: SlipForm, password: SetPasswordForm, status: int = 200) -> HttpResponse:
    return render(request, "accounts/people/slip.html", {"form": form, "password": password}, status=status)
