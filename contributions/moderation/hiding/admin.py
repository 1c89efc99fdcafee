"""What was hidden, protected, merged, split and reported, to be read. The hidden words are on no screen here."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.administration import ReadOnlyAdmin
from contributions.moderation.merging.models import Credit, PageMerge, PageSplit
from contributions.moderation.reports.models import Report
from contributions.pages.traces import Protection
from contributions.revision_hiding import RevisionHiding


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
