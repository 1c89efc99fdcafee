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
from contributions.models import PageRevision, TakingUp
from guide.decisions.models import Decision, Matter
from guide.decisions.querysets import MatterQuerySet
from guide.decisions.sight import in_sight_of
from paging import key_in, key_of

ROWS = 30
FIRST_ROWS = 10


@dataclass(frozen=True)
class Entry:
    """One text of hers; the decision that holds, if there is one; the pages that took its words up, decided or not."""

    matter: Matter
    decision: Decision | None
    takings: Sequence[TakingUp]


@dataclass(frozen=True)
class Ledger:
    """One screenful, the newest first; `next_query` leads to the older ones."""

    person: User
    entries: Sequence[Entry]
    is_own: bool
    is_first: bool
    next_query: str


def may_read_ledger(person: User, reader: access.Person) -> bool:
    return person == reader or access.is_editor(reader)


def ledger_of(person: User, reader: access.Person, *, before: str = "", at_most: int = ROWS) -> Ledger:
    """Four queries, however much she wrote: of pages, what she wrote beyond details."""
    since = key_in(before)
    found = list(_matters(person, reader, since)[: at_most + 1])
    shown = found[:at_most]
    decisions = {row.matter_id: row for row in Decision.objects.holding().filter(matter__in=shown).with_everything()}
    takings = _takings_of([matter.contribution_id for matter in shown if matter.contribution_id])
    entries = [Entry(one, decisions.get(one.pk), takings[one.contribution_id]) for one in shown]
    query = {} if person == reader else {"person": person.handle}
    more = len(found) > at_most
    following = urlencode(query | {"before": key_of(shown[-1].written_at, shown[-1].pk)}) if more else ""
    return Ledger(person, entries, person == reader, since is None, following)


def _matters(person: User, reader: access.Person, since: tuple[datetime, int] | None) -> MatterQuerySet:
    pages = PageRevision.objects.filter(history_user=person.pk, is_minor=False).order_by().values("id")
    hers = Q(contribution__author=person) | Q(page__in=pages)
    in_sight = Q() if person == reader else in_sight_of(reader)  # of her own, what is hidden too
    rows = Matter.objects.filter(hers, in_sight).select_related(
        "page__theme", "page__merged_into__theme", "contribution__theme", "contribution__page__theme", "theme"
    )
    if since:
        moment, pk = since
        rows = rows.filter(Q(written_at__lt=moment) | Q(written_at=moment, pk__lt=pk))
    texts = [
        f"{text}__{name}"
        for text in ("page", "page__merged_into", "contribution__page")
        for name in ("body", "body_html", "contents")
    ]
    return rows.defer(*texts, "contribution__body", "contribution__body_html").order_by("-written_at", "-pk")


def _takings_of(contributions: list[int]) -> defaultdict[int | None, list[TakingUp]]:
    found: defaultdict[int | None, list[TakingUp]] = defaultdict(list)
    rows = TakingUp.objects.filter(contribution__in=contributions, page__is_hidden=False)
    for taking in rows.select_related("page__theme").defer("page__body", "page__body_html", "page__contents"):
        found[taking.contribution_id].append(taking)
    return found
