"""What the editors did at their desk: what became of each text, and how each tip came through its review, day after day.

Each act goes through its verb at its date, in the order of their dates, and in the morning authors are told what was decided
the day before, as the clock does it on a site that runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from contributions.models import Contribution, Page
from demo.content import Campaign
from demo.desk_content import Approval, Desk
from demo.fates import fates_of_pages, fates_of_said
from demo.said import Decision as Decided
from demo.said import Key
from guide.decisions import keeping, telling
from guide.models import Decision, Matter, Reason, Tip
from guide.reviewing import steps

if TYPE_CHECKING:
    from demo.loading import Stage

MORNING = timedelta(hours=8)
LAST_DAY = 58


@dataclass(frozen=True)
class Act:
    when: timedelta
    do: Callable[[], Any]


def found_reasons(desk: Desk) -> dict[str, Reason]:
    """Those of the content, which stand in the place of those that a new site begins with."""
    return {
        reason.key: Reason.objects.create(
            label=reason.label, sentence=reason.text, tells_author=not reason.silent, position=position
        )
        for position, reason in enumerate(desk.reasons, start=1)
    }


def work_at_the_desk(campaign: Campaign, desk: Desk, stage: Stage) -> None:
    """Decides, reviews, tells; after everything is written, and before the first edition comes out."""
    keeping.rebuild()
    reasons = found_reasons(desk)
    acts = [*decisions(campaign, desk, stage, reasons), *reviews(desk, stage)]
    acts += [Act(timedelta(days=day) + MORNING, partial(tell, day, stage)) for day in range(1, LAST_DAY)]
    for act in sorted(acts, key=lambda act: act.when):
        act.do()


def tell(day: int, stage: Stage) -> None:
    telling.tell_what_is_due(at=stage.at(timedelta(days=day) + MORNING))


def decisions(campaign: Campaign, desk: Desk, stage: Stage, reasons: dict[str, Reason]) -> Iterator[Act]:
    for file, fates in fates_of_pages(campaign, desk).items():
        yield from (Act(one.when, partial(decide, stage.pages[file], one, stage, reasons)) for one in fates)
    for key, fates in fates_of_said(campaign, desk).items():
        yield from (Act(one.when, partial(decide, stage.said[key], one, stage, reasons)) for one in fates)
    for begins, one in desk.made_up:
        said = Contribution.objects.get(body__startswith=begins)
        yield Act(one.when, partial(decide, said, one, stage, reasons))


def decide(text: Page | Contribution, decided: Decided, stage: Stage, reasons: dict[str, Reason]) -> None:
    matter = Matter.objects.of(text)
    Decision.objects.decide(
        matter,
        outcome=decided.outcome,
        by=stage.people[decided.by],
        seen=matter.number,
        at=stage.at(decided.when),
        words=decided.words,
        tip=Tip.objects.get(number=decided.tip) if decided.tip else None,
        page=stage.pages[decided.page] if decided.page else None,
        contribution=stage.said[decided.said] if decided.said else None,
        reason=reasons[decided.reason] if decided.reason else None,
    )


def reviews(desk: Desk, stage: Stage) -> Iterator[Act]:
    for approval in desk.approvals:
        tip = Tip.objects.get(number=approval.tip)
        yield Act(approval.sent, partial(send, tip, approval, stage))
        yield Act(approval.approved, partial(approve, tip, approval, stage))


def send(tip: Tip, approval: Approval, stage: Stage) -> None:
    steps.ask_for_review(tip, by=stage.people[approval.author], at=stage.at(approval.sent))


def approve(tip: Tip, approval: Approval, stage: Stage) -> None:
    by = stage.people[approval.approved_by]
    steps.approve(tip, by=by, seen_version=tip.version, at=stage.at(approval.approved))


def undecided(campaign: Campaign, desk: Desk, stage: Stage) -> set[tuple[str, int]]:
    """The pages and contributions that wait, as ("page", key) and ("contribution", key)."""
    pages = {("page", stage.pages[file].pk) for file, fates in fates_of_pages(campaign, desk).items() if not fates}
    said: dict[Key, Any] = fates_of_said(campaign, desk)
    return pages | {("contribution", stage.said[key].pk) for key, fates in said.items() if not fates}
