"""Moderation, as administrators read it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.administration import ReadOnlyAdmin, ReadOnlyInline
from contributions.moderation.first_contributions import FirstContribution
from contributions.moderation.patrols import Patrol
from contributions.moderation.rolling_back.models import RollBack, RollBackStep
from contributions.moderation.throttle import RateLimitCounter
from contributions.moderation_log import LogEntry


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
