"""Moderation, as administrators read it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.administration import ReadOnlyAdmin, ReadOnlyInline
from contributions.moderation.first_contributions import FirstContribution, RateLimitCounter
from contributions.moderation.merging.models import Credit, PageMerge, PageSplit
from contributions.moderation.patrols import Patrol
from contributions.moderation.reports import Report
from contributions.moderation.rolling_back.models import RollBack, RollBackStep
from contributions.moderation_log import LogEntry
from contributions.pages.page_links import Protection
from contributions.revision_hiding import RevisionHiding


@admin.register(LogEntry)
class LogEntryAdmin(ReadOnlyAdmin):
    search_fields = ("reason", "by__username", "person__username", "page__title")


@admin.register(Patrol)
class PatrolAdmin(ReadOnlyAdmin):
    list_display = ("what", "version", "written_at", "by", "at")
    list_filter = (("by", admin.EmptyFieldListFilter), "written_at")
    list_select_related = ("page", "comment", "by")

    @admin.display(description=_("text"))
    def what(self, review: Patrol) -> str:
        return str(review.page or review.comment)


@admin.register(FirstContribution)
class FirstContributionAdmin(ReadOnlyAdmin):
    search_fields = ("person__username", "person__first_name", "person__last_name")
    fields = ("person", "at", "page", "comment")


@admin.register(RateLimitCounter)
class RateLimitCounterAdmin(ReadOnlyAdmin):
    list_filter = ("act",)
    search_fields = ("person__username",)


class RollBackStepInline(ReadOnlyInline):
    model = RollBackStep
    fields = ("page", "comment", "question", "kind", "why", "version", "first", "last", "done_at")

    def get_queryset(self, request: Any) -> Any:
        return super().get_queryset(request).select_related("page", "comment", "question")


@admin.register(RollBack)
class RollBackAdmin(ReadOnlyAdmin):
    search_fields = ("person__username", "by__username", "reason")
    fields = ("person", ("since", "until"), "reason", "by", "state", ("asked_at", "done_at"))
    inlines = (RollBackStepInline,)


# What was hidden, protected, merged, split and reported, to be read. The hidden words are on no screen here.


@admin.register(RevisionHiding)
class RevisionHidingAdmin(ReadOnlyAdmin):
    list_display = ("reason", "page", "comment_id", "version", "hidden_by", "hidden_at", "shown_at")
    search_fields = ("reason",)
    fields = ("page", "comment_id", "version", "reason", ("hidden_by", "hidden_at"), ("shown_by", "shown_at"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[RevisionHiding]:
        return super().get_queryset(request).defer("body", "summary", "title")


@admin.register(Protection)
class ProtectionAdmin(ReadOnlyAdmin):
    search_fields = ("page__title", "reason")


@admin.register(PageMerge)
class PageMergeAdmin(ReadOnlyAdmin):
    search_fields = ("source__title", "target__title")
    fields = (
        ("source", "source_version"),
        ("target", "target_version"),
        ("merged_by", "merged_at"),
        ("undone_by", "undone_at"),
    )


@admin.register(PageSplit)
class PageSplitAdmin(ReadOnlyAdmin):
    search_fields = ("source__title", "page__title")


@admin.register(Credit)
class CreditAdmin(ReadOnlyAdmin):
    search_fields = ("page__title", "person__username")


@admin.register(Report)
class ReportAdmin(ReadOnlyAdmin):
    list_display = ("reason", "kind_name", "by", "created_at", "settled_by", "settled_at")
    search_fields = ("words", "outcome", "by__username")

    @admin.display(description=_("about"))
    def kind_name(self, report: Report) -> str:
        columns = {field.name: field.verbose_name for field in Report._meta.fields}
        return str(columns[report.kind]) if report.kind else ""
