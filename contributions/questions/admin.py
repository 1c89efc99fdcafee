"""Questions in the administrators' site, to be read: who entered what, what was joined, what a list brought in."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.administration import ReadOnlyAdmin, ReadOnlyInline
from contributions.questions.imports import QuestionImport
from contributions.questions.models import Question, QuestionAnswer, QuestionWording, SameQuestion


class QuestionAnswerInline(ReadOnlyInline):
    model = QuestionAnswer
    fields = ("page", "by", "at")


class QuestionWordingInline(ReadOnlyInline):
    model = QuestionWording
    fields = ("text", "theme", "origin", "by", "at")


@admin.register(Question)
class QuestionAdmin(ReadOnlyAdmin):
    list_display = ("text", "theme", "origin", "asked_count", "answer_count", "created_at", "is_hidden")
    list_filter = ("theme", "origin", "created_at", "is_hidden", ("duplicate_of", admin.EmptyFieldListFilter))
    search_fields = ("text", "asked_by__username", "asked_by__first_name", "asked_by__last_name")
    ordering = ("-created_at", "-pk")
    show_full_result_count = False
    fields = (
        "text",
        ("theme", "origin", "session"),
        ("asked_by", "entered_by", "created_at"),
        ("duplicate_of", "comment"),
        ("asked_count", "answer_count"),
        ("is_hidden", "hidden_reason", "hidden_by", "hidden_at"),
    )
    inlines = (QuestionAnswerInline, QuestionWordingInline)


@admin.register(QuestionAnswer)
class QuestionAnswerAdmin(ReadOnlyAdmin):
    search_fields = ("question__text", "page__title", "by__username")
    ordering = ("-at", "-pk")
    show_full_result_count = False


@admin.register(SameQuestion)
class SameQuestionAdmin(ReadOnlyAdmin):
    search_fields = ("question__text", "person__username")
    show_full_result_count = False


@admin.register(QuestionWording)
class QuestionWordingAdmin(ReadOnlyAdmin):
    search_fields = ("text", "question__text")


@admin.register(QuestionImport)
class QuestionImportAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "by", "created_at", "confirmed_at", "asked", "joined", "refused_lines")
    search_fields = ("name", "by__username")
    fields = ("name", "by", ("created_at", "confirmed_at"), ("asked", "joined", "refused_lines"), "left_out")

    @admin.display(description=_("refused lines"))
    def refused_lines(self, prepared: QuestionImport) -> int:
        return len(prepared.refused)
