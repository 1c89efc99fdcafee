"""Pages and their history, to be read: what is written here is only ever added to, by the verbs of the site."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from accounts.administration import ReadOnlyAdmin, ReadOnlyInline, RevisionedAdmin, name_fields
from common.words.text_lists import side_by_side
from contributions.authorship import Authorship
from contributions.contributors.models import Thanks
from contributions.endorsements import Endorsement
from contributions.mentions import Mention
from contributions.models import (
    Comment,
    CommentRevision,
    Hiding,
    Incorporation,
    Page,
    PageRevision,
    PageTemplate,
    PageTemplateRevision,
    Redirect,
)
from contributions.moderation.admin import (
    CreditAdmin,
    LogEntryAdmin,
    PageMergeAdmin,
    PageSplitAdmin,
    ProtectionAdmin,
    ReportAdmin,
    RevisionHidingAdmin,
)
from contributions.page_views import PageScore
from contributions.passages import Passage
from contributions.questions.admin import (
    QuestionAdmin,
    QuestionAnswerAdmin,
    QuestionImportAdmin,
    QuestionWordingAdmin,
    SameQuestionAdmin,
)
from contributions.uploads.admin import AttachmentAdmin, ImageAdmin

__all__ = [
    "AttachmentAdmin",
    "AuthorshipAdmin",
    "CreditAdmin",
    "EndorsementAdmin",
    "ImageAdmin",
    "LogEntryAdmin",
    "MentionAdmin",
    "PageMergeAdmin",
    "PageScoreAdmin",
    "PageSplitAdmin",
    "PassageAdmin",
    "ProtectionAdmin",
    "QuestionAdmin",
    "QuestionAnswerAdmin",
    "QuestionImportAdmin",
    "QuestionWordingAdmin",
    "ReportAdmin",
    "RevisionHidingAdmin",
    "SameQuestionAdmin",
    "ThanksAdmin",
]  # registered there, as every picture's affair is


class RevisionAdmin(ReadOnlyAdmin):
    """The revisions of any text that has a history; lists leave the texts in the database."""

    list_display: tuple[str, ...] = (
        "title",
        "version",
        "history_date",
        "history_user",
        "act",
        "is_minor",
        "history_change_reason",
    )
    list_filter: ClassVar[tuple[str, ...]] = ("act", "is_minor", "history_date")
    list_select_related = ("history_user",)
    search_fields: ClassVar[tuple[str, ...]] = (
        "title",
        "history_change_reason",
        "history_user__username",
        "history_user__first_name",
        "history_user__last_name",
    )
    ordering = ("-history_date", "-history_id")
    fields: ClassVar[tuple[Any, ...]] = (
        "title",
        ("version", "act", "about_version", "is_minor"),
        ("history_date", "history_user"),
        "history_change_reason",
        "body",
    )

    def __init__(self, model: type[Any], admin_site: admin.AdminSite) -> None:
        super().__init__(model, admin_site)
        name_fields(model, history_date=_("date"), history_user=_("by"), id=_("number"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).defer("body")


class HasRevisions(RevisionedAdmin):
    """A text whose list leads to its revisions."""

    @admin.display(description=_("revisions"))
    def revisions(self, text: Any) -> str:
        options = type(text).history.model._meta
        address = reverse(f"admin:{options.app_label}_{options.model_name}_changelist")
        return format_html('<a href="{}?id__exact={}">{}</a>', address, text.pk, text.version)


class HidingInline(ReadOnlyInline):
    model = Hiding
    fields = ("reason", "hidden_by", "hidden_at", "shown_by", "shown_at")


class RedirectInline(ReadOnlyInline):
    model = Redirect
    fields = ("theme", "slug")


@admin.register(Page)
class PageAdmin(HasRevisions):
    list_display = (
        "title",
        "theme",
        "revisions",
        "created_at",
        "modified_at",
        "is_hidden",
        "is_protected",
        "merged_into",
    )
    list_filter = ("theme", "is_hidden", "is_protected", ("merged_into", admin.EmptyFieldListFilter))
    search_fields = ("title",)
    ordering = ("-modified_at", "-pk")
    fields = (
        "title",
        "theme",
        "slug",
        "revisions",
        "authors",
        ("created_at", "modified_at"),
        "is_hidden",
        "is_protected",
        "merged_into",
        "body",
    )
    inlines = (HidingInline, RedirectInline)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Page]:
        return super().get_queryset(request).defer("body", "body_html", "contents")

    @admin.display(description=_("authors"))
    def authors(self, page: Page) -> str:
        return side_by_side(author["name"] for author in page.byline)


@admin.register(PageRevision)
class PageRevisionAdmin(RevisionAdmin):
    list_filter = ("theme", *RevisionAdmin.list_filter)

    def view_on_site(self, revision: PageRevision) -> str:
        page = Page.objects.narrow().select_related("theme").get(pk=revision.id)
        return page.screen_url(f"revisions/{revision.version}")


class IncorporationInline(ReadOnlyInline):
    model = Incorporation
    fields = ("page", "version", "incorporated_by", "incorporated_at")


@admin.register(Comment)
class CommentAdmin(HasRevisions):
    list_display = ("__str__", "kind", "theme", "author", "revisions", "created_at", "withdrawn_at")
    list_filter = ("kind", "theme", "created_at", "is_hidden", ("withdrawn_at", admin.EmptyFieldListFilter))
    search_fields = ("excerpt", "author__username", "author__first_name", "author__last_name", "page__title")
    ordering = ("-created_at", "-pk")
    fields = ("kind", "author", ("theme", "page"), "reply_to", "revisions", ("created_at", "withdrawn_at"), "body")
    inlines = (IncorporationInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Comment]:
        return super().get_queryset(request).defer("body", "body_html")


@admin.register(CommentRevision)
class CommentRevisionAdmin(RevisionAdmin):
    list_display = ("id", "version", "history_date", "history_user", "act")
    search_fields = ("history_user__username", "history_user__first_name", "history_user__last_name")
    fields = (("version", "act"), ("history_date", "history_user"), "body")

    def view_on_site(self, revision: CommentRevision) -> str:
        return f"{Comment(pk=revision.id).get_absolute_url()}revisions/{revision.version}/"


@admin.register(Redirect)
class RedirectAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "page")
    list_select_related = ("theme", "page")
    search_fields = ("slug", "page__title")
    fields = ("theme", "slug", "page")


@admin.register(Hiding)
class HidingAdmin(ReadOnlyAdmin):
    search_fields = ("page__title", "reason")


@admin.register(PageTemplate)
class PageTemplateAdmin(HasRevisions):
    list_display = ("title", "revisions", "modified_at")
    fields = ("title", "revisions", "modified_at", "body")


@admin.register(PageTemplateRevision)
class PageTemplateRevisionAdmin(RevisionAdmin):
    def view_on_site(self, revision: PageTemplateRevision) -> str:
        return PageTemplate.objects.current().screen_url(f"revisions/{revision.version}")


# How far the words of each page have been followed.


@admin.register(Authorship)
class AuthorshipAdmin(ReadOnlyAdmin):
    search_fields = ("page__title",)
    fields = ("page", "version", "runs")
    show_full_result_count = False


# Thanks, to be read: they are given and taken back on the site alone.


@admin.register(Thanks)
class ThanksAdmin(ReadOnlyAdmin):
    search_fields: ClassVar[tuple[str, ...]] = (
        "person__username",
        "person__last_name",
        "by__username",
        "by__last_name",
    )
    date_hierarchy = "at"
    show_full_result_count = False


# Passages, what people endorsed, and how pages stand, in the administrators' site: to be read.


@admin.register(Endorsement)
class EndorsementAdmin(ReadOnlyAdmin):
    list_filter = (
        "created_at",
        ("page", admin.EmptyFieldListFilter),
        ("comment", admin.EmptyFieldListFilter),
        ("passage", admin.EmptyFieldListFilter),
    )
    search_fields = ("person__username", "person__first_name", "person__last_name", "page__title")
    show_full_result_count = False


@admin.register(Passage)
class PassageAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "page", "page_version", "standing", "created_at")
    search_fields = ("exact", "page__title")
    show_full_result_count = False
    fields = ("page", "page_version", "exact", "standing", "looked_in", "created_at")


@admin.register(PageScore)
class PageScoreAdmin(ReadOnlyAdmin):
    """Who read what is nowhere: the marks of readings stand for themselves, and have no list."""

    search_fields = ("page__title",)
    show_full_result_count = False


# Who is mentioned where, to be looked at when somebody asks why she is told, or is not.


@admin.register(Mention)
class MentionAdmin(ReadOnlyAdmin):
    search_fields = ("person__username", "person__first_name", "person__last_name", "page__title")
    show_full_result_count = False
