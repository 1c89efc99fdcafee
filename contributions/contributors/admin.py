"""Thanks, to be read: they are given and taken back on the site alone."""

from __future__ import annotations

from typing import ClassVar

from django.contrib import admin

from accounts.administration import ReadOnlyAdmin
from contributions.contributors.models import Thanks


@admin.register(Thanks)
class ThanksAdmin(ReadOnlyAdmin):
    search_fields: ClassVar[tuple[str, ...]] = (
        "person__username",
        "person__last_name",
        "by__username",
        "by__last_name",
    )
    date_hierarchy = "at"
    show_full_result_count = False
