"""The index, to be looked at: it is made from the texts, and made again by `manage.py rebuild_search`."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.administration import ReadOnlyAdmin, name_fields
from search.models import IndexEntry, KnownWord, SyncProgress, ZeroResultSearch


@admin.register(IndexEntry)
class IndexEntryAdmin(ReadOnlyAdmin):
    list_display = (
        "__str__",
        "source",
        "object_id",
        "language",
        "kind",
        "state",
        "version",
        "audience",
        "useful",
        "at",
    )
    list_filter = ("source", "kind", "state", "language", "audience")
    list_select_related = ("theme",)
    search_fields = ("title",)
    ordering = ("-at", "-pk")
    fields = (
        ("source", "object_id", "language"),
        ("kind", "state", "theme"),
        ("version", "audience", "useful", "standing"),
        "at",
        "title",
        "body",
    )


@admin.register(KnownWord)
class KnownWordAdmin(ReadOnlyAdmin):
    search_fields = ("form", "bare")
    fields = ("form", "bare", "stem")


@admin.register(ZeroResultSearch)
class ZeroResultSearchAdmin(ReadOnlyAdmin):
    search_fields = ("text",)
    fields = ("text", "count", "last_on", "done_on")


@admin.register(SyncProgress)
class SyncProgressAdmin(ReadOnlyAdmin):
    pass


name_fields(IndexEntry, standing=_("rank among equals"))
name_fields(KnownWord, bare=_("without accents"), stem=_("stem"))
name_fields(SyncProgress, source=_("source"), after=_("up to number"))
