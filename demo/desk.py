"""What the editors did at their desk: what became of each text, and how each tip came through its review, day after day.

Each act goes through its verb at its date, in the order of their dates, and in the morning authors are told what was decided
the day before, as the clock does it on a site that runs.

What becomes of each page and each comment of the content: what an editor decided, or what follows from the rest.

What stands under neither waits at the desk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from contributions.models import Comment, Page
from demo.comment_content import CommentContent, CommentKey, DecisionContent
from demo.comment_content import DecisionContent as Decided
from demo.content import Campaign, PageContent, Reaction
from demo.discussions import Approval, Desk
from demo.stage import Stage
from guide.decisions import conversation, submission_sync
from guide.models import Decision, Reason, Submission, Tip
from guide.reviewing import steps


def outcomes_of_pages(campaign: Campaign, desk: Desk) -> dict[str, tuple[DecisionContent, ...]]:
    """By file: used in each tip that rests on the page, or what its file says; empty where it waits."""
    return {page.file: (*promoted_in(page, campaign, desk), *page.decisions) for page in campaign.pages}


def promoted_in(page: PageContent, campaign: Campaign, desk: Desk) -> Iterator[DecisionContent]:
    """By the tip's author, at the moment when she promoted it."""
    authors = {approval.tip: approval.author for approval in desk.approvals}
    for tip in campaign.tips:
        if page.file in {source.page for source in tip.sources}:
            yield DecisionContent(authors[tip.number], campaign.promoted(tip), "promoted", tip=tip.number)


def outcomes_of_comments(campaign: Campaign, desk: Desk) -> dict[CommentKey, tuple[DecisionContent, ...]]:
    """Of comments and nuances: merged where a page took the words up, or what stands beside them; empty where they wait."""
    outcomes: dict[CommentKey, tuple[DecisionContent, ...]] = {}
    for place in campaign.places():
        for thread in place.threads:
            outcomes[thread.key] = (*incorporated(thread, getattr(place, "file", "")), *thread.decisions)
            outcomes |= {reply.key: tuple(reply.decisions) for reply in thread.replies}
    outcomes |= {nuance.key: nuance.decisions for nuance in nuances(campaign)}
    return outcomes | {contradiction.key: () for contradiction in desk.contradictions}


def incorporated(thread: CommentContent, here: str) -> Iterator[DecisionContent]:
    for incorporation in thread.incorporations:
        yield DecisionContent(incorporation.by, incorporation.when, "merged", page=incorporation.page or here)


def nuances(campaign: Campaign) -> list[Reaction]:
    return [reaction for reaction in campaign.passages if reaction.nuance]


MORNING = timedelta(hours=8)
LAST_DAY = 58


@dataclass(frozen=True)
class DeskAct:
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
    submission_sync.sync_all()
    reasons = found_reasons(desk)
    acts = [*decisions(campaign, desk, stage, reasons), *reviews(desk, stage)]
    acts += [DeskAct(timedelta(days=day) + MORNING, partial(notify_authors, day, stage)) for day in range(1, LAST_DAY)]
    for act in sorted(acts, key=lambda act: act.when):
        act.do()


def notify_authors(day: int, stage: Stage) -> None:
    conversation.notify_due(at=stage.at(timedelta(days=day) + MORNING))


def decisions(campaign: Campaign, desk: Desk, stage: Stage, reasons: dict[str, Reason]) -> Iterator[DeskAct]:
    for file, outcomes in outcomes_of_pages(campaign, desk).items():
        yield from (DeskAct(one.when, partial(decide, stage.pages[file], one, stage, reasons)) for one in outcomes)
    for key, outcomes in outcomes_of_comments(campaign, desk).items():
        yield from (DeskAct(one.when, partial(decide, stage.comments[key], one, stage, reasons)) for one in outcomes)
    for begins, one in desk.made_up:
        comment = Comment.objects.get(body__startswith=begins)
        yield DeskAct(one.when, partial(decide, comment, one, stage, reasons))


def decide(text: Page | Comment, decided: Decided, stage: Stage, reasons: dict[str, Reason]) -> None:
    submission = Submission.objects.of(text)
    Decision.objects.decide(
        submission,
        outcome=decided.outcome,
        by=stage.people[decided.by],
        seen=submission.number,
        at=stage.at(decided.when),
        words=decided.words,
        tip=Tip.objects.get(number=decided.tip) if decided.tip else None,
        page=stage.pages[decided.page] if decided.page else None,
        comment=stage.comments[decided.comment] if decided.comment else None,
        reason=reasons[decided.reason] if decided.reason else None,
    )


def reviews(desk: Desk, stage: Stage) -> Iterator[DeskAct]:
    for approval in desk.approvals:
        tip = Tip.objects.get(number=approval.tip)
        yield DeskAct(approval.sent, partial(send, tip, approval, stage))
        yield DeskAct(approval.approved, partial(approve, tip, approval, stage))


def send(tip: Tip, approval: Approval, stage: Stage) -> None:
    steps.ask_for_review(tip, by=stage.people[approval.author], at=stage.at(approval.sent))


def approve(tip: Tip, approval: Approval, stage: Stage) -> None:
    by = stage.people[approval.approved_by]
    steps.approve(tip, by=by, seen_version=tip.version, at=stage.at(approval.approved))


def undecided(campaign: Campaign, desk: Desk, stage: Stage) -> set[tuple[str, int]]:
    """The pages and contributions that wait, as ("page", key) and ("contribution", key)."""
    pages = {
        ("page", stage.pages[file].pk) for file, outcomes in outcomes_of_pages(campaign, desk).items() if not outcomes
    }
    comment: dict[CommentKey, Any] = outcomes_of_comments(campaign, desk)
    return pages | {("comment", stage.comments[key].pk) for key, outcomes in comment.items() if not outcomes}
