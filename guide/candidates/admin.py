"""Candidates, votes and ballots, to be read. How somebody voted is seen here no sooner than elsewhere."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.administration import ReadOnlyAdmin
from guide.candidates.models import Candidate
from guide.candidates.polls import Ballot, Poll


@admin.register(Candidate)
class CandidateAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "theme", "place", "shortlisted_by", "shortlisted_at", "tip", "ended_at")
    list_filter = ("theme", ("ended_at", admin.EmptyFieldListFilter))
    fields = (
        ("theme", "place"),
        ("page", "passage", "comment"),
        "note",
        ("shortlisted_by", "shortlisted_at"),
        "tip",
        "dropped_why",
        ("ended_by", "ended_at"),
        "evidence",
    )
    readonly_fields = ("evidence",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Candidate]:
        return Candidate.objects.with_texts()


@admin.register(Poll)
class PollAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "theme", "opened_by", "opened_at", "closes_at", "closed_at")
    list_filter = ("theme", ("closed_at", admin.EmptyFieldListFilter))
    list_select_related = ("theme", "opened_by")
    fields = (("theme", "place"), ("opened_by", "opened_at"), "closes_at", ("closed_by", "closed_at"), "result")
    readonly_fields = ("result",)

    def view_on_site(self, poll: Poll) -> str:
        return poll.get_absolute_url()


@admin.register(Ballot)
class BallotAdmin(ReadOnlyAdmin):
    """Of closed votes alone."""

    list_display = ("poll", "by", "at", "why")
    list_select_related = ("poll", "by")
    fields = ("poll", ("by", "at"), "ranks", "why")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Ballot]:
        return Ballot.objects.exclude(poll__closed_at=None)
