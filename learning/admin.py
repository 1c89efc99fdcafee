"""Courses and what bears witness of them, to be read: editors make them at their desk, learners have pages of their own.

Attempts and answers have no page: who learns, and how, is nobody else's to read. A certificate says its public address alone.

Statements that wait for the record store, for administrators.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.administration import ReadOnlyAdmin, ReadOnlyInline, name_fields
from learning.models import Certificate, Course, CourseDocument, CourseReading, CourseVersion, WithdrawnBadge
from learning.statements.outbox import PendingStatement


@admin.register(PendingStatement)
class PendingStatementAdmin(ReadOnlyAdmin):
    """Says of nobody who she is, nor what was answered: why a statement was not taken is enough."""

    search_fields = ("uuid", "problem")
    show_full_result_count = False
    fields = ("uuid", "created_at", "tries", "next_try_at", "is_refused", "problem")
    actions = ("send_again",)

    @admin.action(description=_("Send again: the store takes each statement once"), permissions=["view"])
    def send_again(self, request: HttpRequest, statements: QuerySet[PendingStatement]) -> None:
        number = PendingStatement.objects.filter(pk__in=statements.values("pk")).send_again()
        words = ngettext("%(number)s statement waits again.", "%(number)s statements wait again.", number)
        self.message_user(request, words % {"number": number}, messages.SUCCESS if number else messages.WARNING)


name_fields(Certificate, uuid=_("public address"))
name_fields(WithdrawnBadge, uuid=_("public address"))


class ReadingInline(ReadOnlyInline):
    model = CourseReading
    fields = ("by", "at")


@admin.register(Course)
class CourseAdmin(ReadOnlyAdmin):
    list_filter = ("edition",)
    search_fields = ("text__title",)
    inlines = (ReadingInline,)


class DocumentInline(ReadOnlyInline):
    model = CourseDocument
    fields = ("language",)


@admin.register(CourseVersion)
class CourseVersionAdmin(ReadOnlyAdmin):
    list_display_links = ("course", "number")
    list_select_related = ("course__text", "edition", "published_by")
    search_fields = ("course__text__title",)
    inlines = (DocumentInline,)


@admin.register(CourseReading)
class CourseReadingAdmin(ReadOnlyAdmin):
    list_select_related = ("course__text", "by")


@admin.register(CourseDocument)
class CourseDocumentAdmin(ReadOnlyAdmin):
    list_select_related = ("version__course__text",)
    fields = ("version", "language")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).defer("frozen")


@admin.register(Certificate)
class CertificateAdmin(ReadOnlyAdmin):
    """To answer whoever asks whether a certificate is one of this site."""

    list_display = ("uuid", "course", "has_name", "issued_at")
    list_select_related = ("attempt__course__text",)
    search_fields = ("uuid",)
    fields = ("uuid", "course", "has_name", "issued_at")

    @admin.display(description=_("course"))
    def course(self, certificate: Certificate) -> Course:
        return certificate.attempt.course


@admin.register(WithdrawnBadge)
class WithdrawnBadgeAdmin(ReadOnlyAdmin):
    search_fields = ("uuid",)
