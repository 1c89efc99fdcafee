"""How many found something useful, who they are, and whom somebody should hear of next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import BooleanField, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from accounts import access
from accounts.models import Attribution, User
from contributions.comments.models import Comment
from contributions.endorsements.models import Endorsable, Endorsement, is_own
from contributions.passages.models import Passage, PassageState
from themes.models import Theme


def with_endorsements[Rows: QuerySet[Any]](rows: Rows, reader: access.Person) -> Rows:
    """Pages, contributions or passages, each with `useful_count` and `is_endorsed` (by the reader)."""
    kind = str(rows.model._meta.model_name)
    given = Endorsement.objects.filter(**{kind: OuterRef("pk")}).order_by()
    count = Subquery(given.values(kind).annotate(n=Count("pk")).values("n"), output_field=IntegerField())
    own: Any = Value(False, output_field=BooleanField())
    if isinstance(reader, User):
        own = Exists(given.filter(person_id=reader.pk))
    annotated: Rows = rows.annotate(useful_count=Coalesce(count, Value(0)), is_endorsed=own)
    return annotated


# Who endorsed something, as each chose to be named; those who stay anonymous, or have left, are a number.


ROWS = 50


@dataclass(frozen=True)
class Endorsers:
    """One screenful, the newest first. `total` counts everybody; `unnamed` those among them who are not listed anywhere."""

    people: list[tuple[User, datetime]]
    total: int
    unnamed: int
    next_query: str
    is_first: bool


def endorsers_of(what: Endorsable, before: tuple[datetime, int] | None) -> Endorsers:
    """Three queries, however many they are."""
    given = Endorsement.objects.of(what).order_by("-created_at", "-pk")
    named = given.filter(person__is_active=True).exclude(person__attribution=Attribution.ANONYMOUS)
    rows = named
    if before:
        moment, pk = before
        rows = named.filter(Q(created_at__lt=moment) | Q(created_at=moment, pk__lt=pk))
    found = list(rows.select_related("person")[: ROWS + 1])
    shown, total = found[:ROWS], given.count()
    last = shown[-1] if len(found) > ROWS else None
    return Endorsers(
        people=[(row.person, row.created_at) for row in shown],
        total=total,
        unnamed=total - named.count(),
        next_query=urlencode({"before": f"{last.created_at.isoformat()}~{last.pk}"}) if last else "",
        is_first=before is None,
    )


# A passage that is offered to somebody who has two minutes: to agree with, or to nuance.


LEAST_AGREED = 2


def passage_to_agree_with(theme: Theme, reader: access.Person) -> Passage | None:
    """The passage of the theme that most agree with, that still stands, and that the reader has neither answered nor
    written: the same one until she answers it. One query.
    """
    if not isinstance(reader, User):
        return None
    standing = Passage.objects.for_theme(theme.pk).filter(standing=PassageState.UNCHANGED, looked_in=F("page__version"))
    answered = Comment.objects.filter(passage=OuterRef("pk"), author=reader)
    rows: QuerySet[Any] = with_endorsements(standing.filter(~Exists(answered)), reader)
    agreed = rows.filter(is_endorsed=False, useful_count__gte=LEAST_AGREED).order_by("-useful_count", "pk")
    shown = agreed.select_related("page").defer("page__body", "page__body_html", "page__contents")[:5]
    found = next((passage for passage in shown if not is_own(passage, reader)), None)
    if found:
        found.page.theme = theme
    return found
