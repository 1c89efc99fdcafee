"""The revisions of a text of a course, on the screens that texts of the guide share."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse

from accounts.access import editors_only
from contributions.revision_views import Fact
from guide.course_texts import CourseTextRevision
from guide.views import text_history as guide_history
from learning.courses.rewording import parts_in_words
from learning.views.desk.course_lookup import get_text


@editors_only
def text_history(request: HttpRequest, pk: int) -> HttpResponse:
    return guide_history.show_history(request, get_text(pk))


@editors_only
def text_revision(request: HttpRequest, pk: int, version: int) -> HttpResponse:
    return guide_history.show_revision(request, get_text(pk), version)


@editors_only
def text_diff(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_text(pk)
    return guide_history.show_diff(request, found, partial(_facts_between, found.kind))


@editors_only
def text_revert(request: HttpRequest, pk: int) -> HttpResponse:
    return guide_history.show_restore(request, get_text(pk), is_undoing=False)


@editors_only
def text_undo(request: HttpRequest, pk: int) -> HttpResponse:
    return guide_history.show_restore(request, get_text(pk), is_undoing=True)


def _facts_between(kind: str, older: CourseTextRevision, newer: CourseTextRevision) -> list[Fact]:
    """Of an item, which answers are right and what follows; of a lesson, what it shows."""
    name = "lesson" if kind == "lesson" else "item"
    return [Fact(name, parts_in_words(kind, older.parts), parts_in_words(kind, newer.parts))]
