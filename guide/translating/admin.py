"""Translations and what was done with them, to be read: translators work at /translation/."""

from __future__ import annotations

from django.contrib import admin

from accounts.administration import ReadOnlyAdmin
from guide.glossary.models import AvoidedForms
from guide.translating.models import PendingTranslation, Suggestion, TranslationStep
from guide.translations.models import Translation


@admin.register(Translation)
class TranslationAdmin(ReadOnlyAdmin):
    list_display = ("title", "language", "by", "approved_by", "at")
    search_fields = ("title",)
    fields = (
        "language",
        ("tip", "section", "theme", "course_text"),
        "title",
        "short_title",
        "body",
        "quote",
        ("by", "approved_by", "at"),
    )


@admin.register(AvoidedForms)
class AvoidedFormsAdmin(ReadOnlyAdmin):
    pass


@admin.register(PendingTranslation)
class PendingTranslationAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "language", "state", "by", "at")
    list_select_related = ("by", "tip", "section", "theme", "course_text")
    fields = (
        "language",
        ("tip", "section", "theme", "course_text"),
        ("state", "version", "source_version"),
        ("by", "at"),
    )


@admin.register(TranslationStep)
class TranslationStepAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "act", "by", "at")
    list_select_related = ("by", "tip", "section", "theme", "course_text")


@admin.register(Suggestion)
class SuggestionAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "state", "by", "at", "answered_by")
    list_select_related = ("by", "answered_by", "tip", "section", "theme", "course_text")
    fields = (
        "language",
        ("tip", "section", "theme", "course_text"),
        "source",
        "wording",
        "state",
        ("by", "at"),
        ("answered_by", "answered_at"),
    )
