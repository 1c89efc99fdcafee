"""The phases, to be read: the contribution window is moved under « Réglages »."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.administration import ReadOnlyAdmin
from campaign.models import Phase
from campaign.training.admin import RegistrationAdmin as RegistrationAdmin


@admin.register(Phase)
class PhaseAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "starts_at", "ends_at", "note", "current")
    fields = (
        "kind",
        "name",
        "starts_at",
        "ends_at",
        "note",
        "text",
        "may_write",
        "may_comment",
        "may_endorse",
        "may_ask",
        "may_nominate",
        "may_register",
    )

    @admin.display(description=_("runs now"), boolean=True)
    def current(self, phase: Phase) -> bool:
        return phase.state() == "now"
