"""Doing what was confirmed, step by step: each in a transaction of its own, so that a worker that is killed loses none."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from contributions.hiding_periods import REASON_LENGTH
from contributions.history_models import SUMMARY_LENGTH, Act
from contributions.moderation.rolling_back.models import (
    RollBack,
    RollBackEffect,
    RollBackObstacle,
    RollBackState,
    RollBackStep,
)
from contributions.moderation.rolling_back.taken_back import CannotBeTakenBack, versions_of_hers, without
from contributions.moderation_log import LogAction, LogEntry
from contributions.pages.models import Page
from contributions.revisions import StaleVersion


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
