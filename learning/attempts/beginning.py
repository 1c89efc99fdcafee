"""A learner begins an attempt, or goes on with the one that is open."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from learning.attempts.attempt_steps import AttemptStep, tell_of
from learning.attempts.models import Attempt
from learning.courses.course_withdrawal import withdrawn_in_words
from learning.courses.models import Course


def begin(course: Course, learner: User, *, language: str, at: datetime | None = None) -> Attempt:
    """Returns her open attempt; where there is none, begins one at the newest version, in a language that it has.

    Raises ValidationError with the reason why no attempt can be begun.
    """
    moment = at or timezone.now()
    try:
        with transaction.atomic():
            return _attempt_to_go_on_with(course, learner) or _begin(course, learner, language, moment)
    except IntegrityError:
        begun = _open_attempt(course, learner)  # at the same moment, on another device
        if begun is None:
            raise
        return begun


def _open_attempt(course: Course, learner: User) -> Attempt | None:
    return Attempt.objects.filter(course=course, learner=learner, finished_at=None).first()


def _attempt_to_go_on_with(course: Course, learner: User) -> Attempt | None:
    """Her open attempt. One at a withdrawn edition goes, where there is another by now: it counts as none that was used."""
    attempt = _open_attempt(course, learner)
    edition = attempt.version.withdrawn_edition() if attempt else None
    if attempt is None or edition is None:
        return attempt
    newest = course.newest_version()
    if newest is None or newest.withdrawn_edition():
        raise ValidationError(withdrawn_in_words(edition))
    attempt.delete()
    return None


def _begin(course: Course, learner: User, language: str, at: datetime) -> Attempt:
    own = Attempt.objects.filter(course=course, learner=learner)
    version = course.newest_version()
    if version is None:
        raise ValidationError(_("This course is not published yet."))
    edition = version.withdrawn_edition()
    refusal = withdrawn_in_words(edition) if edition else why_not(course, own.count(), at)
    if refusal:
        raise ValidationError(refusal)
    content = version.content_in(language)
    number = (own.aggregate(last=Max("number"))["last"] or 0) + 1  # of those before it, some may have been forgotten
    attempt = Attempt.objects.create(
        course=course, version=version, learner=learner, number=number, language=content.language, begun_at=at
    )
    tell_of(attempt, content, AttemptStep.BEGUN)
    return attempt


def why_not(course: Course, used: int, at: datetime) -> str:
    """Returns why nobody who has used so many attempts begins another one now, or an empty text."""
    if course.closed_at:
        return _("This course is closed: it can no longer be started.")
    if course.deadline and timezone.localdate(at) > course.deadline:
        return _("The deadline has passed: nobody begins an attempt any more.")
    if course.attempts and used >= course.attempts:
        return _("You have used all your attempts.")
    return ""
