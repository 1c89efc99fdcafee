"""Notes the statements about an attempt in its transaction: none is lost, and none is of what did not happen."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from accounts.models import User
from learning.attempts.attempt_expiry import MONTH
from learning.attempts.models import Attempt, ItemResponse
from learning.attempts.responding import AttemptStep
from learning.document import Course as CourseContent
from learning.statements import statement_texts
from learning.statements.models import PendingStatement


def note(attempt: Attempt, content: CourseContent, step: AttemptStep, *, response: ItemResponse | None = None) -> None:
    """For settings.ON_ATTEMPT_STEP. Does nothing where no record store is set."""
    if not settings.RECORD_STORE_URL:
        return
    if step == AttemptStep.BEGUN:
        said = [statement_texts.begun(attempt, content)]
    elif response is not None:
        said = [statement_texts.answered(attempt, content, response)]
    else:
        said = statement_texts.finished(attempt, content)
    rows = [PendingStatement(uuid=UUID(one["id"]), learner_id=attempt.learner_id, statement=one) for one in said]
    PendingStatement.objects.bulk_create(rows, ignore_conflicts=True)


def forget_old_statements(*, at: datetime | None = None) -> int:
    """For settings.RUN_PERIODICALLY: what a store has not taken in all that time goes with the answers. Returns how many."""
    limit = (at or timezone.now()) - settings.COURSE_ANSWERS_MONTHS * MONTH
    return PendingStatement.objects.filter(created_at__lt=limit).delete()[0]


def forget_statements_of(person: User) -> None:
    """For settings.ON_ERASURE: nothing more is told of her. What the store has is its administrators' to erase."""
    PendingStatement.objects.filter(learner=person).delete()
