"""How far the review of a tip is, as its screen shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from accounts.models import User
from guide.reviewing import checklist, checks, consents, overview, steps
from guide.reviewing.checks import ChecklistItem
from guide.reviewing.models import Consent, Remark, ReviewLink, ReviewStep
from guide.tips.models import Tip

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
        return overview.is_overdue(self.tip)

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
