"""A learner answers an item: once in an attempt. The last answer finishes the attempt in the same transaction.

What happens in an attempt is told to settings.ON_ATTEMPT_STEP, in the transaction in which it happens.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from learning import grading
from learning.attempts.models import Attempt, ItemResponse
from learning.certificates.models import Certificate
from learning.courses.course_settings import withdrawn_in_words
from learning.document import Course as CourseContent
from learning.document import Item


class AttemptStep(StrEnum):
    BEGUN = "begun"
    ANSWERED = "answered"
    FINISHED = "finished"


def tell_of(
    attempt: Attempt, content: CourseContent, step: AttemptStep, *, response: ItemResponse | None = None
) -> None:
    """Calls each listener; `response` is what was answered, where something was. Call it within the transaction."""
    for path in settings.ON_ATTEMPT_STEP:
        import_string(path)(attempt, content, step, response=response)


@dataclass(frozen=True, slots=True)
class StoredResponse:
    """What is stored of an item; `is_another` where it had been answered before, and otherwise."""

    row: ItemResponse
    is_another: bool


class EditionWithdrawn(ValidationError):
    """Nobody goes on with the course of an edition that is withdrawn."""


def respond(
    attempt: Attempt,
    content: CourseContent,
    item: Item,
    response: Sequence[str],
    *,
    showed_hint: bool = True,
    at: datetime | None = None,
) -> StoredResponse | None:
    """Stores the response to an item, once: what was answered before stays. Returns None where it was the first try at an
    item with a hint, and wrong, or wrong again from a form that `showed_hint` not: nothing is stored but the first try.
    Raises grading.UnreadableResponse, and EditionWithdrawn.

    The row of the attempt is locked, so that of two last answers at once the second finishes it. Nothing is graded, nor
    is the frozen course read, while it is. The unique key on (attempt, item) stands behind.
    """
    if edition := attempt.version.withdrawn_edition():
        raise EditionWithdrawn(withdrawn_in_words(edition))
    moment = at or timezone.now()
    given, is_right = list(response), grading.is_right(item, response)
    with transaction.atomic():
        held = Attempt.objects.select_for_update().get(pk=attempt.pk)
        if not is_right and _is_to_read_the_hint(held, item, showed_hint=showed_hint):
            return None
        row, is_new = ItemResponse.objects.get_or_create(
            attempt=held,
            item=item.key,
            defaults={
                "language": content.language,
                "response": given,
                "is_right": is_right,
                "at": moment,
            },
        )
        if is_new:
            if held.language != content.language:
                held.language = content.language
                held.save(update_fields=["language"])
            tell_of(held, content, AttemptStep.ANSWERED, response=row)
            _finish_when_complete(held, content, moment)
    return StoredResponse(row, row.response != given)


def _is_to_read_the_hint(attempt: Attempt, item: Item, *, showed_hint: bool) -> bool:
    """Says whether an item has a hint that the learner has not read yet, and notes that it is shown now."""
    if not item.parts.hint or attempt.responses.filter(item=item.key).exists():
        return False
    if item.key in attempt.hinted:
        return not showed_hint
    attempt.hinted = [*attempt.hinted, item.key]
    attempt.save(update_fields=["hinted"])
    return True


def _finish_when_complete(attempt: Attempt, content: CourseContent, at: datetime) -> None:
    right = list(attempt.responses.values_list("is_right", flat=True))
    if len(right) < content.number_of_items:
        return
    attempt.points = sum(right)
    attempt.is_passed = content.is_passed(attempt.points)
    attempt.finished_at = at
    attempt.save(update_fields=["points", "is_passed", "finished_at"])
    if attempt.is_passed:
        Certificate.objects.create(attempt=attempt, issued_at=at)
    tell_of(attempt, content, AttemptStep.FINISHED)
