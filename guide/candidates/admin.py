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
