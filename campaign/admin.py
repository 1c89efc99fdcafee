"""The phases: an administrator moves the contribution window here."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.administration import Editable
from campaign.models import Phase


@admin.register(Phase)
class PhaseAdmin(Editable, admin.ModelAdmin[Phase]):
    list_display = ("__str__", "starts_at", "ends_at", "note", "current")
    fields = ("kind", "starts_at", "ends_at", "note")

    def get_readonly_fields(self, request: HttpRequest, obj: Phase | None = None) -> tuple[str, ...]:
        return ("kind",) if obj else ()

    @admin.display(description=_("runs now"), boolean=True)
    def current(self, phase: Phase) -> bool:
        return phase.state() == "now"
