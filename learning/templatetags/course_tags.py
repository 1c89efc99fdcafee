"""The courses that a reader can begin, where the site shows the editions that they were made from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django import template
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from learning.attempts.course_list import titles_of
from learning.models import Course, CourseVersion

register = template.Library()


class CourseOfEdition(NamedTuple):
    """`language` is that of the title."""

    url: str
    title: str
    language: str


@register.simple_tag
def courses_to_begin() -> Mapping[int, Sequence[CourseOfEdition]]:
    """Returns the courses that can be begun, by the keys of the editions that their newest versions teach; two queries."""
    courses = Course.objects.to_begin(timezone.localdate()).annotate(newest=Max("versions"))
    versions = CourseVersion.objects.filter(pk__in=courses.values("newest")).order_by("-course")
    rows = list(versions.values_list("pk", "course", "edition"))
    titles = titles_of([version for version, _course, _edition in rows], get_language() or "")
    found: defaultdict[int, list[CourseOfEdition]] = defaultdict(list)
    for version, course, edition in rows:
        title, _description, language = titles[version]
        found[edition].append(CourseOfEdition(reverse("learning:course", args=[course]), title, language))
    return dict(found)


@register.inclusion_tag("learning/course/_of_edition.html")
def courses_of(edition: int, courses: Mapping[int, Sequence[CourseOfEdition]]) -> dict[str, Any]:
    """What `courses_to_begin` found for the edition with this key."""
    return {"courses": courses.get(edition, ()) if courses else ()}
