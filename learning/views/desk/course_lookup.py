"""Finds the course or the text that an address of the desk names."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from guide.models import CourseText
from learning.models import Course


def get_course(pk: int) -> Course:
    return get_object_or_404(Course.objects.select_related("text", "edition"), pk=pk)


def get_text(pk: int) -> CourseText:
    return get_object_or_404(CourseText.objects.select_related("theme", "tip", "parent__parent"), pk=pk)


def course_of(text: CourseText) -> Course:
    """Returns the course that a text belongs to."""
    return get_object_or_404(Course.objects.select_related("text", "edition"), text=text.top)
