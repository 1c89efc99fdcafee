"""Which language somebody reads the site in: her account's, else her choice at the foot of a screen, else her browser's."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from accounts.models import User
from common.forms.screens import is_of_this_site

ASKING_FOR_A_LANGUAGE = ("/guide/", "/how-it-works/", "/privacy/", "/accessibility/")


@csrf_exempt  # a visitor gets no cookie for its sake; the session's is not sent from another site (SameSite=Lax)
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Has the site speak the language that was pressed, in her account too if she has one. Returns to where she was."""
    back = request.POST.get("next", "")
    response = redirect(_without_language(back) if is_of_this_site(back) else "home")
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        if isinstance(request.user, User):
            request.user.speak(language)
        remember_language(response, language)
    return response


def _without_language(address: str) -> str:
    """An address of the guide, or of a text about the site, that asks for no language itself: what was pressed holds."""
    path, _mark, query = address.partition("?")
    if not path.startswith(ASKING_FOR_A_LANGUAGE):
        return address
    left = [(name, value) for name, value in parse_qsl(query, keep_blank_values=True) if name != "language"]
    return f"{path}?{urlencode(left)}" if left else path


def remember_language(response: HttpResponse, language: str) -> None:
    """Stores the language that a person chose in a cookie, so that no page needs a query for it; else her browser's holds."""
    if not language:
        response.delete_cookie(settings.LANGUAGE_COOKIE_NAME, samesite="Lax")
        return
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.SESSION_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
