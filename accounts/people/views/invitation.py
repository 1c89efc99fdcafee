"""The link of an invitation: opening it changes nothing; the form that it shows chooses the first password, and signs in."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts import devices
from accounts.forms import SetPasswordForm
from accounts.language_choice import remember_language
from accounts.models import User
from accounts.people import invitations
from accounts.people.invitations import Invitation, LinkState

GONE = 410
BACKEND = "accounts.backends.RolesBackend"


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
