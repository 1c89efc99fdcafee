"""Answers with files from disk: the pages of the editions, which cost no query.

Names come from addresses, so nothing outside the folder is ever opened. Whole pages are small; only a PDF is worth
asking for in parts.
"""

from __future__ import annotations

import re
from pathlib import Path

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_http_date_safe

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".ttf": "font/ttf",
    ".pdf": "application/pdf",
}
COMPRESSIBLE = {".html", ".css", ".js", ".svg"}
NAMED_AFTER_CONTENT = re.compile(r"\.[0-9a-f]{12}\.[a-z0-9]+$")
A_YEAR = 365 * 24 * 60 * 60
ONE_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


def file_in(folder: Path, name: str) -> Path | None:
    """The file of this name inside `folder`; None for what is not there, hidden, or elsewhere."""
    if "\0" in name or any(not part or part.startswith(".") for part in name.split("/")):
        return None
    root = folder.resolve()
    try:
        path = (root / name).resolve()
        return path if path.is_relative_to(root) and path.is_file() else None
    except OSError:  # a name longer than the file system can hold
        return None


def serve(request: HttpRequest, path: Path, *, is_public: bool) -> HttpResponseBase:
    """The file, or 304 where the reader has it, or the part that was asked for."""
    details = path.stat()
    etag, modified = f'"{details.st_mtime_ns:x}-{details.st_size:x}"', int(details.st_mtime)
    known = get_conditional_response(request, etag=etag, last_modified=modified)
    response = known or _part_of(request, path, details.st_size, etag, modified) or _whole(path)
    response["ETag"], response["Last-Modified"] = etag, http_date(modified)
    response["Cache-Control"] = _caching(path.name, is_public=is_public)
    if path.suffix not in COMPRESSIBLE:
        response["Accept-Ranges"] = "bytes"
        request.META["HTTP_ACCEPT_ENCODING"] = "identity"  # else it would be compressed once more, and ranges with it
    return response


def _whole(path: Path) -> HttpResponseBase:
    kind = TYPES.get(path.suffix, "application/octet-stream")
    if path.suffix in COMPRESSIBLE:
        return HttpResponse(path.read_bytes(), content_type=kind)
    return FileResponse(path.open("rb"), content_type=kind)


def _caching(name: str, *, is_public: bool) -> str:
    """What is named after its content never changes; the page may be the next edition's at any moment."""
    whose = "public" if is_public else "private"
    if NAMED_AFTER_CONTENT.search(name):
        return f"{whose}, max-age={A_YEAR}, immutable"
    return f"{whose}, no-cache"  # kept, and asked for again each time: an edition is there once it is out


def _part_of(request: HttpRequest, path: Path, size: int, etag: str, modified: int) -> HttpResponse | None:
    """The one range that was asked for; None where the whole file is the answer."""
    asked = _range(request.headers.get("Range", ""), size)
    if asked is None or path.suffix in COMPRESSIBLE or not _is_unchanged(request, etag, modified):
        return None
    start, end = asked
    if start > end:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    with path.open("rb") as file:
        file.seek(start)
        content = file.read(end - start + 1)
    headers = {"Content-Range": f"bytes {start}-{end}/{size}"}
    return HttpResponse(content, status=206, content_type=TYPES.get(path.suffix), headers=headers)


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


def _is_unchanged(request: HttpRequest, etag: str, modified: int) -> bool:
    """Whether the part fits what the reader has of the file already."""
    known = request.headers.get("If-Range")
    return known in {None, etag} or (known is not None and parse_http_date_safe(known) == modified)
