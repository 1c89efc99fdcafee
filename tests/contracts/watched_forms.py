"""Forms and queries that tell who looks into them."""

from __future__ import annotations

from collections.abc import Iterator, KeysView
from typing import ClassVar

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.http import QueryDict

ANY_NAME = "any_name"


class Watched(QueryDict):
    """A form or a query that notes the names by which somebody looks into it; looking through it all is one more."""

    asked: ClassVar[set[str]]

    def __getitem__(self, name: str) -> str:
        self.asked.add(name)
        return super().__getitem__(name)

    def __contains__(self, name: object) -> bool:
        self.asked.add(str(name))
        return super().__contains__(name)

    def getlist(self, name: str, default: object = None) -> list[str]:
        self.asked.add(name)
        return super().getlist(name, default)

    def lists(self) -> Iterator[tuple[str, list[str]]]:
        self.asked.add(ANY_NAME)
        self.asked.update(super().keys())
        return super().lists()

    def keys(self) -> KeysView[str]:
        self.asked.add(ANY_NAME)
        self.asked.update(super().keys())
        return super().keys()

    def __iter__(self) -> Iterator[str]:
        return iter(self.keys())


class WatchedForm(Watched):
    asked: ClassVar[set[str]] = set()


class WatchedQuery(Watched):
    asked: ClassVar[set[str]] = set()


def watch(patch: pytest.MonkeyPatch) -> None:
    """Forms and queries note who looks into them: what nobody looks at changes nothing, and was two thirds of the time."""
    load, get_query = WSGIRequest._load_post_and_files, WSGIRequest.GET.func

    def load_watched(request: WSGIRequest) -> None:
        load(request)
        request._post.__class__ = WatchedForm

    def watched_query(request: WSGIRequest) -> QueryDict:
        query: QueryDict = get_query(request)
        query.__class__ = WatchedQuery
        return query

    patch.setattr(WSGIRequest, "_load_post_and_files", load_watched)
    patch.setattr(WSGIRequest.GET, "func", watched_query)
    for one in (WatchedForm, WatchedQuery):
        one.asked.clear()


def watch_body(patch: pytest.MonkeyPatch) -> set[str]:
    """Returns a set that comes to tell as what somebody looked at a body that is no form: as a form, or as bytes."""
    looked_at: set[str] = set()
    read, body, load = WSGIRequest.read, WSGIRequest.body.fget, WSGIRequest._load_post_and_files

    def watched_read(request: WSGIRequest, *args: int) -> bytes:
        looked_at.add("bytes")
        return read(request, *args)

    def watched_body(request: WSGIRequest) -> bytes:
        looked_at.add("bytes")
        return body(request)

    def watched_load(request: WSGIRequest) -> None:
        looked_at.add("form")
        load(request)

    patch.setattr(WSGIRequest, "read", watched_read)
    patch.setattr(WSGIRequest, "body", property(watched_body))
    patch.setattr(WSGIRequest, "_load_post_and_files", watched_load)
    return looked_at
