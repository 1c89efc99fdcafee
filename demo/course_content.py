"""The two courses of the demo in its four languages, from content/course/: made from the first edition, and published.

Colleagues who learn with the course on the day on which it comes out, as far as each of them gets.

What editors of the demo remark on its course once it is out.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Any

from accounts.models import User
from demo.blocks import moment
from demo.content import FOLDER
from demo.first_edition import LANGUAGES
from demo.pictures.placement import read_pictures, send
from demo.setting_up import LANGUAGE
from demo.stage import Stage
from guide.course_parts import ALTERNATIVES, END, Answer, ItemParts, LessonParts, Picture, Reply, Turn
from guide.models import CourseText, Edition, Translation
from guide.reviewing import remarks
from guide.reviewing.remarks import WHOLE_TEXT, selected_sentence
from learning.attempts.course_list import begin
from learning.attempts.models import Attempt, ItemResponse
from learning.attempts.responding import respond
from learning.certificates.models import Certificate
from learning.courses.course_publishing import find_right, mark_of, publish
from learning.courses.making import add_item, make_course, remove
from learning.document import Course as CourseContent
from learning.document import Item
from learning.models import Course

type Content = dict[str, Any]

WRITTEN, TRANSLATED, PUBLISHED = (timedelta(days=days, hours=10) for days in (55, 56, 57))
READ = timedelta(days=56, hours=15)


def write_course(edition: Edition, stage: Stage) -> Course:
    """Makes the course, translates all of it, has it read by a second person, and publishes its first version."""
    content = read("course.toml")
    editor = User.objects.get(username="editor")
    at = stage.at(WRITTEN)
    course = make_course(edition, title=content["title"][LANGUAGE], by=editor, at=at)
    Course.objects.filter(pk=course.pk).update(pass_mark=content["pass_mark"], attempts=content["attempts"])
    course.text.record_revision(body=content["description"][LANGUAGE], author=editor, base_version=1, at=at)
    _translate(course.text, content["title"], content["description"].get, stage)
    for lesson, words in zip(_lessons(course), content["lesson"], strict=True):
        _write_lesson(lesson, words, editor, stage)
    _publish(course, stage)
    return course


def write_short_course(edition: Edition, stage: Stage) -> None:
    """Makes one lesson out of items of the other course, and publishes it: what a colleague has ten minutes for."""
    content, editor, at = read("short.toml"), User.objects.get(username="editor"), stage.at(WRITTEN)
    course = make_course(edition, title=content["title"][LANGUAGE], by=editor, at=at)
    Course.objects.filter(pk=course.pk).update(pass_mark=content["pass_mark"], attempts=content["attempts"])
    course.text.record_revision(body=content["description"][LANGUAGE], author=editor, base_version=1, at=at)
    _translate(course.text, content["title"], content["description"].get, stage)
    lesson, *others = _lessons(course)
    for other in others:
        remove(other, at=at)
    words = {"title": content["lesson"][LANGUAGE], "body": content["intro"][LANGUAGE]}
    lesson.record_revision(**words, parts=LessonParts().to_json(), author=editor, base_version=1, at=at)
    _translate(lesson, content["lesson"], content["intro"].get, stage)
    for number, place in content["items"]:
        _add_item(lesson, read(f"lesson-{number}.toml")["item"][place - 1], editor, stage)
    _publish(course, stage)


def _publish(course: Course, stage: Stage) -> None:
    find_right(course, by=User.objects.get(username="admin"), seen=mark_of(course.texts()), at=stage.at(READ))
    editor = User.objects.get(username="editor")
    publish(course, by=editor, languages=course.languages(), at=stage.at(PUBLISHED))


def read(name: str) -> Content:
    return tomllib.loads((FOLDER / "course" / name).read_text(encoding="utf-8"))


def _lessons(course: Course) -> Sequence[CourseText]:
    return [text for text in course.texts() if text.kind == "lesson"]


def _write_lesson(lesson: CourseText, words: Content, editor: User, stage: Stage) -> None:
    at, title, intro = stage.at(WRITTEN), words["title"], words["intro"]
    lesson.record_revision(title=title[LANGUAGE], body=intro[LANGUAGE], author=editor, base_version=1, at=at)
    _translate(lesson, title, intro.get, stage)
    for item in read(f"lesson-{words['theme']}.toml")["item"]:
        _add_item(lesson, item, editor, stage)


def _add_item(lesson: CourseText, item: Content, editor: User, stage: Stage) -> None:
    tip, title, at = stage.tips[item["tip"]], item["title"][LANGUAGE], stage.at(WRITTEN)
    tip.refresh_from_db()
    shown = next((one for one in read_pictures() if one.name == item.get("picture")), None)
    address = send(shown, stage, by=editor, at=at).address if shown else ""
    parts = partial(item_parts, item, picture=address)
    row = add_item(lesson, item["kind"], title=title, parts=parts(LANGUAGE), tip=tip, by=editor, at=at)
    _translate(row, item["title"], lambda language: parts(language).as_markdown(), stage)


def _translate(text: CourseText, titles: Content, body_in: Any, stage: Stage) -> None:
    editor, translator = (User.objects.get(username=name) for name in ("editor", "translator"))
    for language in LANGUAGES:
        Translation.objects.record(
            text,
            language=language,
            title=titles[language],
            body=body_in(language),
            source_version=text.version,
            by=translator,
            approved_by=editor,
            at=stage.at(TRANSLATED),
        )


def item_parts(item: Content, language: str, *, picture: str = "") -> ItemParts:
    """Returns what an item of the content says in a language; `picture` is the address of its picture, once it was sent."""

    def words(name: str) -> str:
        return str(item[name][language]) if name in item else ""

    return ItemParts(
        words("situation"),
        words("question"),
        tuple(_answer(one, language, item["kind"]) for one in item.get("answer", ())),
        tuple(item["categories"][language]) if "categories" in item else (),
        tuple(_turns(item, language)),
        words("explanation"),
        picture=_picture(item, language, picture) if picture else None,
    )


def _picture(item: Content, language: str, address: str) -> Picture:
    shown = next(one for one in read_pictures() if one.name == item["picture"])
    return Picture(address, shown.alt[language])


def _answer(answer: Content, language: str, kind: str) -> Answer:
    text, *partner, feedback = answer[language]
    return Answer(text, answer.get("right", False), feedback, partner[0] if kind == "match" else "")


def _turns(item: Content, language: str) -> Iterator[Turn]:
    for turn in item.get("turn", ()):
        replies = (
            Reply(one[language][0], one.get("right", False), one[language][1], one.get("next", END))
            for one in turn.get("reply", ())
        )
        yield Turn(turn["text"][language], tuple(replies))


PASSED, HALFWAY = ("editor",), {"contributor": 10, "translator": 4}
COLLEAGUES, FINISHED = 140, 96
AN_ITEM = timedelta(seconds=25)


def learn(course: Course, stage: Stage) -> None:
    """A few answer as people do; the others, in bulk: item by item they would take longer than the whole campaign."""
    content = course.versions.get().content_in(LANGUAGE)
    begun_at = stage.at(PUBLISHED + timedelta(hours=1))
    for name in (*PASSED, *HALFWAY):
        attempt = begin(course, User.objects.get(username=name), language=LANGUAGE, at=begun_at)
        for place, item in enumerate(list(content.items)[: HALFWAY.get(name)]):
            respond(attempt, content, item, response(item, is_right=place % 9 != 4), at=begun_at + place * AN_ITEM)
    _learn_in_bulk(course, content, list(stage.colleagues_by_name.values())[:COLLEAGUES], begun_at)


def _learn_in_bulk(course: Course, content: CourseContent, people: Sequence[User], first: datetime) -> None:
    """Stores what the verbs would: attempts, responses, certificates."""
    lots, items = Random("who learns what"), list(content.items)  # noqa: S311 - the demo is the same each time
    version = course.versions.get()
    attempts, responses = [], []
    for place, person in enumerate(people):
        right = [lots.random() < lots.choice((0.6, 0.85, 0.95)) for _item in items]
        is_finished = place < FINISHED
        answered = items if is_finished else items[: lots.randrange(len(items))]
        begun = first + timedelta(minutes=3 * place)
        points = sum(right) if is_finished else None
        attempt = Attempt(
            course=course,
            version=version,
            learner=person,
            number=1,
            language=LANGUAGE,
            begun_at=begun,
            finished_at=begun + len(items) * AN_ITEM if is_finished else None,
            points=points,
            is_passed=points is not None and content.is_passed(points),
        )
        attempts.append(attempt)
        for number, (item, is_known) in enumerate(zip(answered, right, strict=False), 1):
            given = response(item, is_right=is_known)
            at = begun + number * AN_ITEM
            responses.append(
                ItemResponse(
                    attempt=attempt, item=item.key, language=LANGUAGE, response=given, is_right=is_known, at=at
                )
            )
    Attempt.objects.bulk_create(attempts)
    ItemResponse.objects.bulk_create(responses)
    Certificate.objects.bulk_create(
        Certificate(attempt=attempt, issued_at=attempt.finished_at or first)
        for attempt in attempts
        if attempt.is_passed
    )


def response(item: Item, *, is_right: bool) -> list[str]:
    """Returns a response to an item that is right, or one that is not."""
    return _right(item) if is_right else _wrong(item)


def _right(item: Item) -> list[str]:
    answers = item.parts.answers
    match item.kind:
        case "choice" | "choices":
            return [str(place) for place, answer in enumerate(answers, 1) if answer.is_right]
        case "fill_in":
            return [answer.text.split(ALTERNATIVES)[0] for answer in answers]
        case "sort":
            return ["1" if answer.is_right else "2" for answer in answers]
        case "dialogue":
            return _path(item.parts, 1, is_right=True) or []
    return [str(place) for place, _answer in enumerate(answers, 1)]


def _wrong(item: Item) -> list[str]:
    answers, right = item.parts.answers, _right(item)
    match item.kind:
        case "choice":
            return [next(str(place) for place, answer in enumerate(answers, 1) if not answer.is_right)]
        case "choices":
            return [str(place) for place, _answer in enumerate(answers, 1)]
        case "fill_in":
            return ["?", *right[1:]]
        case "sort":
            return ["2" if right[0] == "1" else "1", *right[1:]]
        case "dialogue":
            return _path(item.parts, 1, is_right=False) or []
    return [*right[1:], right[0]]


def _path(parts: ItemParts, number: int, *, is_right: bool) -> list[str] | None:
    """Returns a way to an end of a dialogue on which each reply is right, or the first one is not."""
    if number == END or not parts.turns[number - 1].replies:
        return []
    for place, reply in enumerate(parts.turns[number - 1].replies, 1):
        if reply.is_right == is_right:
            ways = (_path(parts, reply.next_turn, is_right=one) for one in (True, False) if one or not is_right)
            rest = next((way for way in ways if way is not None), None)
            if rest is not None:
                return [str(place), *rest]
    return None


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
