"""That drafts wait, and whose: their words are for their owners alone."""

from django.contrib import admin

from accounts.administration import ReadOnlyAdmin
from drafts.models import Draft


@admin.register(Draft)
class DraftAdmin(ReadOnlyAdmin):
    list_display = ("person", "saved_at", "length", "ended_at")
    list_display_links = None
    list_filter = ("saved_at", ("ended_at", admin.EmptyFieldListFilter))
    list_select_related = ("person",)
    search_fields = ("person__username", "person__first_name", "person__last_name")
    fields = ("person", "saved_at", "length", "ended_at")
