"""Waves and their letters, to be read: organisers look after them at /invitations/."""

from __future__ import annotations

from django.contrib import admin

from accounts.administration import ReadOnlyAdmin
from invitations.models import OptOut, Wave, WaveLetter


@admin.register(Wave)
class WaveAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "state", "starts_at", "scheduled_by", "scheduled_at", "ended_at")
    list_filter = ("state",)
    list_select_related = ("scheduled_by",)
    fields = (
        ("state", "starts_at", "ended_at", "halted_at"),
        ("sites", "departments", "languages", "leaves_out_invited", "reminds"),
        ("letters_a_minute", "weekdays", "begin", "until"),
        ("created_by", "created_at", "scheduled_by", "scheduled_at"),
        "problem",
    )


@admin.register(WaveLetter)
class WaveLetterAdmin(ReadOnlyAdmin):
    list_display = ("wave", "person", "state", "claimed_at", "sent_at", "problem")
    list_filter = ("state",)
    list_select_related = ("wave", "person")
    search_fields = ("person__username", "person__last_name", "address")
    show_full_result_count = False
    fields = ("wave", "person", "state", "address", "tries", ("next_try_at", "claimed_at", "sent_at"), "problem")


@admin.register(OptOut)
class OptOutAdmin(ReadOnlyAdmin):
    list_display = ("person", "created_at")
    list_select_related = ("person",)
    search_fields = ("person__username", "person__last_name")
    fields = ("person", "created_at")
