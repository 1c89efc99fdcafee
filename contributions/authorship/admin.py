"""How far the words of each page have been followed."""

from __future__ import annotations

from django.contrib import admin

from accounts.administration import ReadOnlyAdmin
from contributions.authorship.models import Authorship


@admin.register(Authorship)
class AuthorshipAdmin(ReadOnlyAdmin):
    search_fields = ("page__title",)
    fields = ("page", "version", "runs")
    show_full_result_count = False
