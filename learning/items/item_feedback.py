"""What a learner reads after she has answered an item: of each part whether it was right, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from common import markup
from common.words.text_lists import quoted, side_by_side
from guide.course_parts import Answer, Picture, Reply
from learning import grading
from learning.document import Item
from learning.items.form_context import passed_turns


@dataclass(frozen=True, slots=True)
class FeedbackPart:
    """A part of an item: what it says, whether the learner was right about it in words, and what it teaches.

    `is_right` is None where there was nothing to be right about: what the other one says last in a dialogue.
    """

    text: str
    is_right: bool | None
    verdict: str
    feedback: str = ""
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Feedback:
    is_right: bool
    parts: tuple[FeedbackPart, ...]
    explanation: str


def feedback_of(item: Item, response: Sequence[str], language: str) -> Feedback:
    """Returns the feedback to a response that `grading.check` accepts."""

    def words(text: str) -> str:
        return markup.typeset(text, language) if text else ""

    parts = (
        replace(part, text=words(part.text), verdict=words(part.verdict), feedback=words(part.feedback))
        for part in _PARTS[item.kind](item, response)
    )
    return Feedback(grading.is_right(item, response), tuple(parts), words(item.parts.explanation))


def _choices(item: Item, response: Sequence[str]) -> Iterator[FeedbackPart]:
    for place in item.shown:
        answer, is_chosen = item.parts.answers[place - 1], str(place) in response
        is_right = is_chosen == answer.is_right
        yield FeedbackPart(answer.text, is_right, _choice_in_words(answer, is_chosen), answer.feedback, answer.picture)


def _choice_in_words(answer: Answer, is_chosen: bool) -> str:
    if is_chosen:
        return _("Right: you chose it.") if answer.is_right else _("Wrong: you chose it.")
    return _("Missed: this is right.") if answer.is_right else _("Rightly left out.")


def _order(item: Item, response: Sequence[str]) -> Iterator[FeedbackPart]:
    for place, answer in enumerate(item.parts.answers, 1):
        given = response.index(str(place)) + 1
        wrong = _("Wrong: you put it in place %(given)s, it belongs in place %(place)s.")
        right = _("Right: place %(place)s.")
        verdict = (right if given == place else wrong) % {"given": given, "place": place}
        yield FeedbackPart(answer.text, given == place, verdict, answer.feedback, answer.picture)


def _match(item: Item, response: Sequence[str]) -> Iterator[FeedbackPart]:
    answers = item.parts.answers
    for place, key in _as_shown(item, response):
        answer, is_right = answers[place - 1], key == str(place)
        values = {"given": answers[int(key) - 1].partner, "right": answer.partner}
        wrong = _("Wrong: you chose “%(given)s”, “%(right)s” belongs to it.")
        verdict = (_("Right: “%(right)s” belongs to it.") if is_right else wrong) % values
        yield FeedbackPart(answer.text, is_right, verdict, answer.feedback, answer.picture)


def _gaps(item: Item, response: Sequence[str]) -> Iterator[FeedbackPart]:
    right = grading.right_parts(item, response)
    for answer, given, is_right in zip(item.parts.answers, response, right, strict=True):
        accepted = side_by_side(map(quoted, answer.spellings))
        wrong = _("Wrong; what would have been right: %(words)s.") % {"words": accepted}
        yield FeedbackPart(given, is_right, _("Right.") if is_right else wrong, answer.feedback)


def _sort(item: Item, response: Sequence[str]) -> Iterator[FeedbackPart]:
    for place, key in _as_shown(item, response):
        answer = item.parts.answers[place - 1]
        is_right = (key == "1") == answer.is_right
        category = item.parts.categories[0 if answer.is_right else 1]
        sentence = _("Right: “%(category)s”.") if is_right else _("Wrong: it belongs to “%(category)s”.")
        yield FeedbackPart(answer.text, is_right, sentence % {"category": category}, answer.feedback, answer.picture)


def _dialogue(item: Item, response: Sequence[str]) -> Iterator[FeedbackPart]:
    said, last = passed_turns(item.parts, response)
    number = 1
    for one, key in zip(said, response, strict=True):
        replies = item.parts.turns[number - 1].replies
        reply, better = replies[int(key) - 1], next((other.text for other in replies if other.is_right), "")
        number = reply.next_turn
        yield FeedbackPart(one.text, None, "")
        yield FeedbackPart(one.reply, reply.is_right, _reply_in_words(reply, better), reply.feedback)
    if last:
        yield FeedbackPart(last.text, None, "")


def _reply_in_words(reply: Reply, better: str) -> str:
    if reply.is_right:
        return _("Right.")
    return _("Wrong. Better: “%(reply)s”") % {"reply": better} if better else _("Wrong.")


def _as_shown(item: Item, response: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The number of each answer in the order of the screen, with what was given for it."""
    for place in item.shown:
        yield place, response[place - 1]


_PARTS = {
    "choice": _choices,
    "choices": _choices,
    "order": _order,
    "match": _match,
    "fill_in": _gaps,
    "sort": _sort,
    "dialogue": _dialogue,
}
