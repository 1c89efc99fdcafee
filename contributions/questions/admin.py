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
    list_select_related = ("theme",)
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

    def view_on_site(self, question: Question) -> str:
        return question.get_absolute_url()


@admin.register(QuestionAnswer)
class QuestionAnswerAdmin(ReadOnlyAdmin):
    list_display = ("question", "page", "by", "at")
    list_filter = ("at",)
    list_select_related = ("question", "page", "by")
    search_fields = ("question__text", "page__title", "by__username")
    ordering = ("-at", "-pk")
    show_full_result_count = False
    fields = ("question", "page", "by", "at")


@admin.register(SameQuestion)
class SameQuestionAdmin(ReadOnlyAdmin):
    list_display = ("question", "person", "at")
    list_filter = ("at",)
    list_select_related = ("question", "person")
    search_fields = ("question__text", "person__username")
    show_full_result_count = False
    fields = ("question", "person", "at")


@admin.register(QuestionWording)
class QuestionWordingAdmin(ReadOnlyAdmin):
    list_display = ("text", "question", "by", "at")
    list_filter = ("at",)
    list_select_related = ("question", "by")
    search_fields = ("text", "question__text")
    fields = ("question", "text", "theme", "origin", "by", "at")


@admin.register(QuestionImport)
class QuestionImportAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "by", "created_at", "confirmed_at", "asked", "joined", "refused_lines")
    list_filter = ("created_at",)
    list_select_related = ("by",)
    search_fields = ("name", "by__username")
    fields = ("name", "by", ("created_at", "confirmed_at"), ("asked", "joined", "refused_lines"), "left_out")
    readonly_fields = ("refused_lines",)

    @admin.display(description=_("refused lines"))
    def refused_lines(self, prepared: QuestionImport) -> int:
        return len(prepared.refused)
