"""Distribution, to be read: editors work at its screens. The token of an agency's link is stored nowhere, shown to nobody."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.administration import ReadOnlyAdmin, ReadOnlyInline
from guide.distribution.channel_files import ChannelFile
from guide.distribution.channels import Agency, Channel
from guide.distribution.copies import Handout, Order, OrderStep, PrintRun


@admin.register(Channel)
class ChannelAdmin(ReadOnlyAdmin):
    search_fields = ("name", "code", "note")


@admin.register(Agency)
class AgencyAdmin(ReadOnlyAdmin):
    search_fields = ("name", "contact", "email")
    fields = ("name", "channel", "contact", "email", "address", ("link_made_at", "link_opened_at"))


class EditionCopiesAdmin(ReadOnlyAdmin):
    """Copies: without what the edition says, which is long."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("edition").defer("edition__names")


@admin.register(PrintRun)
class PrintRunAdmin(EditionCopiesAdmin):
    list_display = ("edition", "form", "language", "copies", "printer", "cost", "ordered_on", "delivered_on", "channel")
    search_fields = ("printer", "format", "note")


class StepInline(ReadOnlyInline):
    model = OrderStep
    fields = ("state", "words", "by", "at", "is_to_tell")

    def get_queryset(self, request: HttpRequest) -> QuerySet[OrderStep]:
        return super().get_queryset(request).select_related("by")


@admin.register(Order)
class OrderAdmin(EditionCopiesAdmin):
    search_fields = ("agency__name", "note")
    inlines = (StepInline,)


@admin.register(Handout)
class HandoutAdmin(EditionCopiesAdmin):
    search_fields = ("note",)


@admin.register(ChannelFile)
class ChannelFileAdmin(EditionCopiesAdmin):
    list_display = ("channel", "edition", "language", "form", "state", "problem", "size", "made_at")
