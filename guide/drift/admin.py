"""Drifts, to be read: editors answer them at the tips."""

from __future__ import annotations

from django.contrib import admin

from accounts.administration import ReadOnlyAdmin
from guide.drift.models import Drift


@admin.register(Drift)
class DriftAdmin(ReadOnlyAdmin):
    list_display = ("source", "kind", "version", "noticed_at", "answer", "answered_by")
    list_select_related = ("source__tip", "answered_by")
