"""What became of each thing that somebody wrote: for herself, and for the editors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import Q

from accounts import access
from accounts.models import User
from common.paging import decode_cursor, encode_cursor
from contributions.models import Incorporation, PageRevision
from guide.decisions.models import Decision, Submission
from guide.decisions.querysets import SubmissionQuerySet, visibility_filter
from guide.editions.published_numbers import with_published_number

ROWS = 30
FIRST_ROWS = 10


@dataclass(frozen=True)
class LedgerEntry:
    """One text of hers; the decision that holds, if there is one; the pages that took its words up, decided or not."""

    submission: Submission
    decision: Decision | None
    incorporations: Sequence[Incorporation]


@dataclass(frozen=True)
class Ledger:
    """One screenful, the newest first; `next_query` leads to the older ones."""

    person: User
    entries: Sequence[LedgerEntry]
    is_own: bool
    is_first: bool
    next_query: str


def may_read_ledger(person: User, reader: access.Person) -> bool:
    return person == reader or access.is_editor(reader)


def ledger_of(person: User, reader: access.Person, *, before: str = "", at_most: int = ROWS) -> Ledger:
    """Four queries, however much she wrote: of pages, what she wrote beyond details."""
    since = decode_cursor(before)
    found = list(_submissions(person, reader, since)[: at_most + 1])
    shown = found[:at_most]
    holding = Decision.objects.holding().with_everything()
    decisions = {row.submission_id: row for row in with_published_number(holding.filter(submission__in=shown), "tip")}
    incorporations = _incorporations_of([submission.comment_id for submission in shown if submission.comment_id])
    entries = [LedgerEntry(one, decisions.get(one.pk), incorporations[one.comment_id]) for one in shown]
    query = {} if person == reader else {"person": person.handle}
    more = len(found) > at_most
    following = urlencode(query | {"before": encode_cursor(shown[-1].written_at, shown[-1].pk)}) if more else ""
    return Ledger(person, entries, person == reader, since is None, following)


def _submissions(person: User, reader: access.Person, since: tuple[datetime, int] | None) -> SubmissionQuerySet:
    pages = PageRevision.objects.filter(history_user=person.pk, is_minor=False).order_by().values("id")
    hers = Q(comment__author=person) | Q(page__in=pages)
    in_sight = Q() if person == reader else visibility_filter(reader)  # of her own, what is hidden too
    rows = Submission.objects.filter(hers, in_sight).select_related(
        "page__theme", "page__merged_into__theme", "comment__theme", "comment__page__theme", "comment__video", "theme"
    )
    if since:
        moment, pk = since
        rows = rows.filter(Q(written_at__lt=moment) | Q(written_at=moment, pk__lt=pk))
    texts = [
        f"{text}__{name}"
        for text in ("page", "page__merged_into", "comment__page")
        for name in ("body", "body_html", "contents")
    ]
    return rows.defer(*texts, "comment__body", "comment__body_html").order_by("-written_at", "-pk")


def _incorporations_of(contributions: list[int]) -> defaultdict[int | None, list[Incorporation]]:
    found: defaultdict[int | None, list[Incorporation]] = defaultdict(list)
    rows = Incorporation.objects.filter(comment__in=contributions, page__is_hidden=False)
    for incorporation in rows.select_related("page__theme").defer("page__body", "page__body_html", "page__contents"):
        found[incorporation.comment_id].append(incorporation)
    return found
