"""Passages, what people endorsed, and how pages stand, in the administrators' site: to be read."""

from __future__ import annotations

from django.contrib import admin

from accounts.administration import ReadOnlyAdmin
from contributions.endorsements.models import Endorsement
from contributions.page_views.models import PageScore
from contributions.passages.models import Passage


@admin.register(Endorsement)
class EndorsementAdmin(ReadOnlyAdmin):
    list_display = ("person", "page", "comment", "passage", "created_at")
    list_filter = (
        "created_at",
        ("page", admin.EmptyFieldListFilter),
        ("comment", admin.EmptyFieldListFilter),
        ("passage", admin.EmptyFieldListFilter),
    )
    list_select_related = ("person", "page", "comment", "passage")
    search_fields = ("person__username", "person__first_name", "person__last_name", "page__title")
    show_full_result_count = False
    fields = ("person", "page", "comment", "passage", "created_at")


@admin.register(Passage)
class PassageAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "page", "page_version", "standing", "created_at")
    list_filter = ("standing", "created_at")
    list_select_related = ("page",)
    search_fields = ("exact", "page__title")
    show_full_result_count = False
    fields = ("page", "page_version", "exact", "standing", "looked_in", "created_at")

    def view_on_site(self, passage: Passage) -> str:
        return passage.get_absolute_url()


@admin.register(PageScore)
class PageScoreAdmin(ReadOnlyAdmin):
    """Who read what is nowhere: the marks of readings stand for themselves, and have no list."""

    list_display = ("page", "theme", "useful", "readers", "score")
    list_filter = ("theme",)
    list_select_related = ("page", "theme")
    search_fields = ("page__title",)
    show_full_result_count = False
    fields = ("page", "theme", "useful", "readers", "score")
