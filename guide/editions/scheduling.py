"""An edition in proof comes out by itself, at a date and a time that an editor has set."""

from __future__ import annotations

import logging
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.tasks import default_task_backend, task
from django.urls import reverse
from django.utils import timezone

from accounts.access import editors_to_notify
from accounts.models import User
from guide.editions import AlreadyPublished, Edition, EditionStep
from guide.editions.steps import note
from notifications.kinds import NotificationKind
from notifications.models import Notification

log = logging.getLogger(__name__)


def set_clock(step: EditionStep) -> None:
    """For settings.ON_EDITION_STEP: published to the minute, where the tasks can wait; else the clock finds it within ten."""
    moment = step.edition.publish_at
    if step.what == EditionStep.What.SCHEDULED and default_task_backend.supports_defer:
        transaction.on_commit(publish_at_its_time.using(run_after=moment).enqueue)


@task
def publish_at_its_time() -> None:
    """At the moment for which an edition was set; the clock does it where no worker took this."""
    publish_what_is_due()


def publish_what_is_due(*, at: datetime | None = None) -> int:
    """For settings.RUN_PERIODICALLY: returns how many came out. Of two that do it at once, one publishes."""
    now = at or timezone.now()
    due = Edition.objects.filter(status=Edition.Status.PROOF, publish_at__lte=now)
    return sum(_is_published(edition, now) for edition in due)


def scheduled_by(edition: Edition) -> User | None:
    step = edition.steps.filter(what=EditionStep.What.SCHEDULED).select_related("by").first()
    return step.by if step else None


def _is_published(edition: Edition, now: datetime) -> bool:
    moment = edition.publish_at
    try:
        with transaction.atomic():
            held = Edition.objects.select_for_update().filter(pk=edition.pk, publish_at=moment).first()
            if held is None or not held.is_in_proof:
                return False
            held.publish(by=scheduled_by(held), accept_free_places=True, at=now, from_proof=True)
    except AlreadyPublished:
        return False
    except Exception as problem:
        log.exception("%s could not come out at its time", edition)
        _notify(edition, problem)
        return False
    return True


def _notify(edition: Edition, problem: Exception) -> None:
    """Once for each moment that was set: it is tried again until somebody sees to it."""
    words = (
        "; ".join(problem.messages) if isinstance(problem, ValidationError) else f"{type(problem).__name__}: {problem}"
    )
    if not edition.steps.filter(what=EditionStep.What.NOT_OUT, at__gte=edition.publish_at).exists():
        note(edition, EditionStep.What.NOT_OUT, by=None, why=words[:500])
    Notification.objects.notify(
        editors_to_notify(),
        kind=NotificationKind.NOT_OUT,
        place=f"edition:{edition.number}",
        place_title="",
        url=reverse("guide:edition_publish", args=[edition.number]),
        key=f"guide.edition:{edition.pk}:due:{edition.publish_at:%Y-%m-%dT%H:%M}",
    )
