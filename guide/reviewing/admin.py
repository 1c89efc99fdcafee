"""Reviews, to be read: editors answer beside the tip. The token of a link is stored nowhere, and shown to nobody."""

from __future__ import annotations

from django.contrib import admin

from accounts.administration import ReadOnlyAdmin
from guide.reviewing.models import Consent, LinkCheck, Remark, RemarkAnswer, ReviewLink, ReviewStep


@admin.register(ReviewStep)
class ReviewStepAdmin(ReadOnlyAdmin):
    search_fields = ("tip__title", "note")


@admin.register(Remark)
class RemarkAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "tip", "course_text", "version", "by", "link", "at", "state")
    list_select_related = ("tip", "course_text", "by", "link__tip")
    search_fields = ("tip__title", "course_text__title", "body", "exact", "replacement")
    fields = (
        ("tip", "course_text", "version"),
        "exact",
        "replacement",
        "body",
        ("by", "link", "at"),
        "state",
    )


@admin.register(RemarkAnswer)
class RemarkAnswerAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "remark", "state", "by", "at")
    search_fields = ("words", "remark__body", "remark__exact")


@admin.register(ReviewLink)
class ReviewLinkAdmin(ReadOnlyAdmin):
    search_fields = ("name", "tip__title")
    fields = ("name", "tip", ("made_by", "made_at"), ("expires_at", "revoked_at"), ("opened_at", "done_at"))


@admin.register(Consent)
class ConsentAdmin(ReadOnlyAdmin):
    search_fields = ("quote", "tip__title")


@admin.register(LinkCheck)
class LinkCheckAdmin(ReadOnlyAdmin):
    list_filter = ("problem",)
    search_fields = ("url",)
    fields = ("url", "status", "problem", "checked_at")
