"""Colleagues who learn with the course on the day on which it comes out, as far as each of them gets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from accounts.models import User
from demo.course_content import PUBLISHED
from demo.identity import LANGUAGE
from demo.stage import Stage
from guide.course_parts import ALTERNATIVES, END, ItemParts
from learning.attempts.course_way import begin
from learning.attempts.models import Attempt, ItemResponse
from learning.attempts.responding import respond
from learning.certificates.models import Certificate
from learning.document import Course as CourseContent
from learning.document import Item
from learning.models import Course

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
