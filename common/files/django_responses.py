"""The answers of `file_responses` as Django gives them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from common.files.file_cache import FileCache, FilePart
from common.files.file_responses import RawResponse, ServingTerms, encoding_for, respond


def serve(request: HttpRequest, path: Path, terms: ServingTerms, *, memory: FileCache) -> HttpResponseBase:
    """The file, or 304 where the reader has it, or the part that was asked for. Raises Http404 where it has just gone."""
    cached = memory.file(path)
    if cached is None:
        raise Http404
    found = respond(cached, encoding_for(cached, request.META, memory), terms, request.META)
    request.META["HTTP_ACCEPT_ENCODING"] = "identity"  # else it would be compressed once more, and ranges with it
    return _response(found)


class PartResponse(FileResponse):
    """A file on disk, or a part of it, which the server may send by itself. Its headers are those of `file_responses`."""

    def set_headers(self, filelike: Any) -> None:
        return None


def _response(found: RawResponse) -> HttpResponseBase:
    response: HttpResponseBase
    if isinstance(found.body, FilePart):
        response = PartResponse(found.body, status=found.status)
    else:
        response = HttpResponse(found.body, status=found.status)
    if "Content-Type" not in dict(found.headers):
        del response["Content-Type"]
    for name, value in found.headers:
        response[name] = value
    return response
