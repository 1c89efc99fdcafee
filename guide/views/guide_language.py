"""The screens around the guide speak the language of the guide from which a reader comes, whatever her browser asks for."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation

PARAMETER = "language"  # where the address itself names no language


def speak(request: HttpRequest, language: str) -> None:
    """Has whatever answers this request, its errors too, speak a language; nothing where the site does not speak it."""
    if language in dict(settings.LANGUAGES):
        translation.activate(language)
        request.LANGUAGE_CODE = language


def in_language_of_guide[**P](view: Callable[P, HttpResponseBase]) -> Callable[P, HttpResponseBase]:
    """In the language that the address names, in its path or else as `?language=`."""

    @wraps(view)
    def speaking(*args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        request = args[0]
        if isinstance(request, HttpRequest):
            speak(request, str(kwargs.get("language") or request.GET.get(PARAMETER, "")))
        return view(*args, **kwargs)

    return speaking
