"""Sessions and who registered, to be read: they are looked after at /sessions/."""

from __future__ import annotations

from django.contrib import admin

from accounts.administration import ReadOnlyAdmin
from campaign.models import CheckIn, QuestionRoom, Registration, RoomQuestion, TrainingSession


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


@admin.register(QuestionRoom)
class QuestionRoomAdmin(ReadOnlyAdmin):
    list_display = ("session", "is_moderated")
    list_select_related = ("session",)
    fields = ("session", "is_moderated", "current")


@admin.register(RoomQuestion)
class RoomQuestionAdmin(ReadOnlyAdmin):
    list_display = ("text", "room", "state", "vote_count", "asked_at", "answered_at")
    list_filter = ("state",)
    list_select_related = ("room__session",)
    search_fields = ("text",)
    fields = ("text", "room", ("state", "vote_count"), ("asked_at", "answered_at"))


@admin.register(CheckIn)
class CheckInAdmin(ReadOnlyAdmin):
    list_display = ("session", "registration", "name", "is_in", "at", "by")
    list_filter = ("is_in",)
    list_select_related = ("session", "registration__session", "registration__person", "by")
    fields = ("session", "registration", "name", ("is_in", "at", "by"))
