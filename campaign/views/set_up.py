"""The first-run screen: what a site says that nobody has set up yet, and the form that its one-time link opens."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.language_choice import remember_language
from accounts.models import User
from campaign.administrator_form import AdministratorForm
from campaign.set_up_links import SetUpLink, has_administrator, is_set_up
from campaign.site_forms import SiteSettingsForm
from campaign.site_settings.models import SiteSettings
from common.words.language_names import name_in_sentence
from common.words.text_lists import with_and

BACKEND = "accounts.backends.RolesBackend"


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
    messages.success(request, _("Welcome, %(name)s: the site is yours.") % {"name": person.first_name})
    response = redirect("home")
    remember_language(response, person.language)
    return response


def _waiting(request: HttpRequest, *, is_expired: bool = False) -> HttpResponse:
    context = {"is_expired": is_expired, "has_administrator": has_administrator()}
    return render(request, "campaign/set_up/waiting.html", context, status=410 if is_expired else 200)
