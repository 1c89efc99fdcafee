"""A lesson: what to read and to watch, then its items.

The pictures of a version of a course: files made of their content, which never change.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import actor, signed_in_only
from campaign.models import Video
from common.files.django_responses import serve
from common.files.file_cache import FileCache
from common.files.file_responses import ServingTerms
from contributions.views.videos import TrackElement, tracks_of
from learning import grading
from learning.attempts.course_list import CourseWay
from learning.attempts.models import ItemResponse
from learning.attempts.responding import EditionWithdrawn, respond
from learning.courses.models import CourseDocument
from learning.document import PICTURES, Item, Lesson, LessonTip
from learning.items.form_context import Posted, feedback_of, item_context, path_of, template_of
from learning.items.posted_response import IncompleteResponse, response_in
from learning.views.learners.course_page import lesson_at, next_url, taught_way_at, tip_of

_PICTURE: Final = re.compile(rf' (?P<attribute>src|href)="{PICTURES}(?P<file>[^"/]+)"')


@cache
def picture_memory() -> FileCache:
    """It remembers what files there are, and has none in memory."""
    return FileCache(0)


def with_pictures(way: CourseWay, html: str) -> str:
    """Returns HTML made of the course, whose pictures are files of it, with their addresses on the site."""

    def placed(found: re.Match[str]) -> str:
        address = reverse("learning:course_picture", args=[way.course.pk, way.version.pk, found["file"]])
        return f' {found["attribute"]}="{address}"'

    return _PICTURE.sub(placed, html)


@signed_in_only
@require_safe
def course_picture(request: HttpRequest, pk: int, version: int, name: str) -> HttpResponseBase:
    documents = CourseDocument.objects.filter(version=version, version__course=pk)
    files = documents.values_list("frozen__pictures", flat=True)
    stored = next((one[f"{PICTURES}{name}"] for one in files if f"{PICTURES}{name}" in one), None)
    if stored is None:
        raise Http404
    terms = ServingTerms(is_public=False, is_found=False)
    response = serve(request, Path(settings.MEDIA_ROOT) / stored, terms, memory=picture_memory())
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@dataclass(frozen=True, slots=True)
class ShownTip:
    """A tip with its pictures where the site has them."""

    tip: LessonTip
    html: str


@dataclass(frozen=True, slots=True)
class ShownVideo:
    video: Video
    tracks: list[TrackElement]


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item in the list of a lesson; `is_right` is None as long as it waits for an answer."""

    item: Item
    is_right: bool | None


@signed_in_only
@require_safe
def lesson(request: HttpRequest, pk: int, lesson: int) -> HttpResponse:
    way = taught_way_at(request, pk)
    if isinstance(way, HttpResponse):
        return way
    return render(request, "learning/course/lesson.html", _context(request, way, lesson_at(way, lesson)))


def _context(request: HttpRequest, way: CourseWay, lesson: Lesson) -> dict[str, Any]:
    is_open = way.state.open is not None
    left = way.open_items(lesson)
    following = lesson if left else way.next_lesson()
    return {
        "way": way,
        "lesson": lesson,
        "number": way.content.lessons.index(lesson) + 1,
        "intro_html": with_pictures(way, lesson.intro_html),
        "tips": [ShownTip(tip, with_pictures(way, tip.html)) for tip in lesson.tips],
        "videos": _videos(request, way, lesson),
        "items": [ItemRow(item, _is_right(way, item)) for item in lesson.items],
        "answered": way.answered_in(lesson),
        "first_item": left[0] if is_open and left else None,
        "onward": next_url(way, following) if is_open and not left else "",
    }


def _is_right(way: CourseWay, item: Item) -> bool | None:
    row = way.responses.get(item.key)
    return row.is_right if row else None


def _videos(request: HttpRequest, way: CourseWay, lesson: Lesson) -> list[ShownVideo]:
    """Those that are still shown; one that was withdrawn since the course was published is left out."""
    keys = [int(video.key) for video in lesson.videos]
    found = {video.pk: video for video in Video.objects.visible_to(actor(request)).filter(pk__in=keys)} if keys else {}
    return [ShownVideo(found[key], tracks_of(found[key], way.content.language)) for key in keys if key in found]


# An item: its form, and once it was answered its feedback. A form is answered with a redirect to the same address.


REFUSED = 422
HINT = "learning/items/_hint.html"


@signed_in_only
def item(request: HttpRequest, pk: int, lesson: int, item: int) -> HttpResponse:
    """The form of an item, or its feedback. POST answers it."""
    way = taught_way_at(request, pk)
    if isinstance(way, HttpResponse):
        return way
    if way.attempt is None:
        return redirect("learning:course", pk)
    found = lesson_at(way, lesson)
    asked = next((one for one in found.items if one.key == str(item)), None)
    if asked is None:
        raise Http404
    screen = _ItemScreen(request, way, found, asked)
    return screen.answer() if request.method == "POST" else screen.show()


class _ItemScreen:
    def __init__(self, request: HttpRequest, way: CourseWay, lesson: Lesson, item: Item) -> None:
        self.request, self.way, self.lesson, self.item = request, way, lesson, item
        self.url = reverse("learning:item", args=[way.course.pk, lesson.key, item.key])
        self.row: ItemResponse | None = way.responses.get(item.key)

    def answer(self) -> HttpResponse:
        """Stores what was sent, or says what is missing; of a dialogue that goes on, leads to its next turn."""
        posted = dict(self.request.POST.lists())
        try:
            with translation.override(self.way.content.language):
                response = response_in(self.item, posted)
        except IncompleteResponse as refusal:
            return self._feedback() if self.row else self.show(given=posted, errors=refusal.errors)
        if not self.row and self.item.kind == "dialogue" and not grading.is_ended(self.item.parts, response):
            return redirect(f"{self.url}?{urlencode({'path': ','.join(response)})}#item")
        if self.way.state.open is None:  # it was finished, and perhaps answered, on another device
            return self._feedback(is_another=self.row is None or self.row.response != response)
        try:
            showed_hint = "hint" in posted
            stored = respond(self.way.state.open, self.way.content, self.item, response, showed_hint=showed_hint)
        except EditionWithdrawn:  # in this moment: the page of the course says it
            return redirect("learning:course", self.way.course.pk)
        if stored is None:
            if self._has_tried:  # in another window, after this one was opened
                messages.info(self.request, _("You had answered this in another window. This answer does not count."))
            return redirect(f"{self.url}#hint")
        return self._feedback(is_another=stored.is_another)

    def _feedback(self, *, is_another: bool = False) -> HttpResponse:
        if is_another:
            messages.info(self.request, _("You had answered this already: the first answer counts."))
        return redirect(f"{self.url}#feedback")

    def show(self, given: Posted | None = None, errors: Mapping[str, str] | None = None) -> HttpResponse:
        context = self._place() | (self._answered(self.row) if self.row else self._form(given, errors))
        return render(self.request, "learning/course/item.html", context, status=REFUSED if errors else 200)

    def _place(self) -> dict[str, Any]:
        way, lesson = self.way, self.lesson
        return {
            "way": way,
            "lesson": lesson,
            "item": self.item,
            "number": lesson.items.index(self.item) + 1,
            "of": len(lesson.items),
            "left": way.content.number_of_items - way.answered,
        }

    def _form(self, given: Posted | None, errors: Mapping[str, str] | None) -> dict[str, Any]:
        place, language = self._place(), self.way.content.language
        known = {**(given or {}), "path": [self._path(given)]}
        with translation.override(language):
            context = item_context(
                self.item, language, number=place["number"], of=place["of"], given=known, errors=errors
            )
            html = self._drawn(
                template_of(self.item), context | {"action": self.url, "shows_hint": self._has_tried}, self.request
            )
            hint = render_to_string(HINT, {"hint": self.item.parts.hint}) if self._has_tried else ""
        return {"form_html": html, "hint_html": hint, "has_errors": bool(errors)}

    @property
    def _has_tried(self) -> bool:
        return self.way.attempt is not None and self.item.key in self.way.attempt.hinted

    def _path(self, given: Posted | None) -> str:
        """The replies of a dialogue so far; none, where the form or the address names some that there are not."""
        sent = given.get("path", ()) if given is not None else [self.request.GET.get("path", "")]
        path = path_of(sent) if self.item.kind == "dialogue" else []
        try:
            is_over = bool(path) and grading.is_ended(self.item.parts, path)
        except grading.UnreadableResponse:
            return ""
        return "" if is_over else ",".join(path)

    def _answered(self, row: ItemResponse) -> dict[str, Any]:
        item, language = self._as_asked(row)
        tip = tip_of(self.lesson, self.item)
        lesson_url = reverse("learning:lesson", args=[self.way.course.pk, self.lesson.key])
        with translation.override(language):
            context = {"feedback": feedback_of(item, row.response, language), "tip": tip}
            tip_url = f"{lesson_url}#tip-{tip.reference}" if tip else ""
            html = self._drawn("learning/items/_feedback.html", context | {"tip_url": tip_url})
            picture = {"picture": item.parts.picture}
            picture_html = self._drawn("learning/items/_picture.html", picture) if item.parts.picture else ""
        shown = {"feedback_html": html, "picture_html": picture_html, "feedback_language": language}
        return shown | self._onward()

    def _drawn(self, template: str, context: dict[str, Any], request: HttpRequest | None = None) -> SafeString:
        """With its pictures where the site has them."""
        html = render_to_string(template, context, request)
        return mark_safe(with_pictures(self.way, html))  # noqa: S308

    def _as_asked(self, row: ItemResponse) -> tuple[Item, str]:
        """The item with its language: where words were typed, the one in which they were; in another they would be wrong."""
        content = self.way.content
        if self.item.kind == "fill_in" and row.language != content.language:
            content = self.way.version.content_in(row.language)
        return next(one for one in content.items if one.key == self.item.key), content.language

    def _onward(self) -> dict[str, Any]:
        """Where she goes on: the next item, the next lesson, or the result."""
        following = self.way.next_item(self.lesson, self.item)
        if following:
            url = reverse("learning:item", args=[self.way.course.pk, self.lesson.key, following.key])
            return {"onward": url, "onward_to": "item"}
        lesson = self.way.next_lesson()
        return {"onward": next_url(self.way, lesson), "onward_to": "lesson" if lesson else "result"}
