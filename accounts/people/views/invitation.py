"""The link of an invitation: opening it changes nothing; the form that it shows chooses the first password, and signs in.

Slips for people without an e-mail address: a sheet to be printed, and the form on which a code sets a password.
"""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts import devices
from accounts.access import actor, administrators_only
from accounts.forms import SetPasswordForm
from accounts.language_choice import remember_language
from accounts.models import User
from accounts.people import invitations
from accounts.people.invitations import Invitation, LinkState
from accounts.people.slips import person_with_slip, print_slips, who_gets_slips
from accounts.people.views.people_list import chosen_people
from accounts.sign_in_limits import SignInAttempt
from common.forms.fields import CleanCharField

GONE = 410
BACKEND = "accounts.sessions.RolesBackend"


@never_cache
def invitation(request: HttpRequest, signed: str) -> HttpResponse:
    """GET shows the form, or why the link serves no more; POST chooses the password."""
    if request.method == "POST":
        with transaction.atomic():
            known = invitations.read_signed(signed, hold=True)
            form = form_for(known, request)
            is_chosen = form is not None and form.is_valid()
            if form is not None and is_chosen:
                form.save()
        if known.person and is_chosen:
            return welcome(request, known.person)
    else:
        known = invitations.read_signed(signed)
        if known.state == LinkState.USED and known.person == request.user:
            return redirect("home")  # the letter goes on leading her there
        form = form_for(known, request)
    return shown(request, known, form, signed)


def form_for(known: Invitation, request: HttpRequest) -> SetPasswordForm | None:
    if known.state != LinkState.GOOD:
        return None
    return SetPasswordForm(data=request.POST if request.method == "POST" else None, user=known.person)


def shown(request: HttpRequest, known: Invitation, form: SetPasswordForm | None, signed: str) -> HttpResponse:
    """In the language of whoever is invited."""
    context = {"form": form, "person": known.person, "state": known.state.value, "signed": signed}
    status = GONE if form is None else 422 if form.errors else 200
    if known.person is None:
        return render(request, "accounts/people/invitation.html", context, status=status)
    with override(known.person.letters_language):
        return render(request, "accounts/people/invitation.html", context, status=status)


def welcome(request: HttpRequest, person: User) -> HttpResponse:
    """Signs in, and leads to the home page."""
    login(request, person, backend=BACKEND)
    response = redirect("home")
    remember_language(response, person.language)
    devices.remember(request, response, person)
    with override(person.letters_language):
        messages.success(request, _("Welcome. Your password is chosen, and you are signed in."))
    return response


@require_POST
def invitation_again(request: HttpRequest, signed: str) -> HttpResponse:
    """Somebody whose link was too old asks for another; the answer is the same whatever becomes of it."""
    known = invitations.read_signed(signed)
    if known.person is not None:
        invitations.write_again(known.person)
    messages.success(request, _("If this account still waits for its first password, a new letter is on its way."))
    return redirect("invitation", signed)


REFUSED, TOO_OFTEN = 422, 429


class SlipForm(forms.Form):
    """What stands on the slip."""

    login = CleanCharField(
        label=gettext_lazy("User name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
    )
    code = CleanCharField(
        label=gettext_lazy("Code on the slip"),
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
        form.add_error(None, gettext_lazy("Too many attempts in a short time. Wait a few minutes, then try again."))
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
        words = gettext_lazy(
            "This user name and this code do not go together, or the slip has been used or has expired. Ask for another one."
        )
        form.add_error("code", words)
    return _shown(request, form, password, REFUSED)


def _shown(request: HttpRequest, form: SlipForm, password: SetPasswordForm, status: int = 200) -> HttpResponse:
    return render(request, "accounts/people/slip.html", {"form": form, "password": password}, status=status)
