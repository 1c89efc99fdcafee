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
    list_display = ("at", "by", "act", "reason", "page", "comment", "question", "person", "version")
    list_filter = ("act", "at")
    list_select_related = ("by", "page", "comment", "question", "person")
    search_fields = ("reason", "by__username", "person__username", "page__title")
    fields = ("act", ("by", "at"), "reason", "page", "comment", "question", "person", "version", "details")


@admin.register(Patrol)
class PatrolAdmin(ReadOnlyAdmin):
    list_display = ("what", "version", "written_at", "by", "at")
    list_filter = (("by", admin.EmptyFieldListFilter), "written_at")
    list_select_related = ("page", "comment", "by")
    fields = ("page", "comment", "version", "written_at", ("by", "at"))

    @admin.display(description=_("text"))
    def what(self, review: Patrol) -> str:
        return str(review.page or review.comment)


@admin.register(FirstContribution)
class FirstContributionAdmin(ReadOnlyAdmin):
    list_display = ("person", "at", "page", "comment")
    list_filter = ("at",)
    list_select_related = ("person", "page", "comment")
    search_fields = ("person__username", "person__first_name", "person__last_name")
    fields = ("person", "at", "page", "comment")


@admin.register(RateLimitCounter)
class RateLimitCounterAdmin(ReadOnlyAdmin):
    list_display = ("person", "act", "minute", "in_minute", "hour", "in_hour")
    list_filter = ("act",)
    list_select_related = ("person",)
    search_fields = ("person__username",)
    fields = ("person", "act", ("minute", "in_minute"), ("hour", "in_hour"))


class RollBackStepInline(ReadOnlyInline):
    model = RollBackStep
    fields = ("page", "comment", "question", "kind", "why", "version", "first", "last", "done_at")

    def get_queryset(self, request: Any) -> Any:
        return super().get_queryset(request).select_related("page", "comment", "question")


@admin.register(RollBack)
class RollBackAdmin(ReadOnlyAdmin):
    list_display = ("person", "since", "until", "by", "state", "asked_at", "done_at")
    list_filter = ("state", "asked_at")
    list_select_related = ("person", "by")
    search_fields = ("person__username", "by__username", "reason")
    fields = ("person", ("since", "until"), "reason", "by", "state", ("asked_at", "done_at"))
    inlines = (RollBackStepInline,)
