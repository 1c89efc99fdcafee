"""Who has tokens for feeds, and since when. The token itself is shown to nobody but its owner."""

from __future__ import annotations

from django.contrib import admin

from accounts.administration import ReadOnlyAdmin
from contributions.feeds.models import FeedToken


@admin.register(FeedToken)
class FeedTokenAdmin(ReadOnlyAdmin):
    list_display = ("person", "created_at", "last_used_at", "revoked_at")
    list_filter = (("revoked_at", admin.EmptyFieldListFilter),)
    list_select_related = ("person",)
    search_fields = ("person__username", "person__first_name", "person__last_name")
    fields = ("person", "created_at", "last_used_at", "revoked_at")
