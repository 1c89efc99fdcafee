"""Sessions and who registered, to be read: they are looked after at /sessions/."""

from __future__ import annotations

from django.contrib import admin

from accounts.administration import ReadOnlyAdmin
from campaign.models import Registration, TrainingSession


@admin.register(TrainingSession)
class TrainingSessionAdmin(ReadOnlyAdmin):
    list_display = ("title", "place", "starts_at", "capacity", "reserved", "cancelled_at")
    list_filter = ("kind", "place")
    fields = (
        "kind",
        "title",
        ("place", "room", "address"),
        ("starts_at", "ends_at"),
        ("capacity", "reserved"),
        "speakers",
    )


@admin.register(Registration)
class RegistrationAdmin(ReadOnlyAdmin):
    list_display = ("session", "person", "state", "since", "is_on_reserved_seat")
    list_filter = ("state",)
    list_select_related = ("session", "person")
    search_fields = ("person__username", "person__last_name", "session__title")
    fields = ("session", "person", ("state", "since"), "is_on_reserved_seat", "shows_name")
