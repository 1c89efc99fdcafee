"""What editors of the demo remark on its course once it is out."""

from __future__ import annotations

from demo.blocks import moment
from demo.course_content import Content, read
from demo.stage import Stage
from guide.models import CourseText
from guide.reviewing import remarks
from guide.reviewing.remarks import WHOLE_TEXT, selected_sentence
from learning.models import Course


def remark_on(course: Course, stage: Stage) -> None:
    """Some wait for an answer, for the next version; one has its answer."""
    for content in read("course.toml")["remark"]:
        text = text_of(course, content)
        passage = selected_sentence(text, exact=content["passage"]) if "passage" in content else WHOLE_TEXT
        if passage is None:
            raise LookupError(content["passage"])
        said = remarks.remark(
            text,
            about=passage.anchor,
            version=text.version,
            body=content["text"],
            replacement=content.get("replacement"),
            by=stage.people[content["by"]],
            at=stage.at(moment(content["when"])),
        )
        if "answer" in content:
            by, at = stage.people[content["answered_by"]], stage.at(moment(content["answered"]))
            remarks.deal_with(said, answer=content["answer"], by=by, at=at)


def text_of(course: Course, content: Content) -> CourseText:
    """Returns the item of a title, the lesson of a question, or what the course says of itself."""
    if "theme" not in content:
        return course.text
    lessons = [text for text in course.texts() if text.kind == "lesson"]
    lesson = next(text for text in lessons if text.theme and text.theme.number == content["theme"])
    return CourseText.objects.get(parent=lesson, title=content["item"]) if "item" in content else lesson
