"""How a course comes to be: made from an edition, then lesson by lesson and item by item. The verbs of editors."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from campaign.videos.models import Video
from common.forms.unchanged import check_seen_order
from guide.course_parts import ItemParts, LessonParts
from guide.models import CourseText, Edition, Tip
from guide.publication.document import Chapter
from guide.tips.models import tip_keys_in
from learning.courses.course_settings import decide
from learning.courses.models import Course
from themes.models import Theme


def make_course(edition: Edition, *, title: str, by: User | None, at: datetime | None = None) -> Course:
    """Makes a course with a lesson for each chapter that has tips, with these tips and the videos of its theme.

    Returns the course. Raises ValidationError beside the field.
    """
    if not edition.is_published:
        raise ValidationError({"edition": _("A course is made from a published edition.")}, code="edition")
    with transaction.atomic():
        text = CourseText(kind="course", title=title)
        text.create(author=by, at=at)
        course = Course(text=text, edition=edition, made_by=by, made_at=at or timezone.now())
        decide(course, by=by)
        chapters = [chapter for chapter in edition.guide.chapters if chapter.tips]
        themes = _themes_of(chapters)
        for position, chapter in enumerate(chapters, 1):
            _make_lesson(text, position, chapter, themes.get(chapter.number), by=by, at=at)
    return course


def _make_lesson(
    course: CourseText, position: int, chapter: Chapter, theme: Theme | None, *, by: User | None, at: datetime | None
) -> None:
    videos = Video.objects.visible().filter(theme=theme).values_list("pk", flat=True) if theme else ()
    shown = LessonParts(tuple(tip_keys_in(tip.reference for tip in chapter.tips)), tuple(videos))
    CourseText(
        kind="lesson",
        parent=course,
        position=position,
        theme=theme,
        title=chapter.short_title or chapter.question,
        body=chapter.opening_text,
        parts=shown.to_json(),
    ).create(author=by, at=at)


def _themes_of(chapters: list[Chapter]) -> dict[int, Theme]:
    """Returns the theme of each chapter by its number: that of its tips, since a theme may have got another number since."""
    keys = {chapter.number: tip_keys_in(tip.reference for tip in chapter.tips) for chapter in chapters}
    tips = Tip.objects.filter(pk__in=[key for found in keys.values() for key in found]).select_related("theme")
    theme_of = {tip.pk: tip.theme for tip in tips}
    return {number: theme_of[found] for number, of_it in keys.items() for found in of_it[:1] if found in theme_of}


def add_lesson(
    course: Course, *, title: str, body: str = "", by: User | None, at: datetime | None = None, **values: Any
) -> CourseText:
    """Adds a lesson at the end. Returns it. Raises ValidationError beside the field."""
    return _add(CourseText(kind="lesson", parent=course.text, title=title, body=body, **values), by=by, at=at)


def add_item(
    lesson: CourseText,
    kind: str,
    *,
    title: str,
    parts: ItemParts,
    tip: Tip | None = None,
    by: User | None,
    at: datetime | None = None,
) -> CourseText:
    """Adds an item at the end of a lesson. Returns it. Raises ValidationError beside the field."""
    item = CourseText(kind=kind, parent=lesson, title=title, parts=parts.to_json(), tip=tip)
    item.tip_version = tip.version if tip else 0
    return _add(item, by=by, at=at)


def _add(text: CourseText, *, by: User | None, at: datetime | None) -> CourseText:
    with transaction.atomic():
        text.position = len(_siblings(text)) + 1
        text.create(author=by, at=at)
    return text


def move(text: CourseText, steps: int, *, seen: str | None = None) -> None:
    """Moves a lesson or an item among its like: -1 is one up. Does nothing at an end.

    Raises ValidationError where these stand in another order than the one that was `seen` (common.forms.unchanged).
    """
    with transaction.atomic():
        rows = _siblings(text)
        check_seen_order(seen, (row.pk for row in rows))
        place = next((place for place, row in enumerate(rows) if row.pk == text.pk), None)
        if place is None or not 0 <= place + steps < len(rows):
            return
        rows.insert(place + steps, rows.pop(place))
        _number(rows)


def remove(text: CourseText, *, at: datetime | None = None) -> None:
    """Takes a lesson or an item out; it stays as a row, with its history."""
    with transaction.atomic():
        rows = _siblings(text)
        CourseText.objects.filter(pk=text.pk, removed_at=None).update(removed_at=at or timezone.now())
        _number([row for row in rows if row.pk != text.pk])


def put_back(text: CourseText) -> None:
    """Puts back what was taken out, at the end."""
    with transaction.atomic():
        rows = _siblings(text)
        if text.pk not in {row.pk for row in rows}:
            CourseText.objects.filter(pk=text.pk).update(removed_at=None, position=len(rows) + 1)


def confirm(item: CourseText, *, seen: int) -> None:
    """Says that an item is still right for version `seen` of its tip."""
    CourseText.objects.filter(pk=item.pk).update(tip_version=seen)


def _siblings(text: CourseText) -> list[CourseText]:
    """Holds the parent, so that no two put something at one place; returns its children in use, in their order."""
    list(CourseText.objects.select_for_update().filter(pk__in=[text.parent_id]).values_list("pk"))
    return list(CourseText.objects.in_use().filter(parent_id=text.parent_id).order_by("position", "pk"))


def _number(rows: list[CourseText]) -> None:
    for position, row in enumerate(rows, 1):
        if row.position != position:
            CourseText.objects.filter(pk=row.pk).update(position=position)
