"""From an address to a learner's way in a course."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language

from accounts.access import actor
from learning.attempts.course_way import CourseWay, way_of
from learning.courses.models import Course
from learning.document import Lesson


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
