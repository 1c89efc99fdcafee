"""What the editors did at their desk: what became of each text, and how each tip came through its review, day after day.

Each act goes through its verb at its date, in the order of their dates, and in the morning authors are told what was decided
the day before, as the clock does it on a site that runs.

What becomes of each page and each comment of the content: what an editor decided, or what follows from the rest.

What stands under neither waits at the desk.

How the editors moderated: marks on what they read, a page protected, something hidden, a report settled.

Made up, always the same, and put in through the verbs as everything else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import Exists

from accounts.models import Role, User
from contributions.models import Comment, Page, Patrol, Report
from contributions.moderation import first_contributions
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


PROTECTED = "4-vrai-ou-faux"
ADVERT = "Mon beau-frère vend des coffres à mots de passe. Écrivez-moi, je fais un prix aux collègues."
SAID_ON, REPORTED_ON, HIDDEN_ON = (timedelta(days=51, hours=hours) for hours in (11, 14, 16))
PROTECTED_ON = timedelta(days=45, hours=9, minutes=40)


def moderate(stage: Stage, undecided: set[tuple[str, int]]) -> None:
    """After everything is decided, so that the newest versions of what is `undecided` are those that still wait."""
    stage.pages[PROTECTED].protect(
        reason="Deux services corrigeaient les mêmes réponses à tour de rôle : nous tranchons avec le juriste.",
        by=stage.editors[0],
        at=stage.at(PROTECTED_ON),
    )
    first_contributions.rebuild()
    read(stage, undecided)


def settle_a_report(stage: Stage) -> None:
    """An advertisement, reported by a colleague, which an editor has hidden."""
    people = sorted(stage.people.values(), key=lambda person: person.pk)
    reader = next(person for person in people if person.username == "contributor")
    seller = [person for person in people if person not in {reader, *stage.editors}][-1]
    comment = Comment.objects.write(
        theme=stage.themes[1], body=ADVERT, author=seller, kind="advice", at=stage.at(SAID_ON)
    )
    report = Report.objects.report(
        comment, reason=Report.Reason.OTHER, words="De la publicité.", by=reader, at=stage.at(REPORTED_ON)
    )
    editor = stage.editors[-1]
    comment.hide(reason="De la publicité pour un produit : ce n’est pas la place.", by=editor, at=stage.at(HIDDEN_ON))
    Patrol.objects.mark("comment", list(comment.history.all()), by=editor, at=stage.at(HIDDEN_ON))
    report.settle(outcome="Merci. Le message est masqué, son auteur est prévenu.", by=editor, at=stage.at(HIDDEN_ON))


def read(stage: Stage, undecided: set[tuple[str, int]]) -> None:
    """The editors have read, the day after, all that others wrote but the newest version of what waits for a decision."""
    editors = stage.editors
    rows = [(row.history_date, place, row) for place, model in TEXTS for row in written_by_others(place, model)]
    rows.sort(key=lambda row: (row[0], row[1], row[2].history_id))
    newest = {(place, row.id): row for _moment, place, row in rows if (place, row.id) in undecided}
    for (place, _pk), row in newest.items():
        Patrol.objects.wait_for(place, [row])
    waiting = {(place, row.history_id) for (place, _pk), row in newest.items()}
    done = [(moment.date(), place, row) for moment, place, row in rows if (place, row.history_id) not in waiting]
    for number, (_day, found) in enumerate(groupby(done, itemgetter(0))):
        for place, of_place in groupby(sorted(found, key=itemgetter(1)), itemgetter(1)):
            texts = [row for _of_day, _place, row in of_place]
            at = min(texts[-1].history_date + timedelta(hours=18), stage.at(timedelta(days=58)))
            Patrol.objects.mark(place, texts, by=editors[number % len(editors)], at=at)


TEXTS: tuple[tuple[str, Any], ...] = (("page", Page), ("comment", Comment))


def written_by_others(place: str, model: Any) -> list[Any]:
    """The revisions that wait for an editor: not those of editors, who need no other one."""
    editors = User.objects.filter(groups__name__in=[Role.EDITOR, Role.ADMINISTRATOR])
    rows = model.history.exclude(history_user=None).exclude(history_user__in=editors)
    rows = rows.filter(~Exists(Patrol.objects.of_each(place)))
    return list(rows.without_bodies().order_by("history_date", "history_id"))
