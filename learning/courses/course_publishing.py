"""Publishing: what a course says in a language is put together, and frozen as a version that never changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from random import Random

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from campaign.languages import first_language
from campaign.videos.models import Video, VideoTrack
from guide.editions.picture_copies import Pictures, store_copies
from guide.models import CourseText
from guide.publication.document import Guide, Section
from guide.publication.document import Tip as FrozenTip
from guide.publication.pictures import with_stored_pictures
from guide.publication.site_links import with_site_links
from guide.publication.structured_data import tip_file
from guide.self_check.wording import set_in
from guide.tips.tip_references import reference_of
from guide.translations.originals import of_course_text
from guide.translations.segments import source_segments
from guide.translations.staleness import compared
from guide.translations.translated_texts import TranslatedTexts
from learning import document
from learning.courses.models import REASON_LENGTH, Course, CourseDocument, CourseVersion
from learning.courses.problems import problems_in, problems_of
from learning.courses.readings import unread

PICTURES = "pictures/"


class CannotBePublished(ValidationError):
    """The course cannot be published as it stands: a sentence for each reason."""


def publish(
    course: Course, *, by: User, languages: Sequence[str], unread_reason: str = "", at: datetime | None = None
) -> CourseVersion:
    """Freezes the course as its next version in these languages, with the reason why no second person has read it, if none has.

    Returns the version. Raises CannotBePublished, and ValidationError beside the field where the reason is missing.
    """
    with transaction.atomic():
        course = Course.objects.select_for_update().get(pk=course.pk)
        list(CourseText.objects.select_for_update(of=("self",)).of_course(course.text_id).only("pk").order_by("pk"))
        texts = course.texts()
        _check(course, languages, texts)
        version = CourseVersion.objects.create(
            course=course,
            number=(course.versions.aggregate(newest=Max("number"))["newest"] or 0) + 1,
            edition=course.edition,
            pass_mark=course.pass_mark,
            attempts=course.attempts,
            published_by=by,
            published_at=at or timezone.now(),
            unread_reason=_reason_for(course, texts, unread_reason),
        )
        _freeze(version, languages, texts)
    return version


def _reason_for(course: Course, texts: Sequence[CourseText], said: str) -> str:
    """Returns why nobody else has read these texts; nothing where somebody has."""
    if not unread(course, texts):
        return ""
    if not said.strip():
        raise ValidationError({"unread_reason": _("Say why nobody else reads it first.")}, code="unread")
    return said.strip()[:REASON_LENGTH]


def _freeze(version: CourseVersion, languages: Sequence[str], texts: Sequence[CourseText]) -> None:
    course = version.course
    for language in sorted(languages, key=course.languages().index):
        content = content_of(
            course, language, number=version.number, texts=texts, at=version.published_at, is_frozen=True
        )
        CourseDocument.objects.create(version=version, language=language, frozen=content.to_json())


def _check(course: Course, languages: Sequence[str], texts: Sequence[CourseText]) -> None:
    if not languages:
        raise CannotBePublished([_("Choose a language at least.")])
    found = [problem for problem in problems_of(course, texts) if problem.is_grave]
    for language in languages:
        if language != first_language() or language not in course.languages():
            found += problems_in(course, language, texts)
    if found:
        raise CannotBePublished([problem.sentence for problem in found])


def content_of(
    course: Course,
    language: str,
    *,
    number: int = 0,
    texts: Sequence[CourseText] | None = None,
    at: datetime | None = None,
    is_frozen: bool = False,
) -> document.Course:
    """Returns what the course says in a language of its edition now; a text without a translation stands in the original.

    The pictures of its introductions are those of the wiki, and nothing is written; where it `is_frozen`, they are copied.
    Raises LookupError for a language in which the edition is not out.
    """
    known = course.texts() if texts is None else list(texts)
    said = TranslatedTexts(language, own=first_language())
    frozen = course.edition.guide_in(language)
    intros = [said.words(of_course_text(text)).body_html for text in known if not text.is_item]
    shown, pictures = _with_files(frozen, intros, is_frozen=is_frozen)
    html = iter(section.html for section in shown.sections)
    tips = {tip.reference: tip for tip in shown.tips}
    description_html = next(html)
    lessons = [_lesson(text, known, next(html), tips, said, course, number) for text in known if text.kind == "lesson"]
    own = said.words(of_course_text(known[0]))
    return document.Course(
        key=str(course.pk),
        version=number,
        language=language,
        title=own.title,
        publisher=frozen.publisher,
        edition=course.edition.number,
        published_on=timezone.localdate(at),
        pass_mark=course.pass_mark,
        attempts=course.attempts,
        description=set_in(own.body, language),
        description_html=description_html,
        lessons=tuple(lessons),
        pictures=pictures,
    )


def _with_files(frozen: Guide, texts: Sequence[str], *, is_frozen: bool) -> tuple[Guide, dict[str, str]]:
    """The frozen guide with these texts for sections: pictures are files of the course, links to the site are plain words.

    Of texts that are not frozen, the pictures stay where the wiki has them.
    """
    sections = tuple(Section("introduction", "", "", html) for html in texts)
    whole = with_site_links(replace(frozen, sections=sections), lambda _path: "")
    if is_frozen:
        copies = store_copies(Pictures(texts).all)
        return with_stored_pictures(replace(whole, pictures=(*whole.pictures, *copies)), PICTURES)
    tips, files = with_stored_pictures(replace(whole, sections=()), PICTURES)
    return replace(tips, sections=whole.sections), files


def _lesson(
    text: CourseText,
    texts: Sequence[CourseText],
    intro_html: str,
    tips: dict[str, FrozenTip],
    said: TranslatedTexts,
    course: Course,
    number: int,
) -> document.Lesson:
    items = [one for one in texts if one.parent_id == text.pk]
    keys = dict.fromkeys([*text.lesson.tips, *(item.tip_id for item in items if item.tip_id)])
    shown = [tips[reference] for reference in map(reference_of, keys) if reference in tips]
    return document.Lesson(
        key=text.key,
        title=said.words(of_course_text(text)).title,
        intro_html=intro_html,
        tips=tuple(_tip(tip, course, said.language) for tip in sorted(shown, key=lambda tip: tip.number)),
        videos=tuple(_videos(text.lesson.videos, said.language)),
        items=tuple(_item(item, said, number) for item in items),
    )


def _tip(tip: FrozenTip, course: Course, language: str) -> document.LessonTip:
    address = reverse("guide:edition_file", args=[course.edition.number, language, tip_file(tip.number)])
    return document.LessonTip(
        reference=tip.reference, number=tip.number, title=tip.title, html=tip.html, address=address
    )


def _videos(keys: Sequence[int], language: str) -> Iterator[document.LessonVideo]:
    rows = {video.pk: video for video in Video.objects.visible().filter(pk__in=keys)}
    texts = dict(
        VideoTrack.objects.filter(video__in=rows, kind=VideoTrack.Kind.CAPTIONS, language=language).values_list(
            "video", "text"
        )
    )
    for video in (rows[key] for key in keys if key in rows):
        files = {name: f"videos/{value}" if value else "" for name, value in _files(video).items()}
        yield document.LessonVideo(
            key=str(video.pk),
            title=video.title,
            language=first_language(),
            width=video.width,
            height=video.height,
            milliseconds=video.milliseconds,
            captions=texts.get(video.pk, ""),
            **files,
        )


def _files(video: Video) -> dict[str, str]:
    return {"mp4": video.mp4, "webm": video.webm, "poster": video.poster}


def _item(text: CourseText, said: TranslatedTexts, number: int) -> document.Item:
    original, parts = of_course_text(text), text.item
    translation = said.printed(original)
    title = translation.title if translation else original.title
    if translation:
        status = compared(source_segments(original), translation.paragraphs)
        targets = (one.segment.target for one in status.segments if one.segment.field == "body")
        lines = (target or line for target, line in zip(targets, parts.lines, strict=True))
        parts = parts.with_lines(iter([set_in(line, said.language) for line in lines]))
    shown, partners = _drawn(text, len(parts.answers), number)
    return document.Item(
        key=text.key,
        kind=text.kind,
        title=set_in(title, said.language),
        parts=parts,
        tip=reference_of(text.tip_id) if text.tip_id else "",
        shown=shown,
        shown_partners=partners,
    )


def _drawn(text: CourseText, answers: int, number: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Returns the orders in which answers and partners are shown: of a version, the same in each language.

    What is to be put in order never stands in the right one, nor do partners beside what they belong to.
    """
    in_order = tuple(range(1, answers + 1))
    draw = Random(f"{text.pk} {number}")  # noqa: S311 - an order on a screen
    shown = _shuffled(draw, in_order, is_another=text.kind == "order")
    return shown, _shuffled(draw, in_order, is_another=True, than=shown) if text.kind == "match" else ()


def _shuffled(
    draw: Random, in_order: tuple[int, ...], *, is_another: bool, than: tuple[int, ...] | None = None
) -> tuple[int, ...]:
    found = tuple(draw.sample(in_order, len(in_order)))
    while is_another and len(in_order) > 1 and found == (than or in_order):
        found = tuple(draw.sample(in_order, len(in_order)))
    return found
