"""Who can be mentioned, while it is typed."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse

from accounts.access import readers_only
from accounts.models import User
from accounts.people.picking import distinguishing_words, matching
from common import markup

# The people whose name goes on as one types it: to be mentioned, or to be named in a filter.


PEOPLE_AT_ONCE = 8
LONGEST = 80


@readers_only
def people(request: HttpRequest) -> JsonResponse:
    """`?q=` as JSON: contributors who are here, by what each shows of her name; with `all`, whoever goes by a name at all.

    Whoever may read the wiki sees these names there: under texts, and in the search.
    """
    letters = markup.clean_text(request.GET.get("q", ""))[:LONGEST]
    everybody = User.objects.get_queryset()
    among = everybody if "all" in request.GET else everybody.may_be_mentioned()
    rows = matching(among, letters, at_most=PEOPLE_AT_ONCE)
    found = [
        {"handle": person.username, "name": person.public_name, "place": place}
        for person, place in zip(rows, distinguishing_words(rows), strict=True)
    ]
    return JsonResponse({"people": found}, headers={"Cache-Control": "private, no-store"})
