"""What people were told."""

from django.contrib import admin

from accounts.administration import ReadOnlyAdmin
from notifications.models import Notice


@admin.register(Notice)
class NoticeAdmin(ReadOnlyAdmin):
    list_display = ("text", "person", "created_at", "shown_at")
    list_filter = ("created_at", ("shown_at", admin.EmptyFieldListFilter))
    list_select_related = ("person",)
    search_fields = ("text", "person__username", "person__first_name", "person__last_name")
    fields = ("person", "text", "url", "created_at", "shown_at")
