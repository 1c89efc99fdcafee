"""Who wants no invitations says so: by the link of a letter, without signing in, or in her account. Looking changes nothing."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.access import actor, signed_in_only
from accounts.models import User
from campaign.invitations.wave_letters import OptOut, person_in


@csrf_exempt  # mail programs post here, from nowhere (RFC 8058); the signature says who opts out
@require_http_methods(["GET", "HEAD", "POST"])
def opt_out(request: HttpRequest, signed: str) -> HttpResponse:
    person = person_in(signed)
    if person is None:
        return render(request, "invitations/opt_out.html", {"is_broken": True}, status=HTTPStatus.NOT_FOUND)
    if request.method == "POST":
        _choose(request, person)
    with translation.override(person.letters_language):
        context = {"is_out": OptOut.objects.has(person), "was_sent": request.method == "POST"}
        return render(request, "invitations/opt_out.html", context)


@signed_in_only
@require_http_methods(["GET", "HEAD", "POST"])
def own_choice(request: HttpRequest) -> HttpResponse:
    person = actor(request)
    if request.method == "POST":
        _choose(request, person)
        messages.success(request, _("Saved."))
        return redirect("invitations:own_choice")
    return render(request, "invitations/own_choice.html", {"is_out": OptOut.objects.has(person)})


def _choose(request: HttpRequest, person: User) -> None:
    if "again" in request.POST:
        OptOut.objects.take_back(person)
    else:
        OptOut.objects.opt_out(person)
