"""Who has not begun a course, and the letter that reminds them; how many have is counted in `reporting.course_figures`.

Reminds those who have not begun a course, without telling anybody who they are: once a week a person at most.

The words of the letter that reminds of a course, made when it is sent: None where it would tell what is no longer so.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import Rhythm, User
from campaign.invitations.wave_letters import OptOut
from common.words.dates import full_day
from learning.attempts.models import Attempt
from learning.courses.models import Course
from notifications.mail.absolute_urls import CAMPAIGN, absolute_url
from notifications.mail.composing import LetterContent
from notifications.mail.delivery import deliver_at_once
from notifications.mail.outbox import Letter

PREFIX: Final = "course"
ONCE_IN: Final = timedelta(days=7)
AT_ONCE: Final = 500


def people_to_remind(course: Course, *, at: datetime) -> QuerySet[User]:
    """Returns those who get a letter: they can begin the course, want such mail, and were not reminded this week."""
    people = User.objects.get_queryset().reached_by_mail().filter(erased_at=None).order_by()
    wanted = people.exclude(mail_campaign=Rhythm.NEVER).exclude(Exists(OptOut.objects.filter(person=OuterRef("pk"))))
    begun = Attempt.objects.filter(course=course, learner=OuterRef("pk"))
    reminded = Letter.objects.filter(person=OuterRef("pk"), key__startswith=f"{PREFIX}:", created_at__gt=at - ONCE_IN)
    return wanted.exclude(Exists(begun)).exclude(Exists(reminded))


def courses_to_begin(at: datetime) -> QuerySet[Course]:
    """Returns the courses that are open, and whose deadline is not over."""
    is_over = Q(deadline__lt=timezone.localdate(at))
    return Course.objects.open_to_learners().exclude(is_over)


def may_be_begun(course: Course, at: datetime) -> bool:
    return courses_to_begin(at).filter(pk=course.pk).exists()


def remind(course: Course, *, at: datetime | None = None) -> int:
    """Puts a letter for each into the outbox. Returns to how many; 0 where the course cannot be begun.

    All courses are locked meanwhile, so that nobody is reminded of two at once.
    """
    now = at or timezone.now()
    with transaction.atomic():
        list(Course.objects.select_for_update().order_by("pk").values_list("pk"))
        if not may_be_begun(course, now):
            return 0
        key = f"{PREFIX}:{course.pk}:{timezone.localdate(now)}"
        letters = [
            Letter(person_id=person, key=key, rhythm=Rhythm.AT_ONCE, created_at=now, next_try_at=now)
            for person in people_to_remind(course, at=now).values_list("pk", flat=True)
        ]
        Letter.objects.bulk_create(letters, batch_size=AT_ONCE, ignore_conflicts=True)
        if letters:
            transaction.on_commit(deliver_at_once.enqueue)
    return len(letters)


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
