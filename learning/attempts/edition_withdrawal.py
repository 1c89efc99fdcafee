"""Who is in the middle of a course is told when its edition is withdrawn, and when it is put back."""

from __future__ import annotations

from django.db import transaction

from guide.editions import EditionStep
from learning.attempts.models import Attempt
from learning.courses.models import Course
from notifications.kinds import NotificationKind
from notifications.models import Notification

KINDS = {
    EditionStep.What.WITHDRAWN.value: NotificationKind.COURSE_WITHDRAWN,
    EditionStep.What.REINSTATED.value: NotificationKind.COURSE_BACK,
}


def notify_learners(step: EditionStep) -> None:
    """For settings.ON_EDITION_STEP: tells them once the step is committed; what a notice fails at takes no edition back."""
    kind = KINDS.get(step.what)
    if kind:
        transaction.on_commit(lambda: _notify(step, kind), robust=True)


def _notify(step: EditionStep, kind: NotificationKind) -> None:
    begun = Attempt.objects.filter(version__edition=step.edition_id, finished_at=None)
    learners: dict[int, list[int]] = {}
    for course, learner in begun.order_by("course", "learner").values_list("course", "learner"):
        learners.setdefault(course, []).append(learner)
    for taught in Course.objects.filter(pk__in=learners).select_related("text"):
        Notification.objects.notify(
            learners[taught.pk],
            kind=kind,
            place=f"course:{taught.pk}",
            place_title=taught.text.title,
            url=taught.get_absolute_url(),
            key=f"learning.course:{taught.pk}:{step.pk}",
            excerpt=step.why,
            at=step.at,
        )
