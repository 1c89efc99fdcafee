"""The guide, to be read: editors work at their desk. A file of an edition can be made again here."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from accounts.administration import ReadOnlyAdmin, ReadOnlyInline, name_fields
from contributions.admin import HasRevisions, RevisionAdmin
from guide.builds import build
from guide.candidates.admin import BallotAdmin, CandidateAdmin, PollAdmin
from guide.decisions.admin import DecisionAdmin, DecisionAnswerAdmin, ReasonAdmin, SubmissionAdmin
from guide.distribution import admin as distribution_admin  # noqa: F401 - registers its pages
from guide.drift.admin import DriftAdmin
from guide.models import (
    CourseText,
    CourseTextRevision,
    Edition,
    EditionFile,
    Nomination,
    Section,
    SectionRevision,
    Source,
    Tie,
    Tip,
    TipRevision,
)
from guide.reviewing import admin as reviewing_admin  # noqa: F401 - registers its pages
from guide.translating import admin as translating_admin  # noqa: F401 - registers its pages

__all__ = [
    "BallotAdmin",
    "CandidateAdmin",
    "DecisionAdmin",
    "DecisionAnswerAdmin",
    "DriftAdmin",
    "PollAdmin",
    "ReasonAdmin",
    "SubmissionAdmin",
]


class SourceInline(ReadOnlyInline):
    model = Source
    fields = ("page", "comment", "question", "version", "passage", "added_by", "added_at")


class TieInline(ReadOnlyInline):
    model = Tie
    fields = ("sentence", "source", "state", "is_doubtful", "is_lost", "by", "at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tie]:
        return super().get_queryset(request).select_related("source", "by")


@admin.register(Tip)
class TipAdmin(HasRevisions):
    list_display = ("number", "title", "theme", "revisions", "modified_at")
    list_display_links = ("title",)
    list_filter = ("theme", ("number", admin.EmptyFieldListFilter))
    search_fields = ("title", "quote")
    fields = (("number", "theme"), "title", "revisions", "modified_at", "body", ("quote", "quoted_person"))
    inlines = (SourceInline, TieInline)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tip]:
        return super().get_queryset(request).defer("body", "body_html")


@admin.register(Section)
class SectionAdmin(HasRevisions):
    list_display = ("part", "title", "revisions", "modified_at")
    list_filter = ("kind",)
    list_select_related = ("theme",)
    search_fields = ("title",)
    fields = ("part", "title", "revisions", "modified_at", "body")

    @admin.display(description=_("section"))
    def part(self, section: Section) -> str:
        return str(section.label)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Section]:
        return super().get_queryset(request).defer("body", "body_html")


@admin.register(TipRevision)
class TipRevisionAdmin(RevisionAdmin):
    list_display = ("number", *RevisionAdmin.list_display)
    list_display_links = ("title",)
    fields = ("number", *RevisionAdmin.fields, ("quote", "quoted_person"))


@admin.register(SectionRevision)
class SectionRevisionAdmin(RevisionAdmin):
    pass


@admin.register(CourseText)
class CourseTextAdmin(HasRevisions):
    list_display = ("kind", "title", "parent", "position", "tip", "revisions", "modified_at", "removed_at")
    list_display_links = ("title",)
    search_fields = ("title",)
    fields = (
        "kind",
        "title",
        ("parent", "position"),
        ("theme", "tip"),
        "revisions",
        ("modified_at", "removed_at"),
        "body",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[CourseText]:
        return super().get_queryset(request).defer("body", "body_html", "parts")


@admin.register(CourseTextRevision)
class CourseTextRevisionAdmin(RevisionAdmin):
    pass


@admin.register(Nomination)
class NominationAdmin(ReadOnlyAdmin):
    list_filter = ("page__theme", "nominated_at")
    search_fields = ("page__title", "reason")
    fields = ("page", "page_version", "nominated_by", "nominated_at", "reason")


class FileInline(ReadOnlyInline):
    model = EditionFile
    fields = ("language", "form", "state", "problem", "size", "made_at", "sha256")


@admin.register(Edition)
class EditionAdmin(ReadOnlyAdmin):
    """A published edition never changes; the one in preparation is set at the desk."""

    list_display = ("__str__", "status", "language", "published_at", "published_by")
    fields = ("number", "status", "language", "title", "subtitle", "summary", "published_at", "published_by")
    inlines = (FileInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Edition]:
        return super().get_queryset(request).defer("names")

    def view_on_site(self, edition: Edition) -> str:
        if edition.is_out:
            return edition.get_absolute_url()
        return reverse("guide:edition", args=[edition.number])


@admin.register(EditionFile)
class EditionFileAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "language", "form", "state", "problem", "size", "made_at")
    list_select_related = ("edition",)
    fields = ("edition", "language", "form", "state", "problem", "size", "made_at", "sha256")
    actions = ("make_files_again",)

    def has_make_again_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    @admin.action(description=_("Make the files again"), permissions=["make_again"])
    def make_files_again(self, request: HttpRequest, files: QuerySet[Any]) -> None:
        """The edition does not change: its files are made from its frozen documents."""
        published = files.filter(edition__status=Edition.Status.PUBLISHED).select_related("edition")
        for file in published:
            build.request_builds(file.edition, languages=[file.language], forms=[file.form])
        number = len(published)
        words = ngettext("%(number)s file is being made.", "%(number)s files are being made.", number)
        self.message_user(request, words % {"number": number}, messages.SUCCESS if number else messages.WARNING)


name_fields(EditionFile, form=pgettext_lazy("of the guide", "form"))
