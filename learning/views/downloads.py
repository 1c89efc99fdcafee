"""A version of a course as a file for another learning system.

The questions of a published version as files for other systems, for editors.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import editors_only
from common.files.download_names import attachment
from learning.courses.course_settings import withdrawn_files_in_words
from learning.courses.models import CourseDocument
from learning.document import Course, MissingFile
from learning.packages.manifests import PackageFormat
from learning.packages.package_archive import package_files, write_package
from learning.questions.moodle_quiz import moodle_quiz
from learning.questions.qti_package import qti_package

REFUSED = 422
IN_MEMORY = 8 * 1024 * 1024
"""A larger package, one with videos, is written to the disk and sent from there."""
logger = logging.getLogger(__name__)


@editors_only
@require_safe
def package(request: HttpRequest, pk: int, format: str) -> HttpResponseBase:
    """Gives out the package of a language of a version, or says which file it lacks."""
    if format not in PackageFormat:
        raise Http404
    document = get_object_or_404(CourseDocument.objects.select_related("version__course__text"), pk=pk)
    if edition := document.version.withdrawn_edition():
        return refused(request, document, withdrawn_files_in_words(edition))
    try:
        return _download(document.content, PackageFormat(format))
    except MissingFile as missing:
        return incomplete(request, document, missing)


def refused(request: HttpRequest, document: CourseDocument, reason: str) -> HttpResponse:
    """Says why there is no file."""
    context = {"version": document.version, "reason": reason}
    return render(request, "learning/packages/refused.html", context, status=REFUSED)


def incomplete(request: HttpRequest, document: CourseDocument, missing: MissingFile) -> HttpResponse:
    logger.error("What is made of %s lacks %s", document, missing)
    return refused(request, document, _("A picture or a video of this version is no longer on the disk."))


def _download(course: Course, format: PackageFormat) -> FileResponse:
    activity = course.activity_at(settings.SITE_ADDRESS)
    assets, media = settings.PUBLICATION_ASSETS, Path(settings.MEDIA_ROOT)
    files = package_files(course, format, activity=activity, assets=assets, media=media)
    is_large = sum(content.stat().st_size for content in files.values() if isinstance(content, Path)) > IN_MEMORY
    file: BinaryIO = TemporaryFile() if is_large else io.BytesIO()  # noqa: SIM115 -- the response closes it
    write_package(files, file)
    file.seek(0)
    name = attachment(course.title, course.version, course.language, format.value, ending="zip")
    headers = {"Content-Disposition": name, "Cache-Control": "private, no-store"}
    return FileResponse(file, content_type="application/zip", headers=headers)


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
