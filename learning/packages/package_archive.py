"""The ZIP of a package: its bytes depend on the course, the format and the built front end alone.

What the script of a package says, in the language that is active.

Words in braces are filled in by the script, percentages with their sign.
"""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from campaign.videos import captions
from guide.publication.archive import EPOCH, READABLE
from guide.publication.assets import Assets
from learning.document import Course, Item, Lesson, LessonTip, LessonVideo, stored_file
from learning.items.form_context import Feedback, item_context, template_of
from learning.packages.item_outcomes import Outcomes, paths_to_turns
from learning.packages.manifests import NAMES, PAGE, PackageFormat, manifest


def package_words() -> dict[str, str]:
    """Returns the words by the names that `frontend/scripts/learning-package.js` and its modules use."""
    return {**_of_recording(), **_of_the_result(), **_of_answers()}


def _of_recording() -> dict[str, str]:
    return {
        "alone": _(
            "This course was not opened from a learning system: you can go through all of it, but nothing is recorded."
        ),
        "refused": _(
            "The learning system does not answer: you can go through the course, but nothing is recorded. To have it"
            " recorded, close this window and open the course again from the learning system."
        ),
        "review": _("You are looking at the course only: what you answer now is not recorded."),
        "unreadable": _(
            "Your progress could not be read: it belongs to another version of the course, or is damaged. You "
            "start again; what was recorded before stays recorded."
        ),
        "replayed": _("Answers that had not arrived last time have now been sent to the learning system."),
        "resumed": _("You go on where you stopped."),
        "waiting": _(
            "Your last answer has not arrived at the learning system. It is stored on this device and will be sent with"
            " your next answer, or when you open the course here again."
        ),
        "arrived": _("All your answers have arrived at the learning system."),
        "left": _("All your answers are saved. You can close this window."),
        "elsewhere": _(
            "You have opened this course in another window: go on there. All that you answered here is stored."
        ),
        "ended": _("This session has ended. To go on, open the course again from the learning system."),
    }


def _of_the_result() -> dict[str, str]:
    return {
        "answered": _("{done} of {of} answered"),
        "unfinished": _("Your result appears here as soon as you have answered everything. Still to answer: {left}"),
        "passed": _("You have passed: {percent} of your answers are right, and {mark} are needed."),
        "passedBefore": _("This time {percent} of your answers are right. You have passed before, with {best}."),
        "tryAgain": _("{percent} of your answers are right, and {mark} are needed. You can begin again."),
        "failed": _("{percent} of your answers are right, and {mark} are needed. No attempt is left."),
        "attempt": _("Attempt {number}"),
        "attemptOf": _("Attempt {number} of {of}"),
    }


def _of_answers() -> dict[str, str]:
    return {
        "missing": _("Something is still missing: give an answer to each part."),
        "twice": _("You chose the same thing twice: each belongs to one line only."),
    }


# The page of a package: all lessons with all items, drawn by the templates of the site in the language of the course.


TEMPLATE = "learning/packages/page.html"


@dataclass(frozen=True, slots=True)
class ShownItem:
    """An item as the page holds it: its form, those of the turns of a dialogue, and all that its feedback may say."""

    item: Item
    number: int
    form: str
    turns: dict[int, str]
    outcomes: Outcomes
    tip: LessonTip | None
    tip_lesson: int

    @property
    def feedbacks(self) -> tuple[Feedback, Feedback]:
        return (self.outcomes.feedback(is_right=True), self.outcomes.feedback(is_right=False))

    @property
    def prefix(self) -> str:
        return prefix_of(self.item)

    @property
    def tip_url(self) -> str:
        return f"#tip-{self.tip_lesson}-{self.tip.reference}" if self.tip else ""


@dataclass(frozen=True, slots=True)
class ShownLesson:
    lesson: Lesson
    number: int
    items: tuple[ShownItem, ...]

    @property
    def videos(self) -> list[dict[str, Any]]:
        return [_video(video) for video in self.lesson.videos]


def page(course: Course, format: PackageFormat, *, activity: str, styles: str, script: str) -> str:
    """Returns index.html; its style sheet and its script lie beside it."""
    with translation.override(course.language):
        lessons = list(_lessons(course))
        files = {"styles": styles, "script": script}
        context = {
            "course": course,
            "lessons": lessons,
            "data": _data(course, format, lessons) | {"activity": activity},
        }
        return render_to_string(TEMPLATE, context | files)


def prefix_of(item: Item) -> str:
    """What stands before the names of the fields of an item: all items are on one page."""
    return f"i{item.key}-"


def _video(video: LessonVideo) -> dict[str, Any]:
    """The context of a video: its captions are a file beside it, and what is said stands below as well."""
    plain = {name: getattr(video, name) for name in ("title", "language", "film", "poster", "width", "height")}
    said = [cue.text for cue in captions.cues_in(video.captions)] if video.captions else []
    return plain | {"said": said, "captions": captions_file(video) if video.captions else ""}


def captions_file(video: LessonVideo) -> str:
    return f"videos/{video.key}.vtt"


def _lessons(course: Course) -> Iterator[ShownLesson]:
    tips = {tip.reference: (place, tip) for place, one in enumerate(course.lessons, 1) for tip in reversed(one.tips)}
    number = 0
    for place, lesson in enumerate(course.lessons, 1):
        shown = []
        for item in lesson.items:
            number += 1
            own = {tip.reference: (place, tip) for tip in lesson.tips}
            shown.append(_shown(course, item, number, *(tips | own).get(item.tip, (0, None))))
        yield ShownLesson(lesson, place, tuple(shown))


def _shown(course: Course, item: Item, number: int, lesson: int, tip: LessonTip | None) -> ShownItem:
    turns = paths_to_turns(item.parts) if item.kind == "dialogue" else {}
    paths = {turn: ",".join(key for _number, key in path) for turn, path in turns.items()}
    return ShownItem(
        item=item,
        number=number,
        form=_form(course, item, number),
        turns={turn: _form(course, item, number, path) for turn, path in paths.items()},
        outcomes=Outcomes(item, course.language),
        tip=tip,
        tip_lesson=lesson,
    )


def _form(course: Course, item: Item, number: int, path: str = "") -> str:
    prefix = prefix_of(item)
    values: dict[str, Any] = {"number": number, "of": course.number_of_items, "name_prefix": prefix}
    context = item_context(item, course.language, given={f"{prefix}path": [path]}, **values)
    return render_to_string(template_of(item), context)


def _data(course: Course, format: PackageFormat, lessons: list[ShownLesson]) -> dict[str, Any]:
    """What the script is given: `CourseData` of frontend/scripts/learning/types.d.ts."""
    plain = {name: getattr(course, name) for name in ("key", "version", "language", "attempts")}
    items = [_item_data(shown, lesson.number - 1) for lesson in lessons for shown in lesson.items]
    rest = {"lessons": [lesson.lesson.title for lesson in lessons], "items": items, "words": package_words()}
    return {"format": format.value, "passMark": course.pass_mark, **plain, **rest}


def _item_data(shown: ShownItem, lesson: int) -> dict[str, Any]:
    item, parts = shown.item, shown.item.parts
    answers = [{"text": one.text, "is_right": one.is_right, "partner": one.partner} for one in parts.answers]
    turns = [
        {"replies": [{"text": one.text, "is_right": one.is_right, "next_turn": one.next_turn} for one in turn.replies]}
        for turn in parts.turns
    ]
    said = {"answers": answers, "turns": turns, "categories": list(parts.categories), "question": parts.question}
    plain = {name: getattr(item, name) for name in ("key", "kind", "title", "tip")}
    return {**plain, "lesson": lesson, "shown": list(item.shown), "parts": said, "outcomes": shown.outcomes.places}


STYLES: Final = "package.css"
SCRIPT: Final = "learning-package.js"
_COMPRESSED_ALREADY: Final = (".webp", ".png", ".jpg", ".mp4", ".webm")

type Content = bytes | Path


def package_files(
    course: Course, format: PackageFormat, *, activity: str, assets: Path, media: Path
) -> dict[str, Content]:
    """Returns what the package of a course holds, by name.

    `activity` is the address that names this course to record stores, `assets` the built front end, and `media` the folder in
    which the files of the course lie. Raises MissingFile and MissingAsset.
    """
    built = Assets(assets)
    styles, script = built.add(STYLES), built.add(SCRIPT)
    html = page(course, format, activity=activity, styles=styles, script=script)
    files: dict[str, Content] = {PAGE: html.encode(), **built.files, **_media(course, media)}
    files[NAMES[format]] = manifest(course, format, files=files, activity=activity)
    return files


def write_package(files: Mapping[str, Content], file: BinaryIO) -> None:
    """Writes a ZIP without a clock or a machine in it; large files do not pass through memory as a whole."""
    with zipfile.ZipFile(file, "w") as made:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.create_system = 3  # as on Unix, wherever it is made
            entry.external_attr = READABLE
            is_stored = name.endswith(_COMPRESSED_ALREADY)
            entry.compress_type = zipfile.ZIP_STORED if is_stored else zipfile.ZIP_DEFLATED
            with _opened(files[name]) as content, made.open(entry, "w") as target:
                shutil.copyfileobj(content, target)


def _opened(content: Content) -> BinaryIO:
    return content.open("rb") if isinstance(content, Path) else io.BytesIO(content)


def _media(course: Course, media: Path) -> dict[str, Content]:
    files: dict[str, Content] = {name: stored_file(media, stored) for name, stored in course.pictures.items()}
    for lesson in course.lessons:
        for video in lesson.videos:
            files |= {name: stored_file(media, name) for name in (video.film, video.poster) if name}
            if video.captions:
                files[captions_file(video)] = video.captions.encode()
    return files
