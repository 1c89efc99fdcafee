"""Matters, decisions, reasons and answers, to be read: they are made at the desk, and decisions are only ever added to."""

from __future__ import annotations

from typing import ClassVar

from django.contrib import admin

from accounts.administration import ReadOnlyAdmin
from guide.decisions.models import Answer, Decision, Matter, Reason


@admin.register(Matter)
class MatterAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "theme", "outcome", "number", "written_at")
    list_filter = ("outcome", "theme")
    list_select_related = ("page", "contribution", "theme")
    search_fields: ClassVar[tuple[str, ...]] = ("page__title", "contribution__excerpt")
    show_full_result_count = False


@admin.register(Decision)
class DecisionAdmin(ReadOnlyAdmin):
    list_display = ("matter", "number", "outcome", "tip", "reason", "by", "at")
    list_filter = ("outcome", "matter__theme")
    list_select_related = ("matter__page", "matter__contribution", "tip", "reason", "by")
    search_fields: ClassVar[tuple[str, ...]] = ("matter__page__title", "words", "by__username", "by__last_name")
    date_hierarchy = "at"
    show_full_result_count = False


@admin.register(Reason)
class ReasonAdmin(ReadOnlyAdmin):
    list_display = ("label", "sentence", "tells_author", "position", "retired_at")


@admin.register(Answer)
class AnswerAdmin(ReadOnlyAdmin):
    list_display = ("decision", "by", "is_from_editors", "at", "settled_at")
    list_filter = ("is_from_editors",)
    list_select_related = ("decision__matter__page", "decision__matter__contribution", "by")
    date_hierarchy = "at"
    show_full_result_count = False
