"""The screen of a form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

NOT_SAVED = 422


def show_form(request: HttpRequest, form: BaseForm, template: str, context: Mapping[str, Any]) -> HttpResponse:
    """Shows a form, to be filled in, or with what is wrong beside what was typed. The template calls it `form`."""
    return render(request, template, {**context, "form": form}, status=NOT_SAVED if form.errors else 200)
