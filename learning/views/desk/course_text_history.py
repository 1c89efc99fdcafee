"""The versions of a text of a course, on the screens that texts of the guide share."""

from __future__ import annotations

from contributions.revision_views import Fact, RevisionScreens
from guide.course_texts import CourseText, CourseTextRevision
from learning.courses.rewording import parts_in_words


class CourseTextRevisions(RevisionScreens[CourseText]):
    frame = "guide/desk/_revisions.html"

    def facts(self, older: CourseTextRevision, newer: CourseTextRevision) -> list[Fact]:
        """Of an item, which answers are right and what follows; of a lesson, what it shows."""
        kind = self.text.kind
        name = "lesson" if kind == "lesson" else "item"
        return [Fact(name, parts_in_words(kind, older.parts), parts_in_words(kind, newer.parts))]
