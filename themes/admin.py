"""The themes and their questions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.administration import Editable
from themes.models import Theme


class LinesField(forms.Field):
    """A list of short texts, one a line."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:
        return [line.strip() for line in str(value or "").splitlines() if line.strip()]


class ThemeForm(forms.ModelForm[Theme]):
    starters = LinesField(
        label=_("Sentence starters"), required=False, help_text=_("The beginnings of sentences, one a line.")
    )


@admin.register(Theme)
class ThemeAdmin(Editable, admin.ModelAdmin[Theme]):
    form = ThemeForm
    list_display = ("number", "short_title", "question", "places", "slug")
    list_display_links = ("number", "short_title")
    search_fields = ("short_title", "question")
    fields = ("number", "short_title", "slug", "question", "places", "introduction", "starters", "sentence")

    def get_readonly_fields(self, request: HttpRequest, obj: Theme | None = None) -> tuple[str, ...]:
        """Once a theme has pages or tips, its address stands in links everywhere, and its number in their places."""
        is_used = obj is not None and (obj.pages.exists() or obj.tips.exists())
        return ("number", "slug") if is_used else ()

    def view_on_site(self, theme: Theme) -> str:
        return theme.get_absolute_url()
