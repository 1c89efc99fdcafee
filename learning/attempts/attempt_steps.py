"""What happens in an attempt is told to settings.ON_ATTEMPT_STEP, in the transaction in which it happens."""

from __future__ import annotations

from enum import StrEnum

from django.conf import settings
from django.utils.module_loading import import_string

from learning.attempts.models import Attempt, ItemResponse
from learning.document import Course as CourseContent


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
