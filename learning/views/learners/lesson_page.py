"""A lesson: what to read and to watch, then its items."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import actor, signed_in_only
from campaign.models import Video
from contributions.views.videos.video_detail import TrackElement, tracks_of
from learning.attempts.course_way import CourseWay
from learning.document import Item, Lesson, LessonTip
from learning.views.learners.course_pictures import with_pictures
from learning.views.learners.resolvers import lesson_at, next_url, taught_way_at


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
