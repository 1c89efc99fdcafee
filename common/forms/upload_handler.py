"""Bounds what a request may send, while it comes in: a file beyond the limit is thrown away, the other fields stay."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt, csrf_protect

type View = Callable[..., HttpResponseBase]

OUT_OF_PROPORTION = 20
"""So many times the limit is not even read to its end."""


class BoundedUploadHandler(FileUploadHandler):
    """Counts each file, and all files of a request together; nothing of one is stored from the byte on that is too many.

    What it threw away stands in `request.size_refused`, the fields of files that were too large alone in
    `request.fields_refused`.
    """

    def __init__(self, request: HttpRequest, at_most: int, of_each: int) -> None:
        super().__init__(request)
        self.at_most, self.of_each = at_most, of_each
        self.received, self.of_this, self.declared = 0, 0, 0

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: str, encoding: str | None = None
    ) -> None:
        self.declared = content_length

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.of_this = 0
        if self.declared > self.at_most * OUT_OF_PROPORTION:
            self._refuse()
            raise StopUpload(connection_reset=True)
        if self.declared > self.at_most + settings.DATA_UPLOAD_MAX_MEMORY_SIZE:  # more than all that is no file
            self._refuse()
            raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.received += len(raw_data)
        self.of_this += len(raw_data)
        is_large = self.of_this > self.of_each
        if is_large:
            fields_refused(self.request).add(self.field_name)
        if self.received > self.at_most or (is_large and self.declared > self.at_most):
            self._refuse()
            raise SkipFile
        if is_large:
            raise SkipFile
        return raw_data

    def _refuse(self) -> None:
        self.request.size_refused = max(self.declared, self.received)  # type: ignore[union-attr]

    def file_complete(self, file_size: int) -> None:
        return None


def receives_files(at_most: Callable[[], int], of_each: Callable[[], int] | None = None) -> Callable[[View], View]:
    """The view takes files of at most so many bytes in all, and of one. Protected against forgery, once the bounds stand."""

    def decorate(view: View) -> View:
        protected = csrf_protect(view)

        @csrf_exempt
        @wraps(view)
        def receiving(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method == "POST":
                request.upload_handlers.insert(0, BoundedUploadHandler(request, at_most(), (of_each or at_most)()))
            return protected(request, *args, **kwargs)

        return receiving

    return decorate


def fields_refused(request: HttpRequest | None) -> set[str]:
    """The names of the fields whose file alone is larger than one may be."""
    found: set[str] = request.__dict__.setdefault("fields_refused", set())
    return found


def size_refused(request: HttpRequest) -> int:
    """How many bytes came where fewer may; 0 where none was refused."""
    return int(getattr(request, "size_refused", 0))
