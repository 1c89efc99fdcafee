"""What refuses a request before its view hears of it: the addresses, and the decorators that many views share.

These do the same for each view, with the same values of an address: each value is tried once with each of them.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from traceback import walk_tb
from types import CodeType
from typing import Any, NamedTuple

import pytest
from django.core.handlers import exception as handlers
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import Resolver404, ResolverMatch, resolve


class Handed(NamedTuple):
    """A decorator of a view, what it was made with, and what it is handed of an address that it looks at by its name."""

    code: CodeType
    made_with: tuple[str, ...]
    method: str
    values: frozenset[tuple[str, str]]


class Refusals:
    """Answers in two words what cannot be shown, and notes what had been called until then."""

    def __init__(self) -> None:
        self.called: set[CodeType] = set()
        self.known: set[Handed] = set()

    def are_known(self, match: ResolverMatch, method: str) -> bool:
        """Whether a decorator of the view has refused the same values before the view of another address."""
        return not self.known.isdisjoint(handed(match, method))

    def note(self, match: ResolverMatch, method: str, usual: dict[str, Any]) -> None:
        """Notes which decorator refused the last request, if one that knows of what is not as usual did, before it came to the
        view inside.
        """
        if self.called and inspect.unwrap(match.func).__code__ not in self.called:
            odd = items_of(match.kwargs) - items_of(usual)
            refused_by = [one for one in handed(match, method) if one.code in self.called][-1:]
            self.known.update(one for one in refused_by if odd and odd <= one.values)

    def answer(self, request: HttpRequest, resolver: object, status: int, exception: Exception) -> HttpResponse:
        self.called = set(codes_in(exception))
        return HttpResponse("An error", status=status)

    @contextmanager
    def answering(self) -> Iterator[None]:
        self.called = set()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(handlers, "get_exception_response", self.answer)
            yield


def codes_in(exception: BaseException | None) -> Iterator[CodeType]:
    """Yields what was under way as the exception was raised, and as the one was on which it followed."""
    while exception:
        yield from (frame.f_code for frame, _line in walk_tb(exception.__traceback__))
        exception = exception.__context__


def items_of(values: dict[str, Any]) -> frozenset[tuple[str, str]]:
    return frozenset((name, str(value)) for name, value in values.items())


def match_of(path: str) -> ResolverMatch | None:
    """Returns what an address leads to, also if only with a slash at its end, to which Django redirects."""
    asked = RequestFactory().get(path).path_info
    for one in dict.fromkeys([asked, f"{asked.removesuffix('/')}/"]):
        try:
            return resolve(one)
        except Resolver404:
            continue
    return None


def handed(match: ResolverMatch, method: str) -> Iterator[Handed]:
    """Yields the decorators of a view, from the outermost."""
    for one in decorators_of(match.func):
        names = {*one.__code__.co_varnames, *one.__code__.co_consts}
        values = items_of({name: value for name, value in match.kwargs.items() if name in names})
        yield Handed(one.__code__, closure_of(one), method, values)


def decorators_of(view: Any) -> Iterator[Any]:
    while inner := getattr(view, "__wrapped__", None):
        yield view
        view = inner


def closure_of(decorator: Any) -> tuple[str, ...]:
    """What the decorator was made with, the view left out."""
    values = (cell.cell_contents for cell in decorator.__closure__ or ())
    return tuple(repr(value) for value in values if value is not decorator.__wrapped__)
