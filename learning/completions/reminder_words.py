"""The words of the letter that reminds of a course, made when it is sent: None where it would tell what is no longer so."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import Rhythm, User
from campaign.invitations.wave_letters import OptOut
from common.words.dates import full_day
from learning.attempts.models import Attempt
from learning.completions.not_begun import may_be_begun
from learning.courses.models import Course
from notifications.mail.absolute_urls import CAMPAIGN, absolute_url
from notifications.mail.composing import LetterContent
from notifications.mail.outbox import Letter


def content_of(letter: Letter, *, at: datetime) -> LetterContent | None:
    """See settings.LETTER_WRITERS. Nothing is sent to whoever has begun meanwhile, or wants no such mail any more."""
    course = Course.objects.filter(pk=letter.key.split(":")[1]).first()
    version = course.newest_version() if course else None
    if course is None or version is None or not _still_holds(course, letter.person, at):
        return None
    title = version.content_in(get_language() or "").title
    words = {
        "sentence": _("Not begun yet: %(title)s") % {"title": title},
        "greeting": _("Hello %(name)s.") % {"name": letter.person.first_name or letter.person.username},
        "paragraphs": list(_paragraphs(course)),
        "button": _("Begin the course"),
        "url": absolute_url(course.get_absolute_url()),
        "why": _("You receive this message because you have not begun this course. Nobody is told who gets it."),
    }
    return LetterContent("paragraphs", str(words["sentence"]), [CAMPAIGN], words)


def _still_holds(course: Course, person: User, at: datetime) -> bool:
    wants_none = person.mail_campaign == Rhythm.NEVER or OptOut.objects.filter(person=person).exists()
    has_begun = Attempt.objects.filter(course=course, learner=person).exists()
    return not wants_none and not has_begun and may_be_begun(course, at)


def _paragraphs(course: Course) -> list[Any]:
    said = [
        _(
            "A course is waiting for you. You can stop at any time and carry on where you left off, even on another device."
        )
    ]
    if course.deadline:
        said.append(_("It can be begun until %(day)s.") % {"day": full_day(course.deadline)})
    return said
