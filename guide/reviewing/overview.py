"""The tips by how far their review is, for the editors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from guide.reviewing import checklist, checks, fetching
from guide.reviewing.models import ReviewStep
from guide.sections import Section
from guide.tips.models import Tip, TipQuerySet

State = Tip.State


@dataclass(frozen=True)
class ReviewGroup:
    """The tips of one state, in the order in which somebody should see to them."""

    state: str
    title: str
    empty: str
    tips: list[Tip]


def by_state() -> list[ReviewGroup]:
    """Each knows in `to_mend` how much of its checklist is wanting; in a constant number of queries."""
    rows: dict[str, list[Tip]] = {state: [] for state in State.values}
    problems = checklist.problems_by_tip()
    for tip in with_counts(Tip.objects.all()).select_related("theme"):
        tip.to_mend = len(problems.get(tip, ()))  # type: ignore[attr-defined]
        rows[tip.state].append(tip)
    rows[State.IN_REVIEW].sort(key=_by_day)
    rows[State.DRAFT].sort(key=_by_place)
    rows[State.APPROVED].sort(key=_by_place)
    titles = {
        State.IN_REVIEW: (pgettext("tips", "In review"), _("No tip waits to be read.")),
        State.DRAFT: (pgettext("tips", "Drafts"), _("No tip is a draft.")),
        State.APPROVED: (pgettext("tips", "Approved"), _("No tip is approved yet.")),
    }
    return [ReviewGroup(state, title, empty, rows[state]) for state, (title, empty) in titles.items()]


def with_counts(tips: TipQuerySet) -> TipQuerySet:
    """Each knows its open remarks, and when it came to where it is."""
    since = ReviewStep.objects.filter(tip=OuterRef("pk")).values("at")[:1]
    open_remarks = Count("remarks", filter=Q(remarks__state="open"))
    return tips.defer("body", "body_html").annotate(open_remarks=open_remarks, since=Subquery(since))


def broken_links() -> list[tuple[Section, dict[str, str]]]:
    """The texts around the tips that lead to addresses that do not answer, with what is wrong with each."""
    sections = list(Section.objects.exclude(body="").select_related("theme"))
    named = {section.pk: checks.addresses_in(section.body_html) for section in sections}
    broken = fetching.check_links({address for some in named.values() for address in some}).broken
    found = ((one, {url: broken[url] for url in named[one.pk] if url in broken}) for one in sections)
    return [(section, links) for section, links in found if links]


def is_overdue(tip: Tip, today: date | None = None) -> bool:
    return (
        tip.state == State.IN_REVIEW and tip.review_due is not None and tip.review_due < (today or timezone.localdate())
    )


def _by_place(tip: Tip) -> tuple[bool, int, int]:
    return tip.number is None, tip.number or 0, tip.pk


def _by_day(tip: Tip) -> tuple[bool, date, int]:
    return tip.review_due is None, tip.review_due or date.max, tip.number or 0
