"""What would be taken back: the list that an editor confirms. Nothing is changed here but the list."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef

from contributions.comments.models import Comment
from contributions.moderation.rolling_back.models import (
    RollBack,
    RollBackEffect,
    RollBackObstacle,
    RollBackState,
    RollBackStep,
)
from contributions.moderation.rolling_back.taken_back import CannotBeTakenBack, versions_of_hers, without
from contributions.pages.models import Page
from contributions.questions.models import Question


def look_up(roll_back: RollBack) -> int:
    """Fills the list, and goes on where it was stopped before; returns its length."""
    if roll_back.state != RollBackState.LOOKING:
        return 0
    pages, comment, asked = pages_touched(roll_back), comments_in(roll_back), asked_in(roll_back)
    RollBack.objects.filter(pk=roll_back.pk).update(found=len(pages) + len(comment) + len(asked))
    known = set(roll_back.steps.exclude(page=None).values_list("page", flat=True))
    for pk in pages:
        if pk not in known:
            _add(page_step(Page.objects.select_related("theme").get(pk=pk), roll_back))
    _add(*comment_steps(comment, roll_back), *question_steps(asked, roll_back))
    roll_back.go_on(RollBackState.LOOKING, RollBackState.SHOWN)
    return roll_back.steps.count()


def _add(*steps: RollBackStep) -> None:
    RollBackStep.objects.bulk_create(steps, ignore_conflicts=True)


def pages_touched(roll_back: RollBack) -> list[int]:
    """The keys of the pages that she wrote on in the period."""
    rows = Page.history.filter(history_user=roll_back.person_id)
    rows = rows.filter(history_date__gte=roll_back.since, history_date__lte=roll_back.until)
    return sorted(set(rows.values_list("id", flat=True)))


def comments_in(roll_back: RollBack) -> list[Comment]:
    """What she said or corrected in the period."""
    in_period = Comment.history.filter(history_user=roll_back.person_id, id=OuterRef("pk"))
    in_period = in_period.filter(history_date__gte=roll_back.since, history_date__lte=roll_back.until)
    rows = Comment.objects.filter(Exists(in_period), author=roll_back.person_id)
    return list(rows.defer("body", "body_html").order_by("pk"))


def asked_in(roll_back: RollBack) -> list[Question]:
    asked = Question.objects.filter(asked_by=roll_back.person_id)
    return list(asked.filter(created_at__gte=roll_back.since, created_at__lte=roll_back.until).order_by("pk"))


def page_step(page: Page, roll_back: RollBack) -> RollBackStep:
    versions = versions_of_hers(page, roll_back)
    step = RollBackStep(roll_back=roll_back, page=page, version=page.version, first=versions[0], last=versions[-1])
    if page.is_hidden or page.is_merged:
        step.kind, step.why = RollBackEffect.LEAVE, RollBackObstacle.GONE
    elif versions[0] == 1:
        is_hers_alone = not page.history.exclude(history_user=roll_back.person_id).exists()
        step.kind, step.why = (
            (RollBackEffect.HIDE, "") if is_hers_alone else (RollBackEffect.LEAVE, RollBackObstacle.WRITTEN_ON)
        )
    else:
        try:
            without(page, versions)
        except CannotBeTakenBack as refusal:
            step.kind, step.why = RollBackEffect.LEAVE, refusal.why
        else:
            step.kind = RollBackEffect.UNDO
    return step


def comment_steps(comment: list[Comment], roll_back: RollBack) -> Iterator[RollBackStep]:
    """What she said in the period is hidden. What she said before, and corrected then, an editor looks at."""
    for one in comment:
        step = RollBackStep(roll_back=roll_back, comment=one, version=one.version, first=1, last=one.version)
        step.kind, step.why = RollBackEffect.HIDE, ""
        if one.is_hidden or not one.is_standing:
            step.kind, step.why = RollBackEffect.LEAVE, RollBackObstacle.GONE
        elif one.created_at < roll_back.since:
            step.kind, step.why = RollBackEffect.LEAVE, RollBackObstacle.REVISED
        yield step


def question_steps(asked: list[Question], roll_back: RollBack) -> Iterator[RollBackStep]:
    for question in asked:
        kind, why = (RollBackEffect.LEAVE, RollBackObstacle.GONE) if question.is_hidden else (RollBackEffect.HIDE, "")
        yield RollBackStep(roll_back=roll_back, question=question, version=1, first=1, last=1, kind=kind, why=why)
