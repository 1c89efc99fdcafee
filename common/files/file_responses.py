"""What is answered with a file: whole, not at all since the reader has it, or in part. The one place that makes its headers.

Compressed texts travel whole; only what is no text, such as a PDF, is worth asking for in parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest
from django.utils.cache import get_conditional_response
from django.utils.http import parse_http_date_safe

from common.files.file_cache import IDENTITY, NAMED_AFTER_CONTENT, CachedFile, FileCache, preferred

type Meta = Mapping[str, Any]  # what WSGI and Django say of a request
type Headers = list[tuple[str, str]]

FOR_EVER: Final = "max-age=31536000, immutable"
AS_IT_IS_NOW: Final = "max-age=0, stale-if-error=3600"
ONE_RANGE: Final = re.compile(r"bytes=(\d{0,15})-(\d{0,15})", re.ASCII)


@dataclass(frozen=True, slots=True)
class ServingTerms:
    """How a file is given: in which language, to whom, to be found by search engines or not, and with which status.

    `disposition` is the header that names it for whoever saves it.
    """

    language: str = ""
    is_public: bool = True
    is_found: bool = True
    status: int = 200
    disposition: str = ""


@dataclass(frozen=True, slots=True)
class RawResponse:
    status: int
    headers: Headers
    body: Iterable[bytes]


def encoding_for(cached: CachedFile, meta: Meta, memory: FileCache) -> str:
    return memory.with_variant(cached, preferred(meta.get("HTTP_ACCEPT_ENCODING", "")))


def whole(cached: CachedFile, encoding: str, terms: ServingTerms) -> RawResponse:
    body = cached.body(encoding)
    size = cached.size if body is None else len(body)
    headers = [("Content-Type", cached.type), ("Content-Length", str(size)), *_headers(cached, encoding, terms)]
    if encoding != IDENTITY:
        headers.append(("Content-Encoding", encoding))
    return RawResponse(terms.status, headers, cached.part(0, cached.size - 1) if body is None else [body])


def respond(cached: CachedFile, encoding: str, terms: ServingTerms, meta: Meta) -> RawResponse:
    """The file, or 304 where the reader has it, or the part that was asked for."""
    if terms.status != 200 or not is_conditional(meta):
        return whole(cached, encoding, terms)
    return _known(cached, encoding, terms, meta) or _part(cached, terms, meta) or whole(cached, encoding, terms)


def is_conditional(meta: Meta) -> bool:
    return (
        "HTTP_IF_NONE_MATCH" in meta
        or "HTTP_IF_MODIFIED_SINCE" in meta
        or "HTTP_IF_MATCH" in meta
        or "HTTP_IF_UNMODIFIED_SINCE" in meta
        or "HTTP_RANGE" in meta
    )


def is_read(status: int, headers: Iterable[tuple[str, str]]) -> bool:
    """The reader has the file now, or its beginning, or had it and looks at it again."""
    return status in {200, 304} or (status == 206 and dict(headers)["Content-Range"].startswith("bytes 0-"))


def _headers(cached: CachedFile, encoding: str, terms: ServingTerms) -> Headers:
    """What is said of the file whichever part of it is sent."""
    headers = [
        ("ETag", cached.etag(encoding)),
        ("Last-Modified", cached.last_modified),
        ("Cache-Control", _caching(cached, terms)),
    ]
    headers.append(("Vary", "Accept-Encoding") if cached.is_compressible else ("Accept-Ranges", "bytes"))
    if terms.language:
        headers.append(("Content-Language", terms.language))
    if terms.disposition:
        headers.append(("Content-Disposition", terms.disposition))
    if not (terms.is_found and terms.is_public and terms.status == 200):
        headers.append(("X-Robots-Tag", "noindex"))
    return headers


def _caching(cached: CachedFile, terms: ServingTerms) -> str:
    """What is named after its content never changes. All else is asked for again each time, which costs an answer without
    a body: a new edition, a withdrawal, a name that was taken out are seen at once, and a reader behind a cache is counted.
    """
    whose = "public" if terms.is_public else "private"
    if terms.status != 200:
        return "no-cache" if terms.is_public else "private, no-cache"
    return f"{whose}, {FOR_EVER if NAMED_AFTER_CONTENT.search(cached.path.name) else AS_IT_IS_NOW}"


def _known(cached: CachedFile, encoding: str, terms: ServingTerms, meta: Meta) -> RawResponse | None:
    """304 where the reader has the file, 412 where she wants another one; None where she gets it."""
    etag = cached.etag(encoding)
    if meta.get("HTTP_IF_NONE_MATCH") == etag and "HTTP_IF_MATCH" not in meta:
        status = 304
    else:
        request = HttpRequest()
        request.META, request.method, request.path = dict(meta), meta["REQUEST_METHOD"], cached.path.name
        refused = get_conditional_response(request, etag=etag, last_modified=cached.modified)
        if refused is None:
            return None
        status = refused.status_code
    headers = _headers(cached, encoding, terms)
    return RawResponse(status, headers if status == 304 else [*headers, ("Content-Length", "0")], [b""])


def _part(cached: CachedFile, terms: ServingTerms, meta: Meta) -> RawResponse | None:
    """The one range that was asked for; None where the whole file is the answer."""
    asked = _range(meta.get("HTTP_RANGE", ""), cached.size)
    if asked is None or cached.is_compressible or meta["REQUEST_METHOD"] != "GET" or not _is_unchanged(cached, meta):
        return None
    (start, end), headers = asked, _headers(cached, IDENTITY, terms)
    if start > end:
        return RawResponse(416, [*headers, ("Content-Range", f"bytes */{cached.size}"), ("Content-Length", "0")], [b""])
    headers += [("Content-Type", cached.type), ("Content-Length", str(end - start + 1))]
    headers.append(("Content-Range", f"bytes {start}-{end}/{cached.size}"))
    return RawResponse(
        206, headers, cached.part(start, end) if cached.content is None else [cached.content[start : end + 1]]
    )


def _range(asked: str, size: int) -> tuple[int, int] | None:
    """First and last byte; the first is the greater where there are no such bytes. None for what is no single range."""
    found = ONE_RANGE.fullmatch(asked)
    if not found or found[0] == "bytes=-":
        return None
    first, last = found.groups()
    if not first:
        return max(0, size - int(last)), size - 1
    if last and int(last) < int(first):
        return None
    return int(first), min(int(last or size), size - 1)


def _is_unchanged(cached: CachedFile, meta: Meta) -> bool:
    """Whether the part fits what the reader has of the file already."""
    known = meta.get("HTTP_IF_RANGE")
    return known in {None, cached.etag(IDENTITY)} or (
        known is not None and parse_http_date_safe(known) == cached.modified
    )
