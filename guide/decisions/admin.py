"""Matters, decisions, reasons and answers, to be read: they are made at the desk, and decisions are only ever added to."""

from __future__ import annotations

from typing import ClassVar

from django.contrib import admin

from accounts.administration import ReadOnlyAdmin
from guide.decisions.models import Decision, DecisionAnswer, Reason, Submission


@admin.register(Submission)
class SubmissionAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "theme", "outcome", "number", "written_at")
    list_select_related = ("page", "comment", "theme")
    search_fields: ClassVar[tuple[str, ...]] = ("page__title", "comment__excerpt")
    show_full_result_count = False


@admin.register(Decision)
class DecisionAdmin(ReadOnlyAdmin):
    list_display = ("submission", "number", "outcome", "tip", "reason", "by", "at")
    list_filter = ("outcome", "submission__theme")
    list_select_related = ("submission__page", "submission__comment", "tip", "reason", "by")
    search_fields: ClassVar[tuple[str, ...]] = ("submission__page__title", "words", "by__username", "by__last_name")
    date_hierarchy = "at"
    show_full_result_count = False


@admin.register(Reason)
class ReasonAdmin(ReadOnlyAdmin):
    pass


@admin.register(DecisionAnswer)
class DecisionAnswerAdmin(ReadOnlyAdmin):
    list_select_related = ("decision__submission__page", "decision__submission__comment", "by")
    date_hierarchy = "at"
    show_full_result_count = False
