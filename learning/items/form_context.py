"""The context of the form of an item: `templates/learning/items/<kind>.html`, rendered in the language of the course."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from common import markup
from guide.course_parts import END, GAP, Answer, ItemParts, Picture, Turn
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
