"""Distribution, to be read: editors work at its screens. The token of an agency's link is stored nowhere, shown to nobody."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.administration import ReadOnlyAdmin, ReadOnlyInline
from guide.distribution.channel_files import ChannelFile
from guide.distribution.channels import Agency, Channel
from guide.distribution.copies import Handout, PrintRun
from guide.distribution.orders import Order, OrderStep


@admin.register(Channel)
class ChannelAdmin(ReadOnlyAdmin):
    list_display = ("name", "kind", "code", "language", "made_by", "made_at", "closed_at")
    list_filter = ("kind", "language", ("closed_at", admin.EmptyFieldListFilter))
    list_select_related = ("made_by",)
    search_fields = ("name", "code", "note")
    fields = ("name", ("kind", "language"), "code", "note", ("made_by", "made_at"), "closed_at")

    def view_on_site(self, channel: Channel) -> str:
        return channel.get_absolute_url()


@admin.register(Agency)
class AgencyAdmin(ReadOnlyAdmin):
    list_display = ("name", "channel", "contact", "email", "link_made_at", "link_opened_at")
    list_select_related = ("channel",)
    search_fields = ("name", "contact", "email")
    fields = ("name", "channel", "contact", "email", "address", ("link_made_at", "link_opened_at"))


class EditionCopiesAdmin(ReadOnlyAdmin):
    """Copies: without what the edition says, which is long."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("edition").defer("edition__names")


@admin.register(PrintRun)
class PrintRunAdmin(EditionCopiesAdmin):
    list_display = ("edition", "form", "language", "copies", "printer", "cost", "ordered_on", "delivered_on", "channel")
    list_filter = ("form", "language", ("delivered_on", admin.EmptyFieldListFilter))
    list_select_related = ("edition", "channel")
    search_fields = ("printer", "format", "note")
    fields = (
        ("edition", "language", "form", "copies"),
        "channel",
        ("printer", "format", "cost"),
        ("ordered_on", "delivered_on"),
        "note",
        ("entered_by", "entered_at"),
    )

    def view_on_site(self, run: PrintRun) -> str:
        return run.get_absolute_url()


class StepInline(ReadOnlyInline):
    model = OrderStep
    fields = ("state", "words", "by", "at", "is_to_tell")

    def get_queryset(self, request: HttpRequest) -> QuerySet[OrderStep]:
        return super().get_queryset(request).select_related("by")


@admin.register(Order)
class OrderAdmin(EditionCopiesAdmin):
    list_display = ("agency", "form", "language", "copies", "state", "asked_at", "wanted_by")
    list_filter = ("state", "form", "language")
    list_select_related = ("agency", "edition")
    search_fields = ("agency__name", "note")
    fields = ("agency", ("edition", "language", "form", "copies"), "state", ("asked_at", "wanted_by"), "note")
    inlines = (StepInline,)

    def view_on_site(self, order: Order) -> str:
        return order.get_absolute_url()


@admin.register(Handout)
class HandoutAdmin(EditionCopiesAdmin):
    list_display = ("on", "edition", "form", "language", "copies", "channel", "entered_by")
    list_filter = ("form", "language", "on")
    list_select_related = ("edition", "channel", "entered_by")
    search_fields = ("note",)
    fields = (("edition", "language", "form", "copies"), "channel", "on", "note", "entered_by")


@admin.register(ChannelFile)
class ChannelFileAdmin(EditionCopiesAdmin):
    list_display = ("channel", "edition", "language", "form", "state", "problem", "size", "made_at")
    list_filter = ("state", "form", "language")
    list_select_related = ("channel", "edition")
    fields = (
        ("channel", "edition", "language", "form"),
        "state",
        "problem",
        ("size", "sha256"),
        ("asked_at", "made_at"),
    )
