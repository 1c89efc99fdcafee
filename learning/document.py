"""What a version of a course says in one language, complete and by itself: no row is needed to learn with it.

`Course.to_json` gives the frozen form, which `from_json` reads back. The pages of the site, the packages for other learning
systems and the files of questions are made from it alone. It knows neither models nor HTTP.

The files that a version of a course shows, as they are stored: what leaves the site takes them along.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from django.utils.html import strip_tags

from common.stored import Json, Stored
from guide.course_parts import ItemParts
from guide.publication.document import reading_seconds

FORMAT_VERSION: Final = 1
PICTURES: Final = "pictures/"
"""What the names of its pictures begin with."""

SECONDS_OF_THOUGHT: Final = 15
"""What an item takes besides reading it."""


class UnknownFormat(ValueError):
    """A frozen course of another version of this program."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonTip(Stored):
    """A tip as the edition has it, with its pictures as files of the course: `pictures/…` in `html`.

    `reference` names it in the edition ("id-12"), `address` is where it is published, or empty.
    """

    reference: str
    number: int
    title: str
    html: str
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonVideo(Stored):
    """A video of the campaign: `mp4`, `webm` and `poster` are stored files below MEDIA_ROOT; one of the first two is enough.

    `key` is that of its row, `captions` is WebVTT in the language of the course, or empty; `language` is that of its title.
    """

    key: str
    title: str
    language: str
    mp4: str
    webm: str = ""
    poster: str = ""
    width: int
    height: int
    milliseconds: int
    captions: str = ""

    @property
    def film(self) -> str:
        return self.mp4 or self.webm


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(Stored):
    """A question of a lesson. `kind` is one of CourseTextKind's kinds of items; `tip` the reference of what it tests.

    `shown` is the order in which its answers stand on the screen, and `shown_partners` that of their partners: numbers from
    1, drawn when the version was published, so that they are the same for everybody.
    """

    key: str
    kind: str
    title: str
    tip: str
    shown: tuple[int, ...] = ()
    shown_partners: tuple[int, ...] = ()
    parts: ItemParts


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson(Stored):
    key: str
    title: str
    intro_html: str = ""
    tips: tuple[LessonTip, ...] = ()
    videos: tuple[LessonVideo, ...] = ()
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Course(Stored):
    """A version of a course in one language. `pass_mark` is in percent, `attempts` 0 where there is no limit.

    `pictures` are the files that its texts show: name in the course ("pictures/12-800.webp") to the storage name under
    which the bytes lie.
    """

    key: str
    version: int
    language: str
    title: str
    publisher: str
    edition: int
    pass_mark: int
    attempts: int = 0
    description: str = ""
    description_html: str = ""
    published_on: date
    lessons: tuple[Lesson, ...] = ()
    pictures: Mapping[str, str]

    def activity_at(self, site: str) -> str:
        """Returns the address by which record stores know this version, whatever its language and wherever it is taught."""
        return f"{site}/xapi/courses/{self.key}/versions/{self.version}"

    @property
    def items(self) -> Iterator[Item]:
        for lesson in self.lessons:
            yield from lesson.items

    @property
    def number_of_items(self) -> int:
        return sum(len(lesson.items) for lesson in self.lessons)

    @property
    def minutes(self) -> int:
        """How long it takes whoever reads all of it, sees its videos and answers its items, rounded up."""
        videos = sum(video.milliseconds for lesson in self.lessons for video in lesson.videos) / 1000
        thought = self.number_of_items * SECONDS_OF_THOUGHT
        return math.ceil((reading_seconds(self._texts(), self.language) + videos + thought) / 60)

    def _texts(self) -> Iterator[str]:
        yield strip_tags(self.description_html)
        for lesson in self.lessons:
            yield from (lesson.title, strip_tags(lesson.intro_html))
            for tip in lesson.tips:
                yield from (tip.title, strip_tags(tip.html))
            for item in lesson.items:
                yield from item.parts.words

    def is_passed(self, points: int) -> bool:
        """Says whether so many right items are enough."""
        return points * 100 >= self.pass_mark * self.number_of_items

    def percent(self, points: int) -> int:
        """Returns the score, rounded down: what is shown never promises more than `is_passed` says."""
        return points * 100 // (self.number_of_items or 1)

    def as_stored(self, values: Json) -> Json:
        return {"format": FORMAT_VERSION} | values

    @classmethod
    def as_read(cls, data: Json) -> Json:
        """Raises UnknownFormat."""
        if data.get("format") != FORMAT_VERSION:
            raise UnknownFormat(f"format {data.get('format')!r} instead of {FORMAT_VERSION}")
        return data


class MissingFile(LookupError):
    """A picture or a video of the course is not where its version says: what is made of it would not be complete."""


def stored_file(media: Path, name: str) -> Path:
    """Returns where a file of a course lies below `media`. Raises MissingFile."""
    path = (media / name).resolve()
    if not path.is_relative_to(media.resolve()) or not path.is_file():
        raise MissingFile(name)
    return path
