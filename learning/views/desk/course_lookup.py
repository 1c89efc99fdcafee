"""Finds the course or the text that an address of the desk names."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from guide.models import CourseText, Edition
from learning.models import Course, CourseVersion


def get_course(pk: int) -> Course:
    return get_object_or_404(Course.objects.select_related("text", "edition"), pk=pk)


def withdrawn_edition_of(version: CourseVersion | None) -> Edition | None:
    return version.withdrawn_edition() if version else None


def newer_edition(course: Course) -> Edition | None:
    """Returns the newest edition that is out, where the course is not made for it: it may teach that one instead."""
    newest: Edition | None = Edition.objects.published().defer("names").first()
    return newest if newest and newest.pk != course.edition_id else None


def get_text(pk: int) -> CourseText:
    return get_object_or_404(CourseText.objects.select_related("theme", "tip", "parent__parent"), pk=pk)


def course_of(text: CourseText) -> Course:
    """Returns the course that a text belongs to."""
    return get_object_or_404(Course.objects.select_related("text", "edition"), text=text.top)
