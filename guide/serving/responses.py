"""The answers of `answers` as Django gives them: in development, where readers sign in, where a file was just made again."""

from __future__ import annotations

from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from guide.serving.file_cache import shared_cache
from guide.serving.file_responses import RawResponse, ServingTerms, encoding_for, respond


def serve(
    request: HttpRequest, path: Path, *, is_public: bool, language: str = "", is_found: bool = True, status: int = 200
) -> HttpResponseBase:
    """The file, or 304 where the reader has it, or the part that was asked for; see `Terms`. Raises Http404 where it has
    just gone.
    """
    memory, terms = (
        shared_cache(),
        ServingTerms(language=language, is_public=is_public, is_found=is_found, status=status),
    )
    kept = memory.file(path)
    if kept is None:
        raise Http404
    found = respond(kept, encoding_for(kept, request.META, memory), terms, request.META)
    request.META["HTTP_ACCEPT_ENCODING"] = "identity"  # else it would be compressed once more, and ranges with it
    return _response(found)


def _response(found: RawResponse) -> HttpResponseBase:
    is_whole = isinstance(found.body, list)
    kind = HttpResponse if is_whole else StreamingHttpResponse
    response = kind(found.body, status=found.status)
    if "Content-Type" not in dict(found.headers):
        del response["Content-Type"]
    for name, value in found.headers:
        response[name] = value
    return response
