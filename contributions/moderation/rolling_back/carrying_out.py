"""A page without what one person wrote: her changes are undone, the newest first, and those of others stay."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.models import User
from common import markup
from contributions.comments.models import Comment
from contributions.history_models import SUMMARY_LENGTH, Act
from contributions.moderation.rolling_back.models import (
    RollBack,
    RollBackEffect,
    RollBackObstacle,
    RollBackState,
    RollBackStep,
)
from contributions.moderation_log import LogAction, LogEntry
from contributions.pages.models import Page
from contributions.questions.models import Question
from contributions.revision_hiding import REASON_LENGTH
from contributions.revisions import StaleVersion
from themes.models import Theme


class CannotBeTakenBack(Exception):
    """Says in `why` what stands in the way."""

    def __init__(self, why: RollBackObstacle) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Without:
    """What the page would be."""

    title: str
    theme: Theme
    body: str


def versions_of_hers(page: Page, roll_back: RollBack) -> list[int]:
    """Which versions of the page she wrote in the period, the oldest first."""
    rows = page.history.filter(history_user=roll_back.person_id)
    rows = rows.filter(history_date__gte=roll_back.since, history_date__lte=roll_back.until)
    return list(rows.order_by("version").values_list("version", flat=True))


def without(page: Page, versions: Sequence[int]) -> Without:
    """The page without these versions, none of which is the first. Raises CannotBeTakenBack."""
    title, theme_id, body = page.title, page.theme_id, page.body
    for first, last in reversed(runs(versions)):
        before, after = _readable(page, first - 1), _readable(page, last)
        merge = markup.merge(after.body, body, before.body)
        if not merge.is_clean:
            raise CannotBeTakenBack(RollBackObstacle.TOUCHED)
        body = merge.text
        title = before.title if title == after.title else title
        theme_id = before.theme_id if theme_id == after.theme_id else theme_id
    if (title, theme_id, body) == (page.title, page.theme_id, page.body):
        raise CannotBeTakenBack(RollBackObstacle.NOTHING)
    if title != page.title and Page.objects.with_title(title).exclude(pk=page.pk).exists():
        raise CannotBeTakenBack(RollBackObstacle.TITLE)
    return Without(title, page.theme if theme_id == page.theme_id else Theme.objects.get(pk=theme_id), body)


def _readable(page: Page, version: int) -> Any:
    revision = page.revision(version)
    if revision.is_text_hidden:
        raise CannotBeTakenBack(RollBackObstacle.HIDDEN)
    return revision


def runs(versions: Sequence[int]) -> list[tuple[int, int]]:
    """Versions that follow each other, as their first and last: 2, 3, 7 is 2 to 3, and 7."""
    breaks = [after for before, after in pairwise(versions) if after != before + 1]
    ends = [before for before, after in pairwise(versions) if after != before + 1]
    return list(zip([versions[0], *breaks], [*ends, versions[-1]], strict=True))


# What would be taken back: the list that an editor confirms. Nothing is changed here but the list.


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


# Doing what was confirmed, step by step: each in a transaction of its own, so that a worker that is killed loses none.


def carry_out(roll_back: RollBack) -> int:
    """Does what is left to do; returns how many steps were taken."""
    if roll_back.state != RollBackState.RUNNING:
        return 0
    taken = sum(take(pk, roll_back) for pk in list(roll_back.steps.to_do().order_by("pk").values_list("pk", flat=True)))
    finish(roll_back)
    return taken


def take(pk: int, roll_back: RollBack) -> bool:
    """One step: done, or, where it cannot be done as it was shown, left, with the reason. False if it was taken already."""
    with transaction.atomic():
        claimed = roll_back.steps.to_do().filter(pk=pk)
        if not claimed.update(done_at=timezone.now()):
            return False
        step = RollBackStep.objects.select_related("page__theme", "comment__page", "comment__video", "question").get(
            pk=pk
        )
        try:
            with transaction.atomic():
                do(step, roll_back)
        except CannotBeTakenBack as refusal:
            _leave(step, refusal.why)
        except StaleVersion:
            _leave(step, RollBackObstacle.MEANWHILE)
        except ValidationError:
            _leave(step, RollBackObstacle.REFUSED)
    return True


def _leave(step: RollBackStep, why: RollBackObstacle) -> None:
    RollBackStep.objects.filter(pk=step.pk).update(kind=RollBackEffect.LEAVE, why=why, done_at=None)


def do(step: RollBackStep, roll_back: RollBack) -> None:
    """Raises CannotBeTakenBack where it does not stand any more as it was shown, or what the verbs raise."""
    if step.kind == RollBackEffect.HIDE:
        check_same(step, roll_back)
        step.about.hide(reason=roll_back.reason[: reason_length(step)], by=roll_back.by)
    elif step.page is not None:
        undo(step.page, step, roll_back, by=roll_back.by)


def reason_length(step: RollBackStep) -> int:
    """A page stores a shorter reason than the log."""
    return 300 if step.page_id else REASON_LENGTH


def check_same(step: RollBackStep, roll_back: RollBack) -> None:
    is_same = getattr(step.about, "version", 1) == step.version and not step.about.is_hidden
    if not is_same or (step.comment and not step.comment.is_standing):
        raise CannotBeTakenBack(RollBackObstacle.MEANWHILE)


def undo(page: Page, step: RollBackStep, roll_back: RollBack, *, by: User) -> None:
    """A new version of the page without hers; the page must still stand at the version that was looked at."""
    check_same(step, roll_back)
    fresh = without(page, versions_of_hers(page, roll_back))
    page.record_revision(
        title=fresh.title,
        theme=fresh.theme,
        body=fresh.body,
        author=by,
        base_version=step.version,
        summary=roll_back.reason[:SUMMARY_LENGTH],
        act=Act.UNDONE,
        about_version=step.last,
    )


def finish(roll_back: RollBack) -> None:
    """It is done when nothing is left to do: noted in the log, once."""
    with transaction.atomic():
        if roll_back.steps.to_do().exists():
            return
        if not roll_back.go_on(RollBackState.RUNNING, RollBackState.DONE, done_at=timezone.now()):
            return
        numbers = roll_back.steps.counted()
        details = {
            "roll_back": roll_back.pk,
            "since": roll_back.since.isoformat(),
            "until": roll_back.until.isoformat(),
        }
        details |= {
            "undone": numbers[RollBackEffect.UNDO],
            "hidden": numbers[RollBackEffect.HIDE],
            "left": numbers[RollBackEffect.LEAVE],
        }
        LogEntry.objects.note(
            act=LogAction.ROLL_BACK,
            by=roll_back.by,
            reason=roll_back.reason,
            person=roll_back.person,
            details=details,
        )
