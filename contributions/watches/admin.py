"""What people follow, to be looked at when somebody asks why she is told, or is not."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.administration import ReadOnlyAdmin
from contributions.watches.models import Watch


@admin.register(Watch)
class WatchAdmin(ReadOnlyAdmin):
    list_display = ("person", "what", "is_on", "taking_part", "since")
    list_filter = ("is_on", "taking_part")
    list_select_related = ("person", "page", "theme", "comment", "question", "followed")
    search_fields = ("person__username", "person__first_name", "person__last_name", "page__title")
    fields = (
        "person",
        ("page", "theme", "comment", "question", "followed"),
        ("is_on", "taking_part", "since"),
    )
    show_full_result_count = False

    @admin.display(description=_("what"))
    def what(self, watch: Watch) -> str:
        return str(watch.what)
