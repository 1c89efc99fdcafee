"""The people whose name goes on as one types it, to be mentioned."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse

import markup
from accounts.access import contributors_only
from accounts.models import User
from accounts.people.picking import matching

PEOPLE_AT_ONCE = 8
LONGEST = 80


@contributors_only
def people(request: HttpRequest) -> JsonResponse:
    """`?q=` as JSON: contributors who are here, by what each shows of her name. Whoever goes by none is not found."""
    letters = markup.clean_text(request.GET.get("q", ""))[:LONGEST]
    rows = matching(User.objects.get_queryset().may_be_mentioned(), letters, at_most=PEOPLE_AT_ONCE)
    found = [
        {"handle": person.username, "name": person.public_name, "place": person.public_work_place} for person in rows
    ]
    return JsonResponse({"people": found}, headers={"Cache-Control": "private, no-store"})
