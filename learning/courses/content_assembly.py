"""What a course says in a language: its texts, and the tips and videos that its lessons show, put together as one document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random

from django.urls import reverse
from django.utils import timezone

from campaign.languages import first_language
from campaign.videos.models import Video, VideoTrack
from guide.course_parts import ItemParts
from guide.editions.assembly import Pictures, store_copies
from guide.models import CourseText
from guide.publication.document import Guide, Section
from guide.publication.fragments import with_site_links
from guide.publication.pictures import with_stored_pictures
from guide.publication.structured_data import tip_file
from guide.self_check.forms import set_in
from guide.tips.models import reference_of
from guide.translations.originals import of_course_text
from guide.translations.translated_texts import TextWords, TranslatedTexts
from learning import document
from learning.courses.item_lines import item_in, worded_line
from learning.courses.models import Course
from learning.courses.problems import ItemPictures


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

    The pictures of its introductions and items are those of the wiki, and nothing is written; where it `is_frozen`, they are
    copied. Raises LookupError for a language in which the edition is not out.
    """
    known = course.texts() if texts is None else texts
    said = TranslatedTexts(language, own=first_language())
    words = {text.pk: said.words(of_course_text(text)) for text in known if not text.is_item}
    items = {text.pk: item_in(text, said.printed(of_course_text(text)), language) for text in known if text.is_item}
    beside = ItemPictures.of(items.values(), is_frozen=is_frozen)
    shown = {key: parts.with_pictures(beside.shown) for key, parts in items.items()}
    htmls = [one.body_html for one in words.values()]
    guide, pictures = _with_files(course.edition.guide_in(language), htmls, is_frozen=is_frozen)
    html = dict(zip(words, (section.html for section in guide.sections), strict=True))
    return _Assembly(course, number, known, said, words, html, shown, guide).content(pictures | beside.files, at)


def _with_files(frozen: Guide, texts: Sequence[str], *, is_frozen: bool) -> tuple[Guide, dict[str, str]]:
    """The frozen guide with these texts for sections: pictures are files of the course, links to the site are plain words.

    Of texts that are not frozen, the pictures stay where the wiki has them.
    """
    sections = tuple(Section("introduction", "", "", html) for html in texts)
    whole = with_site_links(replace(frozen, sections=sections), lambda _path: "")
    if is_frozen:
        copies = store_copies(Pictures(texts).all)
        return with_stored_pictures(replace(whole, pictures=(*whole.pictures, *copies)), document.PICTURES)
    tips, files = with_stored_pictures(replace(whole, sections=()), document.PICTURES)
    return replace(tips, sections=whole.sections), files


@dataclass(frozen=True, slots=True)
class _Assembly:
    """In the language of `said`. `words` and `html` are those of the course and its lessons, by keys, `items` what each says;
    `guide` has the tips.
    """

    course: Course
    number: int
    texts: Sequence[CourseText]
    said: TranslatedTexts
    words: Mapping[int, TextWords]
    html: Mapping[int, str]
    items: Mapping[int, ItemParts]
    guide: Guide

    def content(self, pictures: Mapping[str, str], at: datetime | None) -> document.Course:
        course, own = self.course, self.words[self.course.text_id]
        return document.Course(
            key=str(course.pk),
            version=self.number,
            language=self.said.language,
            title=own.title,
            publisher=self.guide.publisher,
            edition=course.edition.number,
            published_on=timezone.localdate(at),
            pass_mark=course.pass_mark,
            attempts=course.attempts,
            description=set_in(own.body, self.said.language),
            description_html=self.html[course.text_id],
            lessons=tuple(self.lessons()),
            pictures=pictures,
        )

    def lessons(self) -> Iterator[document.Lesson]:
        for text in self.texts:
            if text.kind == "lesson":
                yield self._lesson(text, [one for one in self.texts if one.parent_id == text.pk])

    def _lesson(self, text: CourseText, items: Sequence[CourseText]) -> document.Lesson:
        return document.Lesson(
            key=text.key,
            title=self.words[text.pk].title,
            intro_html=self.html[text.pk],
            tips=tuple(self._tips([*text.lesson.tips, *(item.tip_id for item in items if item.tip_id)])),
            videos=tuple(_videos(text.lesson.videos, self.said.language)),
            items=tuple(map(self._item, items)),
        )

    def _tips(self, keys: Sequence[int]) -> Iterator[document.LessonTip]:
        """Those of the edition among these, once each, in its order."""
        wanted = set(map(reference_of, keys))
        for tip in sorted((tip for tip in self.guide.tips if tip.reference in wanted), key=lambda tip: tip.number):
            names = [self.course.edition.number, self.said.language, tip_file(tip.number)]
            yield document.LessonTip(
                reference=tip.reference,
                number=tip.number,
                title=tip.title,
                html=tip.html,
                address=reverse("guide:edition_file", args=names),
            )

    def _item(self, text: CourseText) -> document.Item:
        translation = self.said.printed(of_course_text(text))
        parts = self.items[text.pk]
        shown, partners = _drawn(text, len(parts.answers), self.number)
        return document.Item(
            key=text.key,
            kind=text.kind,
            title=worded_line((translation or text).title, self.said.language),
            parts=parts,
            tip=reference_of(text.tip_id) if text.tip_id else "",
            shown=shown,
            shown_partners=partners,
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
