"""Items as xAPI has them: a type of interaction, its components, the patterns of right responses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice, product
from typing import Any, Final
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from django.utils.crypto import salted_hmac

from accounts.models import User
from guide.course_parts import END, ItemParts
from learning.attempts.models import Attempt, ItemResponse
from learning.document import Course, Item

TYPES: Final = {
    "choice": "choice",
    "choices": "choice",
    "order": "sequencing",
    "match": "matching",
    "fill_in": "fill-in",
    "sort": "matching",
    "dialogue": "other",
}
PART: Final = "[,]"
PAIR: Final = "[.]"
MOST_PATTERNS: Final = 50

type Described = dict[str, Any]


def interaction(item: Item, language: str) -> Described:
    """Returns the part of an activity's definition that says what is asked and what is right."""
    patterns = list(islice(_patterns(item), MOST_PATTERNS))
    return {"interactionType": TYPES[item.kind], "correctResponsesPattern": patterns, **_components(item, language)}


def response_text(item: Item, response: Sequence[str]) -> str:
    """Returns a response of ours as xAPI writes it."""
    if item.kind in {"match", "sort"}:
        return _pairs(response)
    return PART.join(response)


def _patterns(item: Item) -> Iterator[str]:
    answers = item.parts.answers
    keys = [str(place) for place, _answer in enumerate(answers, 1)]
    match item.kind:
        case "choice" | "choices":
            yield PART.join(key for key, answer in zip(keys, answers, strict=True) if answer.is_right)
        case "order":
            yield PART.join(keys)
        case "match":
            yield _pairs(keys)
        case "sort":
            yield _pairs(["1" if answer.is_right else "2" for answer in answers])
        case "fill_in":
            for words in product(*(answer.spellings for answer in answers)):
                yield "{case_matters=false}" + PART.join(words)
        case _:
            yield from (PART.join(path) for path in _right_paths(item.parts, 1))


def _pairs(targets: Iterable[str]) -> str:
    return PART.join(f"{place}{PAIR}{target}" for place, target in enumerate(targets, 1))


def _right_paths(parts: ItemParts, number: int) -> Iterator[tuple[str, ...]]:
    """Each way through a dialogue on which all replies are right."""
    for key, reply in enumerate(parts.turns[number - 1].replies, 1):
        if not reply.is_right:
            continue
        is_last = reply.next_turn == END or not parts.turns[reply.next_turn - 1].replies
        following: Iterable[tuple[str, ...]] = [()] if is_last else _right_paths(parts, reply.next_turn)
        yield from ((str(key), *rest) for rest in following)


def _components(item: Item, language: str) -> Described:
    answers = _listed((answer.text for answer in item.parts.answers), language)
    match item.kind:
        case "choice" | "choices" | "order":
            return {"choices": answers}
        case "match":
            partners = (answer.partner for answer in item.parts.answers)
            return {"source": answers, "target": _listed(partners, language)}
        case "sort":
            return {"source": answers, "target": _listed(item.parts.categories, language)}
    return {}


def _listed(texts: Iterable[str], language: str) -> list[Described]:
    return [{"id": str(place), "description": {language: text}} for place, text in enumerate(texts, 1)]


# The statements about an attempt: begun (“initialized”), answered, completed, passed or failed.
#
# An id is made of what happened, so that a statement that is sent twice is one.


VERBS: Final = "http://adlnet.gov/expapi/verbs/"
ACTIVITIES: Final = "http://adlnet.gov/expapi/activities/"

type Json = dict[str, Any]


def begun(attempt: Attempt, course: Course) -> Json:
    return _statement(attempt, course, "initialized", at=attempt.begun_at)


def answered(attempt: Attempt, course: Course, response: ItemResponse) -> Json:
    item = next(item for item in course.items if item.key == response.item)
    said = _statement(attempt, course, "answered", of=item.key, at=response.at)
    said["object"] = _item_activity(course, item)
    said["result"] = {"success": response.is_right, "response": response_text(item, response.response)}
    said["context"]["contextActivities"] = {"parent": [_course_activity(course)]}
    return said


def finished(attempt: Attempt, course: Course) -> list[Json]:
    """Returns that it was completed, and that it was passed or failed, each with the score."""
    at = attempt.finished_at or attempt.begun_at
    completed = _statement(attempt, course, "completed", at=at)
    completed["result"] = {"completion": True, "score": _score(attempt, course)}
    judged = _statement(attempt, course, "passed" if attempt.is_passed else "failed", at=at)
    judged["result"] = {"success": attempt.is_passed, "completion": True, "score": _score(attempt, course)}
    return [completed, judged]


def _statement(attempt: Attempt, course: Course, verb: str, *, at: datetime, of: str = "") -> Json:
    return {
        "id": str(uuid5(_registration(attempt), f"{verb} {of}")),
        "actor": actor(attempt.learner),
        "verb": {"id": f"{VERBS}{verb}", "display": {"en-US": verb}},
        "object": _course_activity(course),
        "timestamp": at.isoformat(),
        "context": {"registration": str(_registration(attempt)), "language": course.language},
    }


def _registration(attempt: Attempt) -> UUID:
    """One a way through the course. The moment belongs to it: after a backup was restored, keys of rows come again."""
    return uuid5(NAMESPACE_URL, f"{settings.SITE_ADDRESS}/attempts/{attempt.pk}/{attempt.begun_at.isoformat()}")


def actor(person: User) -> Json:
    """Returns an account that says nothing of her; her name and e-mail address where the setting says so."""
    if settings.RECORD_STORE_NAMES_PEOPLE and person.email:
        name = person.get_full_name() or person.username
        return {"objectType": "Agent", "name": name, "mbox": f"mailto:{person.email}"}
    opaque = salted_hmac("learning.statements.actor", str(person.pk), algorithm="sha256").hexdigest()[:32]
    return {"objectType": "Agent", "account": {"homePage": settings.SITE_ADDRESS, "name": opaque}}


def _course_id(course: Course) -> str:
    return course.activity_at(settings.SITE_ADDRESS)


def _course_activity(course: Course) -> Json:
    name = {course.language: course.title}
    definition = {"type": f"{ACTIVITIES}course", "name": name}
    if course.description:
        definition["description"] = {course.language: course.description}
    return {"objectType": "Activity", "id": _course_id(course), "definition": definition}


def _item_activity(course: Course, item: Item) -> Json:
    asked = " ".join(filter(None, (item.parts.situation, item.parts.question)))
    definition = {
        "type": f"{ACTIVITIES}cmi.interaction",
        "name": {course.language: item.title},
        **({"description": {course.language: asked}} if asked else {}),
        **interaction(item, course.language),
    }
    return {"objectType": "Activity", "id": f"{_course_id(course)}/items/{item.key}", "definition": definition}


def _score(attempt: Attempt, course: Course) -> Json:
    points, most = attempt.points or 0, course.number_of_items
    return {"scaled": round(points / most, 4) if most else 0, "raw": points, "min": 0, "max": most}
