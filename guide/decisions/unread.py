"""The texts of which the team has not read every version: a page is one, whatever versions of it wait."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from contributions.models import Patrol


def unread_texts() -> QuerySet[Any]:
    """Of what readers see, as `SubmissionQuerySet.visible`: a row for each text, of its first version that waits."""
    stands = Q(comment__is_hidden=False, comment__withdrawn_at=None, comment__video__withdrawn_at=None)
    there = Q(comment=None) | stands
    seen = Q(page=None) | Q(page__is_hidden=False, page__merged_into=None)
    return Patrol.objects.first_of_each_text().filter(there, seen)
