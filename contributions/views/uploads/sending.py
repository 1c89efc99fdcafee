"""Answers to the editor's script, which sends files by itself."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, JsonResponse

from common.forms.unchanged import LOADED


def wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def refused(form: forms.Form, *, can_be_reduced: bool = False) -> JsonResponse:
    """What is wrong, by field; and what the form is loaded from, when it is sent again."""
    words = {name: [str(message) for message in messages] for name, messages in form.errors.items()}
    return JsonResponse(
        {"errors": words, "can_be_reduced": can_be_reduced, LOADED: form.data.get(LOADED, "")}, status=422
    )
