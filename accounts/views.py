"""Signing in without losing anything, and one's own preferences."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import get_adapter
from allauth.account.views import LoginView, PasswordChangeView, PasswordResetFromKeyView, PasswordResetView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.csrf import requires_csrf_token

from accounts import access, carry, devices
from accounts.forms import ChangePasswordForm, LoginForm, PreferencesForm, ResetPasswordForm, ResetPasswordKeyForm
from accounts.language_choice import remember_language
from accounts.sign_in_limits import SignInAttempt
from common.forms.screens import show_form
from common.forms.unchanged import ChangedMeanwhile
from common.words.text_lists import before_stop


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
            devices.remember(self.request, response, user)
        return response


sign_in = SignIn.as_view()


class PasswordChange(PasswordChangeView):  # type: ignore[misc]
    """allauth's, after which the device on which the password was changed is still known."""

    def form_valid(self, form: ChangePasswordForm) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        devices.remember(self.request, response, access.actor(self.request))
        return response


password_change = PasswordChange.as_view()


class PasswordReset(PasswordResetView):  # type: ignore[misc]
    """allauth's, which counts who asks for whom, and says on the form itself that it was too often."""

    def form_valid(self, form: ResetPasswordForm) -> HttpResponse:
        if SignInAttempt(self.request, form.cleaned_data["email"]).may_ask_for_reset():
            response: HttpResponse = super().form_valid(form)
            return response
        form.add_error(None, get_adapter().validation_error("too_many_letters"))
        refused: HttpResponse = self.form_invalid(form)
        refused.status_code = 429
        return refused


password_reset = PasswordReset.as_view()


class PasswordResetFromKey(PasswordResetFromKeyView):  # type: ignore[misc]
    """allauth's; whoever has read the letter need not wait for what she, or another, tried before."""

    def form_valid(self, form: ResetPasswordKeyForm) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        for login in (self.reset_user.username, self.reset_user.email):
            SignInAttempt(self.request, login).forget()
        return response


password_reset_from_key = PasswordResetFromKey.as_view()


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


@access.signed_in_only
def preferences(request: HttpRequest) -> HttpResponse:
    user = access.actor(request)
    form = PreferencesForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        try:
            with form.unchanged():
                user.choose_attribution(**{name: form.cleaned_data[name] for name in form.Meta.fields})
        except ChangedMeanwhile as refusal:
            form.add_error(None, refusal)
        else:
            with override(user.language or get_language()):
                name = before_stop(user.public_name)
                messages.success(request, _("Saved. You appear as: %(name)s.") % {"name": name})
            response = redirect("preferences")
            remember_language(response, user.language)
            return response
    return show_form(request, form, "accounts/preferences.html", {})
