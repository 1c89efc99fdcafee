"""The questions of a published version as files for other systems, for editors."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.access import editors_only
from learning.courses.models import CourseDocument
from learning.questions.moodle_quiz import moodle_quiz
from learning.questions.qti_package import qti_package


@editors_only
@require_safe
def qti(request: HttpRequest, pk: int) -> HttpResponse:
    document = _document(pk)
    return _file(document, qti_package(document.content, site=settings.SITE_ADDRESS), "application/zip", "qti.zip")


@editors_only
@require_safe
def moodle(request: HttpRequest, pk: int) -> HttpResponse:
    document = _document(pk)
    content = moodle_quiz(document.content, site=settings.SITE_ADDRESS)
    return _file(document, content, "application/xml", "moodle.xml")


def _document(pk: int) -> CourseDocument:
    return get_object_or_404(CourseDocument.objects.select_related("version"), pk=pk)


def _file(document: CourseDocument, content: bytes, kind: str, ending: str) -> HttpResponse:
    name = f"course-{document.version.course_id}-{document.version.number}-{document.language}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=kind, headers=headers)
