"""Rows of a course that was published, made straight from the sample: for tests that do not publish themselves."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from guide.models import CourseText, Edition
from learning.document import Course as CourseContent
from learning.models import Course, CourseDocument, CourseVersion
from tests.learning.sample_course import sample_course


def published_course(
    editor: User, *contents: CourseContent, edition: Edition | None = None, **values: Any
) -> CourseVersion:
    """Stores a course and its first version with these contents, one a language; the sample in English where none is given.

    Its screen at the desk is there where its edition is out.
    """
    contents = contents or (sample_course(),)
    text = CourseText(kind="course", title=contents[0].title, body=contents[0].description)
    text.create(author=editor)
    edition = edition or Edition.objects.in_preparation()
    course = Course.objects.create(
        text=text,
        edition=edition,
        pass_mark=contents[0].pass_mark,
        attempts=contents[0].attempts,
        made_by=editor,
        **values,
    )
    version = CourseVersion.objects.create(
        course=course,
        number=1,
        edition=edition,
        pass_mark=course.pass_mark,
        attempts=course.attempts,
        published_by=editor,
    )
    for content in contents:
        CourseDocument.objects.create(version=version, language=content.language, frozen=content.to_json())
    return version
