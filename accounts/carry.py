"""Carries what somebody posted past a sign-in that has expired, so that it eats nothing.

The posted fields travel through the login page in one hidden field, and come back in a form that waits for one press of
its button. Nothing is sent again by itself: a page of another site cannot make anybody save anything.
"""

from __future__ import annotations

import json

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from accounts.forms import LoginForm
from common.forms.screens import is_of_this_site
from common.markup import clean_text

FIELD = "carried"
NEVER = {"csrfmiddlewaretoken", "login", FIELD} | {"password", "oldpassword", "password1", "password2"}


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """The login page, with what was posted carried along; a page that was merely asked for comes after it."""
    if request.method != "POST":
        return redirect_to_login(request.get_full_path())
    return sign_in_with(request, fields_of(request.POST), target=request.get_full_path())


def sign_in_with(request: HttpRequest, carried: str, *, target: str) -> HttpResponse:
    """The login page over a text that waits."""
    context = {"form": LoginForm(), "carried": carried, "next_address": target}
    return render(request, "account/login.html", context, status=401)


def fields_of(post: QueryDict) -> str:
    """The posted fields, as they travel: JSON of [name, value] pairs."""
    return json.dumps([[name, value] for name, values in post.lists() for value in values if name not in NEVER])


def read_fields(carried: str) -> list[tuple[str, str]]:
    """The fields that travelled; none if they were tampered with into something else."""
    try:
        pairs = json.loads(carried or "[]")
        return [(clean_text(str(name)), clean_text(str(value))) for name, value in pairs if name not in NEVER]
    except (ValueError, TypeError, RecursionError):
        return []


def carry_on(request: HttpRequest, carried: str, target: str) -> HttpResponse:
    """A form with the fields that travelled, which sends them to `target` when its button is pressed."""
    fields = read_fields(carried)
    if not fields or not is_of_this_site(target):
        return redirect(target if is_of_this_site(target) else settings.LOGIN_REDIRECT_URL)
    return render(request, "accounts/carry_on.html", {"fields": fields, "target": target})
