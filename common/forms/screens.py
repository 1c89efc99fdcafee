"""The screen of a form.

Where a form says that it leads back to: a screen of this site, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

NOT_SAVED = 422


def show_form(request: HttpRequest, form: BaseForm, template: str, context: Mapping[str, Any]) -> HttpResponse:
    """Shows a form, to be filled in, or with what is wrong beside what was typed. The template calls it `form`."""
    return render(request, template, {**context, "form": form}, status=NOT_SAVED if form.errors else 200)


def is_of_this_site(address: str) -> bool:
    """Returns whether an address is a path here. Without its slash, a word would be taken for the name of a view."""
    return address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
