"""The questions of a published version as files for other systems, for editors."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.access import editors_only
from file_serving.download_names import attachment
from learning.courses.models import CourseDocument
from learning.document import Course
from learning.questions.moodle_quiz import moodle_quiz
from learning.questions.qti_package import qti_package


@editors_only
@require_safe
def qti(request: HttpRequest, pk: int) -> HttpResponse:
    course = _content(pk)
    return _file(course, qti_package(course, site=settings.SITE_ADDRESS), "qti", "zip")


@editors_only
@require_safe
def moodle(request: HttpRequest, pk: int) -> HttpResponse:
    course = _content(pk)
    return _file(course, moodle_quiz(course, site=settings.SITE_ADDRESS), "moodle", "xml")


def _content(pk: int) -> Course:
    document: CourseDocument = get_object_or_404(CourseDocument, pk=pk)
    return document.content


def _file(course: Course, content: bytes, program: str, ending: str) -> HttpResponse:
    name = attachment(course.title, course.version, course.language, program, ending=ending)
    headers = {"Content-Disposition": name, "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=f"application/{ending}", headers=headers)
