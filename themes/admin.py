"""The themes, to be read: administrators set them under « Settings »."""

from __future__ import annotations

from django.contrib import admin

from accounts.administration import ReadOnlyAdmin
from themes.models import Theme


@admin.register(Theme)
class ThemeAdmin(ReadOnlyAdmin):
    list_display = ("number", "short_title", "question", "places", "slug")
    list_display_links = ("number", "short_title")
    search_fields = ("short_title", "question")
    fields = ("number", "short_title", "slug", "question", "places", "introduction", "starters", "sentence", "paper")

    def view_on_site(self, theme: Theme) -> str:
        return theme.get_absolute_url()
