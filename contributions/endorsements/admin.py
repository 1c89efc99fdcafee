"""Passages, what people endorsed, and how pages stand, in the administrators' site: to be read."""

from __future__ import annotations

from django.contrib import admin

from accounts.administration import ReadOnlyAdmin
from contributions.endorsements.models import Endorsement
from contributions.page_views.models import PageScore
from contributions.passages.models import Passage


@admin.register(Endorsement)
class EndorsementAdmin(ReadOnlyAdmin):
    list_filter = (
        "created_at",
        ("page", admin.EmptyFieldListFilter),
        ("comment", admin.EmptyFieldListFilter),
        ("passage", admin.EmptyFieldListFilter),
    )
    search_fields = ("person__username", "person__first_name", "person__last_name", "page__title")
    show_full_result_count = False


@admin.register(Passage)
class PassageAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "page", "page_version", "standing", "created_at")
    search_fields = ("exact", "page__title")
    show_full_result_count = False
    fields = ("page", "page_version", "exact", "standing", "looked_in", "created_at")


@admin.register(PageScore)
class PageScoreAdmin(ReadOnlyAdmin):
    """Who read what is nowhere: the marks of readings stand for themselves, and have no list."""

    search_fields = ("page__title",)
    show_full_result_count = False
