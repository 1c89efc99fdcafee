"""Signing in without losing anything, and one's own preferences."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from allauth.account.views import LoginView
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.csrf import requires_csrf_token

from accounts import access, carry
from accounts.forms import LoginForm, PreferencesForm


class SignIn(LoginView):  # type: ignore[misc]  # allauth has no types
    """allauth's sign-in, which also carries along what was posted before it."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        carried = self.request.POST.get(carry.FIELD, "")
        next_address = self.request.GET.get("next", "")
        context: dict[str, Any] = super().get_context_data(carried=carried, next_address=next_address, **kwargs)
        return context

    def form_valid(self, form: LoginForm) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        user = self.request.user
        if user.is_authenticated:
            if carried := self.request.POST.get(carry.FIELD):
                response = carry.carry_on(self.request, carried, self.request.GET.get("next", ""))
            remember_language(response, user.language)
        return response


sign_in = SignIn.as_view()


@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that is too old for its protection: it is given back to be sent again, if it came from this site."""
    if not comes_from_here(request):
        return render(request, "403_csrf.html", status=403)
    carried = carry.fields_of(request.POST)
    if not request.user.is_authenticated:
        return carry.sign_in_with(request, carried, target=request.get_full_path())
    response = carry.carry_on(request, carried, request.get_full_path())
    response.status_code = 403 if response.status_code == 200 else response.status_code
    return response


def comes_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that a page of this site sent the request."""
    try:
        origin = urlsplit(request.headers.get("Origin") or request.headers.get("Referer", ""))
    except ValueError:  # what it says is no address
        return False
    return origin.netloc == request.get_host()


def remember_language(response: HttpResponse, language: str) -> None:
    """Keeps the person's language in a cookie, so that no page needs a query for it."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.SESSION_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )


@access.signed_in_only
def preferences(request: HttpRequest) -> HttpResponse:
    user = access.actor(request)
    form = PreferencesForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        user.choose_attribution(**form.cleaned_data)
        with override(user.language):
            messages.success(request, _("Saved. You appear as: %(name)s.") % {"name": user.public_name})
        response = redirect("preferences")
        remember_language(response, user.language)
        return response
    return render(request, "accounts/preferences.html", {"form": form})
