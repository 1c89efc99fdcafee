"""The tips by how far their review is, for the editors.

How far the review of a tip is, as its screen shows it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import User
from guide.reviewing import checklist, checks, consents, fetching, steps
from guide.reviewing.checks import ChecklistItem
from guide.reviewing.models import Consent, Remark, ReviewLink, ReviewStep
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


STEPS_SHOWN = 12


@dataclass(frozen=True)
class RemarkList:
    """What was remarked on a text, or on those of a course: to be answered, and answered."""

    remarks: list[Remark]

    @property
    def open_remarks(self) -> list[Remark]:
        return [remark for remark in self.remarks if remark.is_open]

    @property
    def answered_remarks(self) -> list[Remark]:
        return [remark for remark in self.remarks if not remark.is_open]


@dataclass(frozen=True)
class ReviewContext(RemarkList):
    """`why_not` says why this reader cannot approve: empty where she can."""

    tip: Tip
    steps: list[ReviewStep]
    links: list[ReviewLink]
    items: list[ChecklistItem]
    consent: Consent | None
    why_not: str

    @property
    def asked(self) -> ReviewStep | None:
        """When the review that goes on was asked for."""
        return next((step for step in self.steps if step.state == Tip.State.IN_REVIEW), None)

    @property
    def last(self) -> ReviewStep | None:
        return self.steps[0] if self.steps else None

    @property
    def is_overdue(self) -> bool:
        return is_overdue(self.tip)

    @property
    def problems(self) -> list[ChecklistItem]:
        return checks.problems(self.items)

    @property
    def open_links(self) -> list[ReviewLink]:
        return [link for link in self.links if link.is_open]

    @property
    def done_links(self) -> list[ReviewLink]:
        return [link for link in self.links if link.done_at]


def tip_context(tip: Tip, reader: User) -> dict[str, Any]:
    """What the parts of the tip's screen need, whatever the number of rows in a constant number of queries."""
    review = ReviewContext(
        tip=tip,
        steps=list(tip.steps.select_related("by")[:STEPS_SHOWN]),
        remarks=list(tip.remarks.with_people()),
        links=list(tip.review_links.all()),
        items=checklist.items_by_tip([tip])[tip.pk],
        consent=consents.of(tip),
        why_not=_why_not(tip, reader),
    )
    return {"review": review}


def _why_not(tip: Tip, reader: User) -> str:
    refusal = steps.why_not_approve(tip, reader) if tip.state == Tip.State.IN_REVIEW else None
    return refusal.messages[0] if refusal else ""
