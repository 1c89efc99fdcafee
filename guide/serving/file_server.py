"""Stands before Django: gives readers the files of published editions from memory, without a query or a middleware.

Whatever it has no sure answer to goes on to Django: another method, an address that is no file's, a file that is not there
(any more), a host that is not the site's, plain HTTP where HTTPS is wanted, a guide that is not for everybody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from pathlib import Path
from time import monotonic
from typing import Any, Final
from wsgiref.types import StartResponse

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from campaign.site_settings.public_guide import is_marked
from common.files import django_responses
from common.files.file_cache import CachedFile, FileCache
from common.files.file_responses import (
    Headers,
    RawResponse,
    ServingTerms,
    encoding_for,
    is_conditional,
    is_read,
    respond,
    whole,
)
from guide.publication.document import EMBEDDED_PAGE, FORMER_NAMES
from guide.serving import names, security
from guide.serving.names import FileAddress, find, form_of

type Environ = dict[str, Any]
type Application = Callable[[Environ, StartResponse], Any]  # iterable; Django's types do not say so
type Note = Callable[..., None]

CURRENT: Final = "current"  # the file that holds the number of the edition that readers get
LOOKED_AGAIN_AFTER: Final = 0.25  # seconds; until then an answer is given without a look at the disk
MOST_READY: Final = 2_000
SWEPT_AFTER: Final = 1  # second
STATUS: Final = {status.value: f"{status.value} {status.phrase}" for status in HTTPStatus}


@dataclass(frozen=True, slots=True)
class PreparedResponse:
    """A whole answer, and what is needed to give another one of the same file."""

    whole: RawResponse
    status: str
    cached: CachedFile
    encoding: str
    terms: ServingTerms
    safety: Headers
    edition: int
    form: str  # empty for what is not counted
    until: float


class FileServer:
    """`note` is told of each file that a reader opens or downloads."""

    def __init__(self, application: Application, *, note: Note) -> None:
        self._application, self._note = application, note
        self._root = Path(settings.EDITIONS_ROOT)
        self._memory = shared_cache()
        self._ready: dict[tuple[str | None, ...], PreparedResponse] = {}
        self._swept_at = monotonic()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if is_asked(environ):
            ready = self._ready_for(environ)
            if ready is not None:
                return self._give(ready, environ, start_response)
        given: Iterable[bytes] = self._application(environ, start_response)
        return given

    def at_once(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes] | None:
        """The answer where that takes neither the disk nor any time; None where it has to be made."""
        ready = self._ready.get(response_key(environ)) if is_asked(environ) else None
        if ready is None or ready.cached.content is None or monotonic() >= ready.until:
            return None
        return self._give(ready, environ, start_response)

    def _give(self, ready: PreparedResponse, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        found, status, is_counted = ready.whole, ready.status, bool(ready.form)
        if ready.cached.content is None or is_conditional(environ):  # from disk anew, or not whole
            found = respond(ready.cached, ready.encoding, ready.terms, environ)
            found.headers.extend(ready.safety)
            status, is_counted = STATUS[found.status], is_counted and is_read(found.status, found.headers)
        start_response(status, found.headers)
        if environ["REQUEST_METHOD"] == "HEAD":
            return [b""]
        if is_counted:
            self._note(environ, edition=ready.edition, language=ready.terms.language, form=ready.form)
        return found.body

    def _ready_for(self, environ: Environ) -> PreparedResponse | None:
        key = response_key(environ)
        ready = self._ready.get(key)
        if ready is not None and monotonic() < ready.until:
            return ready
        ready = self._made_ready(environ)
        if ready is not None:
            self._sweep()
            self._ready[key] = ready
        return ready

    def _sweep(self) -> None:
        """Lets go of answers that nobody asked for lately: they would hold what the memory has let go of."""
        now = monotonic()
        if len(self._ready) >= MOST_READY:
            self._ready = {}
        elif now > self._swept_at + SWEPT_AFTER:
            self._swept_at = now
            self._ready = {key: ready for key, ready in list(self._ready.items()) if now < ready.until}

    def _made_ready(self, environ: Environ) -> PreparedResponse | None:
        place = FileAddress.at(environ["PATH_INFO"])
        if place is None or "HTTP_HOST" not in environ or not is_marked(self._root):
            return None
        if place.name in {
            EMBEDDED_PAGE,
            FORMER_NAMES[EMBEDDED_PAGE],
        }:  # who may frame it stands in the settings of the site
            return None
        number = self._number(place)
        found = None if number is None else find(self._root / str(number) / place.language, place.name)
        cached = found and self._memory.file(found[0])
        request = WSGIRequest(dict(environ))
        if number is None or found is None or cached is None or security.is_refused(request):
            return None
        disposition = names.disposition_of(found[0])
        terms = ServingTerms(place.language, is_found=place.is_current, status=found[1], disposition=disposition)
        return self._ready_with(cached, terms, request, number, form_of(place.name) if found[1] == 200 else "")

    def _ready_with(
        self, cached: CachedFile, terms: ServingTerms, request: WSGIRequest, edition: int, form: str
    ) -> PreparedResponse:
        encoding = encoding_for(cached, request.META, self._memory)
        found, safe = whole(cached, encoding, terms), security.headers(request)
        found.headers.extend(safe)
        until = monotonic() + LOOKED_AGAIN_AFTER
        return PreparedResponse(found, STATUS[found.status], cached, encoding, terms, safe, edition, form, until)

    def _number(self, place: FileAddress) -> int | None:
        if place.number is not None:
            return place.number
        try:
            return int((self._root / CURRENT).read_text())
        except (OSError, ValueError):
            return None  # Django writes it anew


def is_asked(environ: Environ) -> bool:
    is_read = environ["REQUEST_METHOD"] in {"GET", "HEAD"}
    return is_read and environ["PATH_INFO"].startswith("/guide/")


def response_key(environ: Environ) -> tuple[str | None, ...]:
    """All that a whole answer depends on."""
    get = environ.get
    return (
        environ["PATH_INFO"],
        get("HTTP_ACCEPT_ENCODING"),
        get("HTTP_HOST"),
        environ["wsgi.url_scheme"],
        get("HTTP_X_FORWARDED_PROTO"),
    )


# Files of editions as Django answers: in development, where readers sign in, where a file was just made again.


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
        disposition=names.disposition_of(path),
    )
    return django_responses.serve(request, path, terms, memory=shared_cache())


# The files of editions in the memory of this process, ahead of Django and inside of it.


MEGABYTE: Final = 1024 * 1024


@cache
def shared_cache() -> FileCache:
    """As large as the settings say."""
    return FileCache(settings.GUIDE_MEMORY_MEGABYTES * MEGABYTE)
