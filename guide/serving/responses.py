"""Files of editions as Django answers: in development, where readers sign in, where a file was just made again."""

from __future__ import annotations

from pathlib import Path

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from common.files import django_responses
from common.files.file_responses import ServingTerms
from guide.serving import saved_names
from guide.serving.edition_memory import shared_cache


def serve(
    request: HttpRequest, path: Path, *, is_public: bool, language: str = "", is_found: bool = True, status: int = 200
) -> HttpResponseBase:
    """The file, or 304 where the reader has it, or the part that was asked for; see `ServingTerms`. Raises Http404 where it
    has just gone.
    """
    terms = ServingTerms(
        language=language,
        is_public=is_public,
        is_found=is_found,
        status=status,
        disposition=saved_names.disposition_of(path),
    )
    return django_responses.serve(request, path, terms, memory=shared_cache())
