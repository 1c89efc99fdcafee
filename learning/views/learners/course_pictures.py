"""The pictures of a version of a course: files made of their content, which never change."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.access import signed_in_only
from common.files.django_responses import serve
from common.files.file_cache import FileCache
from common.files.file_responses import ServingTerms
from learning.attempts.course_list import CourseWay
from learning.courses.models import CourseDocument
from learning.document import PICTURES

_PICTURE: Final = re.compile(rf' (?P<attribute>src|href)="{PICTURES}(?P<file>[^"/]+)"')


@cache
def picture_memory() -> FileCache:
    """It remembers what files there are, and has none in memory."""
    return FileCache(0)


def with_pictures(way: CourseWay, html: str) -> str:
    """Returns HTML made of the course, whose pictures are files of it, with their addresses on the site."""

    def placed(found: re.Match[str]) -> str:
        address = reverse("learning:course_picture", args=[way.course.pk, way.version.pk, found["file"]])
        return f' {found["attribute"]}="{address}"'

    return _PICTURE.sub(placed, html)


@signed_in_only
@require_safe
def course_picture(request: HttpRequest, pk: int, version: int, name: str) -> HttpResponseBase:
    documents = CourseDocument.objects.filter(version=version, version__course=pk)
    files = documents.values_list("frozen__pictures", flat=True)
    stored = next((one[f"{PICTURES}{name}"] for one in files if f"{PICTURES}{name}" in one), None)
    if stored is None:
        raise Http404
    terms = ServingTerms(is_public=False, is_found=False)
    response = serve(request, Path(settings.MEDIA_ROOT) / stored, terms, memory=picture_memory())
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response
