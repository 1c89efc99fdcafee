"""Waves, to be read: organisers look after them at /invitations/. Who got a letter, or wants none, is listed for nobody."""

from __future__ import annotations

from django.contrib import admin

from accounts.administration import ReadOnlyAdmin
from invitations.models import Wave


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
