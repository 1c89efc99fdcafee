"""What keeps a course from being published, and what its editors may want to look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from guide.models import CourseText, Edition, Tip
from guide.self_check.problems import says_the_same
from guide.tips.models import TipRevision
from guide.translations.originals import of_course_text
from guide.translations.segments import source_segments
from guide.translations.staleness import compared
from guide.translations.translated_texts import by_identity
from learning.courses.faults import faults
from learning.courses.item_pictures import ItemPictures
from learning.courses.item_wording import item_in
from learning.courses.models import Course


@dataclass(frozen=True)
class CourseProblem:
    """A sentence about a text of a course, None: about the whole. `is_grave`: it cannot be published so.

    `is_outdated`: its tip has other words than the item was compared with, which an editor may find still right.
    """

    text: CourseText | None
    sentence: str
    is_grave: bool = True
    is_outdated: bool = False


def problems_of(course: Course, texts: Sequence[CourseText] | None = None) -> list[CourseProblem]:
    """Returns what is wrong with a course in its own language. `texts` are those in use, in order, where they are known."""
    known = course.texts() if texts is None else texts
    items = [text for text in known if text.is_item]
    return [*_of_the_whole(course, known, items), *_of_items(course, items)]


def _of_the_whole(course: Course, texts: Sequence[CourseText], items: Sequence[CourseText]) -> Iterator[CourseProblem]:
    if not items:
        yield CourseProblem(None, _("The course asks nothing: it has no item."))
    if not course.text.body:
        yield CourseProblem(course.text, _("The course has no description."))
    asked = {item.parent_id for item in items}
    for text in texts:
        if text.kind == "lesson" and text.pk not in asked:
            yield CourseProblem(text, _("The lesson asks nothing: it has no item."), is_grave=False)
    if course.edition.is_withdrawn:
        yield CourseProblem(None, _("The edition that the course teaches is withdrawn."))
    newest = Edition.objects.published().first()
    if newest and newest.number > course.edition.number:
        sentence = _("Edition %(newest)s is out, and the course teaches edition %(number)s.")
        values = {"newest": newest.number, "number": course.edition.number}
        yield CourseProblem(None, sentence % values, is_grave=False)


def _of_items(course: Course, items: Sequence[CourseText]) -> Iterator[CourseProblem]:
    in_edition = {tip.reference for tip in course.edition.guide.tips}
    tips = {tip.pk: tip for tip in Tip.objects.filter(pk__in={item.tip_id for item in items}).defer("body_html")}
    read = _versions_compared(items, tips)
    pictures = ItemPictures.of(item.item for item in items)
    for item in items:
        if not pictures.is_whole(item.item):
            yield CourseProblem(item, _("One of its pictures is no longer on the site: choose another."))
        for sentence in faults(item.kind, item.item):
            yield CourseProblem(item, sentence)
        tip = tips.get(item.tip_id or 0)
        if tip is None:
            yield CourseProblem(item, _("It is tied to no tip."))
        elif tip.reference not in in_edition:
            yield CourseProblem(item, _("Its tip is not in the edition."))
        elif tip.version != item.tip_version and not says_the_same(tip, read.get((tip.pk, item.tip_version))):
            yield CourseProblem(item, _("Its tip has changed since."), is_grave=False, is_outdated=True)
        if tip is not None and tip.number is None:
            yield CourseProblem(item, _("Its tip has left the guide."), is_grave=False)


def _versions_compared(items: Sequence[CourseText], tips: dict[int, Tip]) -> dict[tuple[int, int], TipRevision]:
    """Returns the revisions of tips that items were compared with, where they are older; one query, or none."""
    older = {
        (item.tip_id, item.tip_version)
        for item in items
        if item.tip_id in tips and tips[item.tip_id].version != item.tip_version
    }
    if not older:
        return {}
    keys, versions = {key for key, _version in older}, {version for _key, version in older}
    return {(row.id, row.version): row for row in TipRevision.objects.filter(id__in=keys, version__in=versions)}


def problems_in(course: Course, language: str, texts: Sequence[CourseText] | None = None) -> list[CourseProblem]:
    """Returns what keeps a course from being published in a language that is not its own.

    A translation may have lost a gap, or say two answers alike.
    """
    known = course.texts() if texts is None else texts
    found: list[CourseProblem] = []
    if language not in course.languages():
        found.append(CourseProblem(None, _("The edition does not come out in this language.")))
    translations = by_identity(language)
    worded = {
        text.pk: item_in(text, translations[key], language)
        for text in known
        if text.is_item and (key := of_course_text(text).identity) in translations
    }
    pictures = ItemPictures.of(worded.values())
    for text in known:
        original = of_course_text(text)
        translation = translations.get(original.identity)
        if translation is None:
            found.append(CourseProblem(text, _("It is not translated, or the translation is not approved yet.")))
        elif compared(source_segments(original), translation.paragraphs).is_outdated:
            found.append(CourseProblem(text, _("Its translation is older than the original.")))
        elif text.is_item:
            own, said = set(faults(text.kind, text.item)), faults(text.kind, worded[text.pk])
            found += [CourseProblem(text, sentence) for sentence in said if sentence not in own]
            if not pictures.is_whole(worded[text.pk]):
                found.append(CourseProblem(text, _("A picture of its translation is no longer on the site.")))
    return found
