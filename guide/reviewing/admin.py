"""Reviews, to be read: editors answer beside the tip. The token of a link is stored nowhere, and shown to nobody."""

from __future__ import annotations

from django.contrib import admin

from accounts.administration import ReadOnlyAdmin
from guide.reviewing.models import Consent, LinkCheck, Remark, RemarkAnswer, ReviewLink, ReviewStep


@admin.register(ReviewStep)
class ReviewStepAdmin(ReadOnlyAdmin):
    list_display = ("tip", "state", "version", "by", "at", "note")
    list_filter = ("state", "at")
    list_select_related = ("tip", "by")
    search_fields = ("tip__title", "note")
    fields = ("tip", "state", "version", "by", "at", "note")


@admin.register(Remark)
class RemarkAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "tip", "course_text", "version", "by", "link", "at", "state")
    list_filter = ("state", "at")
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
    list_filter = ("state", "at")
    list_select_related = ("remark", "by")
    search_fields = ("words", "remark__body", "remark__exact")
    fields = ("remark", "words", ("state", "by", "at"))


@admin.register(ReviewLink)
class ReviewLinkAdmin(ReadOnlyAdmin):
    list_display = ("name", "tip", "made_by", "made_at", "expires_at", "revoked_at", "opened_at", "done_at")
    list_filter = (("revoked_at", admin.EmptyFieldListFilter),)
    list_select_related = ("tip", "made_by")
    search_fields = ("name", "tip__title")
    fields = ("name", "tip", ("made_by", "made_at"), ("expires_at", "revoked_at"), ("opened_at", "done_at"))


@admin.register(Consent)
class ConsentAdmin(ReadOnlyAdmin):
    list_display = ("quote", "person", "tip", "state", "asked_at", "answered_at")
    list_filter = ("state",)
    list_select_related = ("tip", "person")
    search_fields = ("quote", "tip__title")
    fields = ("quote", "person", "tip", "state", ("asked_by", "asked_at"), "answered_at")


@admin.register(LinkCheck)
class LinkCheckAdmin(ReadOnlyAdmin):
    list_display = ("url", "status", "problem", "checked_at")
    list_filter = ("problem",)
    search_fields = ("url",)
    fields = ("url", "status", "problem", "checked_at")
