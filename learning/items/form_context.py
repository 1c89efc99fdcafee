"""The context of the form of an item: `templates/learning/items/<kind>.html`, rendered in the language of the course.

What a learner reads after she has answered an item: of each part whether it was right, and why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from common import markup
from common.words.text_lists import quoted, side_by_side
from guide.course_parts import END, GAP, Answer, ItemParts, Picture, Reply, Turn
from learning import grading
from learning.document import Item

type Posted = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose: a radio, a tick, or a line of a menu."""

    key: str
    text: str
    is_chosen: bool = False
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class ItemField:
    """A part of an item with a field of its own: `name` is that of the field, `error` what is wrong with `given`."""

    key: str
    name: str
    text: str
    given: str = ""
    error: str = ""
    options: tuple[Option, ...] = ()
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence to fill in, and the gap after it."""

    text: str
    gap: ItemField | None = None


@dataclass(frozen=True, slots=True)
class SaidTurn:
    """A turn of a dialogue that was passed, and the reply that was chosen."""

    text: str
    reply: str


def template_of(item: Item) -> str:
    return f"learning/items/{item.kind}.html"


def item_context(
    item: Item,
    language: str,
    *,
    number: int,
    of: int,
    name_prefix: str = "",
    given: Posted | None = None,
    errors: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Returns the context of an item's form. `given` and `errors` are by names of fields, `errors[""]` is of the whole form."""
    form = _Form(item, language, name_prefix, given or {}, errors or {})
    parts: dict[str, Callable[[], dict[str, Any]]] = {
        "choice": lambda: {"options": form.options("answer")},
        "choices": lambda: {"options": form.options("answer")},
        "order": lambda: {"fields": form.places()},
        "match": lambda: {"fields": form.partners()},
        "fill_in": lambda: {"pieces": form.pieces()},
        "sort": lambda: {"fields": form.categories()},
        "dialogue": form.dialogue,
    }
    return {
        "item": item,
        "number": number,
        "of": of,
        "name_prefix": name_prefix,
        "title": form.words(item.title),
        "situation": form.words(item.parts.situation),
        "question": form.words(item.parts.question),
        "picture": item.parts.picture,
        "error": form.errors.get("", ""),
        **parts[item.kind](),
    }


@dataclass(frozen=True, slots=True)
class _Form:
    item: Item
    language: str
    prefix: str
    given: Posted
    errors: Mapping[str, str]

    def words(self, text: str) -> str:
        return markup.typeset(text, self.language) if text else ""

    def values(self, name: str) -> Sequence[str]:
        return self.given.get(self.prefix + name, ())

    def options(self, name: str) -> tuple[Option, ...]:
        """The answers to choose from, in the order in which they are shown."""
        answers = [(str(place), self.item.parts.answers[place - 1]) for place in self.item.shown]
        return tuple(Option(key, self.words(one.text), key in self.values(name), one.picture) for key, one in answers)

    def places(self) -> tuple[ItemField, ...]:
        """A menu of places for each answer to order."""
        places = [(str(place), str(place)) for place in range(1, len(self.item.shown) + 1)]
        return tuple(self.menu(f"place-{key}", key, places) for key in self.item.shown)

    def partners(self) -> tuple[ItemField, ...]:
        """A menu of partners for each answer to match."""
        answers = self.item.parts.answers
        partners = [(str(key), self.words(answers[key - 1].partner)) for key in self.item.shown_partners]
        return tuple(self.menu(f"partner-{key}", key, partners) for key in self.item.shown)

    def categories(self) -> tuple[ItemField, ...]:
        """Two radios for each answer to sort."""
        categories = [(str(place), self.words(name)) for place, name in enumerate(self.item.parts.categories, 1)]
        return tuple(self.menu(f"category-{key}", key, categories) for key in self.item.shown)

    def menu(self, name: str, key: int, choices: Sequence[tuple[str, str]]) -> ItemField:
        options = tuple(Option(value, text, value in self.values(name)) for value, text in choices)
        return self.field(name, key, self.item.parts.answers[key - 1], options)

    def field(self, name: str, key: int, answer: Answer, options: tuple[Option, ...] = ()) -> ItemField:
        given, error = next(iter(self.values(name)), ""), self.errors.get(name, "")
        return ItemField(str(key), self.prefix + name, self.words(answer.text), given, error, options, answer.picture)

    def pieces(self) -> tuple[Piece, ...]:
        """The sentence, cut at its gaps."""
        cut = GAP.split(self.item.parts.question)
        texts, numbers = cut[::2], [int(number) for number in cut[1::2]]
        gaps = [self.field(f"gap-{number}", number, Answer("")) for number in numbers]
        return tuple(Piece(text, gap) for text, gap in zip(texts, [*gaps, None], strict=True))

    def dialogue(self) -> dict[str, Any]:
        """The turns that were passed, and the one that waits for a reply."""
        path = path_of(self.values("path"))
        said, turn = passed_turns(self.item.parts, path)
        replies = turn.replies if turn else ()
        chosen = self.values("reply")
        return {
            "said": [SaidTurn(self.words(one.text), self.words(one.reply)) for one in said],
            "turn": self.words(turn.text) if turn else "",
            "path": ",".join(path),
            "options": tuple(
                Option(str(place), self.words(reply.text), str(place) in chosen)
                for place, reply in enumerate(replies, 1)
            ),
        }


def path_of(values: Sequence[str]) -> list[str]:
    """Returns the replies in the hidden field of a dialogue: "1,2"."""
    return [key for key in next(iter(values), "").split(",") if key]


def passed_turns(parts: ItemParts, path: Sequence[str]) -> tuple[list[SaidTurn], Turn | None]:
    """Returns the turns on a readable path, and the turn that follows it, or None where the other one says no more."""
    said, number = [], 1
    for key in path:
        turn = parts.turns[number - 1]
        reply = turn.replies[int(key) - 1]
        said.append(SaidTurn(turn.text, reply.text))
        number = reply.next_turn
    return said, parts.turns[number - 1] if number != END else None


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
