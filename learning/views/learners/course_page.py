"""The courses, one of them, and how it ended. Beginning is a post, never a look.

From an address to a learner's way in a course.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import actor, signed_in_only
from common.files.download_names import attachment
from learning.attempts.course_list import CourseWay, begin, listed_courses, state_of, way_of
from learning.certificates.certificate_sheet import certificate_sheet
from learning.certificates.models import Certificate
from learning.courses.course_settings import withdrawn_in_words
from learning.courses.models import Course
from learning.document import Item, Lesson, LessonTip


def course_at(pk: int) -> Course:
    """Returns a course with its text. Raises Http404."""
    found: Course | None = Course.objects.select_related("text").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def way_at(request: HttpRequest, pk: int) -> CourseWay:
    """Returns the reader's way in a published course. Raises Http404."""
    found = way_of(course_at(pk), actor(request), get_language() or "")
    if found is None:
        raise Http404
    return found


def taught_way_at(request: HttpRequest, pk: int) -> CourseWay | HttpResponse:
    """Returns the reader's way; where its edition is withdrawn, the answer that leads to the page that says so."""
    way = way_at(request, pk)
    return redirect("learning:course", pk) if way.withdrawn_edition else way


def lesson_at(way: CourseWay, key: int) -> Lesson:
    """Returns a lesson of what the learner is shown. Raises Http404."""
    found = way.lesson(str(key))
    if found is None:
        raise Http404
    return found


def next_url(way: CourseWay, lesson: Lesson | None = None) -> str:
    """Returns where she goes on: the next lesson, at its beginning, or in its middle; where all is answered, the result."""
    if lesson is None:
        return reverse("learning:course_result", args=[way.course.pk])
    if not way.answered_in(lesson):
        return reverse("learning:lesson", args=[way.course.pk, lesson.key])
    return reverse("learning:item", args=[way.course.pk, lesson.key, way.open_items(lesson)[0].key])


@signed_in_only
@require_safe
def courses(request: HttpRequest) -> HttpResponse:
    """The courses that are open, and those that the reader has begun, the newest first."""
    listed = listed_courses(actor(request), get_language() or "", request.GET.get("page", ""))
    return render(request, "learning/course/courses.html", {"listed": listed})


@signed_in_only
@require_safe
def course(request: HttpRequest, pk: int) -> HttpResponse:
    """What a course is, how far the reader is, and what she can do."""
    way = way_at(request, pk)
    lessons = [LessonRow(lesson, way.answered_in(lesson)) for lesson in way.content.lessons]
    withdrawal = _withdrawal(way)
    context = {"way": way, "lessons": lessons, "minutes": way.content.minutes, "step": _step(way, withdrawal)}
    context |= {"who_sees": who_sees(), "withdrawal": withdrawal}
    return render(request, "learning/course/course.html", context)


@require_POST
@signed_in_only
def course_begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Begins an attempt, or goes on with the open one where it was left."""
    try:
        begin(course_at(pk), actor(request), language=get_language() or "")
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return redirect("learning:course", pk)
    way = way_at(request, pk)
    return redirect(next_url(way, way.next_lesson()))


@signed_in_only
@require_safe
def result(request: HttpRequest, pk: int) -> HttpResponse:
    """How the attempt ended that was finished last, and what to look at."""
    way = way_at(request, pk)
    if way.attempt is None or way.attempt.is_open:
        return redirect("learning:course", pk)
    return render(request, "learning/course/result.html", {"way": way, "to_look_at": _to_look_at(way)})


@dataclass(frozen=True, slots=True)
class LessonRow:
    """A lesson in the list of a course."""

    lesson: Lesson
    answered: int

    @property
    def is_done(self) -> bool:
        return self.answered == len(self.lesson.items)


@dataclass(frozen=True, slots=True)
class WrongItem:
    """What was answered wrongly, and the tip that it tests."""

    lesson: Lesson
    item: Item
    tip: LessonTip | None


def who_sees() -> dict[str, Any]:
    """What a learner is told of who reads her answers, and until when."""
    store = settings.RECORD_STORE_URL
    return {
        "months": settings.COURSE_ANSWERS_MONTHS,
        "store": urlsplit(store).hostname if store else "",
        "store_has_names": settings.RECORD_STORE_NAMES_PEOPLE,
    }


def tip_of(lesson: Lesson, item: Item) -> LessonTip | None:
    return next((tip for tip in lesson.tips if tip.reference == item.tip), None)


def _to_look_at(way: CourseWay) -> list[WrongItem]:
    return [WrongItem(lesson, item, tip_of(lesson, item)) for lesson, item in way.wrong_items]


def _withdrawal(way: CourseWay) -> dict[str, Any]:
    """What is said where the edition is withdrawn: that it is, and why; whether there is another one by now."""
    edition = way.withdrawn_edition
    if edition is None:
        return {}
    notice, language = edition.notice_in(get_language() or "")
    newest = way.course.newest_version()
    is_replaced = newest is not None and newest.withdrawn_edition() is None
    said = {"sentence": withdrawn_in_words(edition), "notice": notice, "language": language}
    return said | {"is_replaced": is_replaced}


def _step(way: CourseWay, withdrawal: dict[str, Any]) -> dict[str, Any]:
    """Which button a course has: "go_on", "begin", "again", or none and why."""
    if withdrawal and not withdrawal["is_replaced"]:
        return {"act": ""}
    if way.state.open and not withdrawal:
        return {"act": "go_on"}
    if way.state.why_not and not way.state.open:
        return {"act": "", "why_not": way.state.why_not}
    return {"act": "again" if way.attempt else "begin"}


# The certificate of the reader herself: its page, and the PDF.


@signed_in_only
@require_safe
def certificate(request: HttpRequest, pk: int) -> HttpResponse:
    own = _own_certificate(request, pk)
    way = {"course": own.attempt.course, "content": own.attempt.content}
    context = {"certificate": own, "learner": own.attempt.learner, "way": way}
    return render(request, "learning/certificates/certificate.html", context)


@signed_in_only
@require_safe
def certificate_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    own = _own_certificate(request, pk)
    made = certificate_sheet(own)
    if made is None:
        messages.error(request, _("The certificate could not be made just now. Ask for it again in a moment."))
        return redirect("learning:certificate", pk)
    headers = {"Content-Disposition": _file_name(own), "Cache-Control": "private, no-store"}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


def _file_name(certificate: Certificate) -> str:
    """In the language of the certificate, as its title."""
    content = certificate.attempt.content
    with translation.override(content.language):
        return attachment(_("Certificate: %(title)s") % {"title": content.title}, ending="pdf")


def _own_certificate(request: HttpRequest, pk: int) -> Certificate:
    """Returns that of her best attempt. Raises Http404 where she has not passed."""
    best = state_of(course_at(pk), actor(request)).best
    rows = Certificate.objects.select_related("attempt__course__text", "attempt__version", "attempt__learner")
    own: Certificate | None = rows.filter(attempt=best).first() if best else None
    if own is None:
        raise Http404
    return own
