"""The questions of a published version as files for other systems, for editors."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.access import editors_only
from common.files.download_names import attachment
from learning.courses.course_withdrawal import withdrawn_files_in_words
from learning.courses.models import CourseDocument
from learning.document import Course
from learning.questions.moodle_quiz import moodle_quiz
from learning.questions.qti_package import qti_package
from learning.version_files import MissingFile
from learning.views.package_downloads import incomplete, refused


@editors_only
@require_safe
def qti(request: HttpRequest, pk: int) -> HttpResponse:
    return _given_out(request, pk, qti_package, "qti", "zip")


@editors_only
@require_safe
def moodle(request: HttpRequest, pk: int) -> HttpResponse:
    return _given_out(request, pk, moodle_quiz, "moodle", "xml")


def _given_out(request: HttpRequest, pk: int, made: Callable[..., bytes], program: str, ending: str) -> HttpResponse:
    """Returns the file that `made` makes; else the page that says why there is none."""
    document: CourseDocument = get_object_or_404(CourseDocument.objects.select_related("version__course__text"), pk=pk)
    if edition := document.version.withdrawn_edition():
        return refused(request, document, withdrawn_files_in_words(edition))
    course = document.content
    try:
        content = made(course, site=settings.SITE_ADDRESS, media=Path(settings.MEDIA_ROOT))
    except MissingFile as missing:
        return incomplete(request, document, missing)
    return _file(course, content, program, ending)


def _file(course: Course, content: bytes, program: str, ending: str) -> HttpResponse:
    name = attachment(course.title, course.version, course.language, program, ending=ending)
    headers = {"Content-Disposition": name, "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=f"application/{ending}", headers=headers)
