"""Who is mentioned where, to be looked at when somebody asks why she is told, or is not."""

from __future__ import annotations

from django.contrib import admin

from accounts.administration import ReadOnlyAdmin
from contributions.mentions.models import Mention


@admin.register(Mention)
class MentionAdmin(ReadOnlyAdmin):
    search_fields = ("person__username", "person__first_name", "person__last_name", "page__title")
    show_full_result_count = False
