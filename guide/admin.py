"""The guide, to be read: editors work at their desk. A file of an edition can be made again here."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from accounts.administration import ReadOnlyAdmin, ReadOnlyInline, name_fields
from contributions.admin import HasRevisions, RevisionAdmin
from guide.builds import build
from guide.candidates.models import Candidate
from guide.candidates.polls import Ballot, Poll
from guide.decisions.models import Decision, DecisionAnswer, Reason, Submission
from guide.distribution import admin as distribution_admin  # noqa: F401 - registers its pages
from guide.drift.models import Drift
from guide.glossary.models import AvoidedForms
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
from guide.translating.models import PendingTranslation, Suggestion, TranslationStep
from guide.translations.models import Translation

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


# Candidates, votes and ballots, to be read. How somebody voted is seen here no sooner than elsewhere.


@admin.register(Candidate)
class CandidateAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "theme", "place", "shortlisted_by", "shortlisted_at", "tip", "ended_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Candidate]:
        return Candidate.objects.with_texts()


@admin.register(Poll)
class PollAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "theme", "opened_by", "opened_at", "closes_at", "closed_at")


@admin.register(Ballot)
class BallotAdmin(ReadOnlyAdmin):
    """Of closed votes alone."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Ballot]:
        return Ballot.objects.exclude(poll__closed_at=None)


# Matters, decisions, reasons and answers, to be read: they are made at the desk, and decisions are only ever added to.


@admin.register(Submission)
class SubmissionAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "theme", "outcome", "number", "written_at")
    list_select_related = ("page", "comment", "theme")
    search_fields: ClassVar[tuple[str, ...]] = ("page__title", "comment__excerpt")
    show_full_result_count = False


@admin.register(Decision)
class DecisionAdmin(ReadOnlyAdmin):
    list_display = ("submission", "number", "outcome", "tip", "reason", "by", "at")
    list_filter = ("outcome", "submission__theme")
    list_select_related = ("submission__page", "submission__comment", "tip", "reason", "by")
    search_fields: ClassVar[tuple[str, ...]] = ("submission__page__title", "words", "by__username", "by__last_name")
    date_hierarchy = "at"
    show_full_result_count = False


@admin.register(Reason)
class ReasonAdmin(ReadOnlyAdmin):
    pass


@admin.register(DecisionAnswer)
class DecisionAnswerAdmin(ReadOnlyAdmin):
    list_select_related = ("decision__submission__page", "decision__submission__comment", "by")
    date_hierarchy = "at"
    show_full_result_count = False


# Drifts, to be read: editors answer them at the tips.


@admin.register(Drift)
class DriftAdmin(ReadOnlyAdmin):
    list_display = ("source", "kind", "version", "noticed_at", "answer", "answered_by")
    list_select_related = ("source__tip", "answered_by")


# Translations and what was done with them, to be read: translators work at /translation/.


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
