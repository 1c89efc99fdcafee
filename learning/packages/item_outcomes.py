"""All that the feedback of an item may say: a line for each part and whatever can be given for it.

A package has nobody who words feedback when an answer comes: its page holds every line, and the script shows those that
belong to the answer (`frontend/scripts/learning/feedback.js` names them alike).
"""

from __future__ import annotations

from collections.abc import Iterator

from guide.course_parts import END, ItemParts
from learning.document import Item
from learning.items.form_context import Feedback, FeedbackPart, feedback_of

NO_WORD = "…"
"""Fills no gap: whatever is accepted has a letter."""

type Named = Iterator[tuple[str, FeedbackPart]]


class Outcomes:
    """The lines of an item by name; `places` says at which place of `parts` each stands."""

    def __init__(self, item: Item, language: str) -> None:
        self.item, self.language = item, language
        self.places: dict[str, int] = {}
        self.parts: list[FeedbackPart] = []
        self.explanation = ""
        for name, part in _NAMED[item.kind](self):
            if name not in self.places:
                self.places[name] = len(self.parts)
                self.parts.append(part)

    def feedback(self, *, is_right: bool) -> Feedback:
        """Returns a feedback that has every line."""
        return Feedback(is_right, tuple(self.parts), self.explanation)

    def parts_for(self, response: list[str]) -> tuple[FeedbackPart, ...]:
        found = feedback_of(self.item, response, self.language)
        self.explanation = found.explanation
        return found.parts

    @property
    def keys(self) -> list[str]:
        return [str(place) for place in range(1, len(self.item.parts.answers) + 1)]

    def choices(self) -> Named:
        for key in self.keys:
            for place, part in zip(self.item.shown, self.parts_for([key]), strict=True):
                yield f"{place}:{int(str(place) == key)}", part

    def orders(self) -> Named:
        for response in self.rotations():
            for place, part in enumerate(self.parts_for(response), 1):
                yield f"{place}:{response.index(str(place)) + 1}", part

    def matches(self) -> Named:
        for response in self.rotations():
            for place, part in zip(self.item.shown, self.parts_for(response), strict=True):
                yield f"{place}:{response[place - 1]}", part

    def rotations(self) -> Iterator[list[str]]:
        """Responses of which each part has every key once."""
        for start in range(len(self.keys)):
            yield [*self.keys[start:], *self.keys[:start]]

    def gaps(self) -> Named:
        accepted = [next(iter(answer.spellings), "") for answer in self.item.parts.answers]
        for is_right, response in enumerate(([NO_WORD] * len(accepted), accepted)):
            for place, part in enumerate(self.parts_for(response), 1):
                yield f"{place}:{is_right}", part

    def categories(self) -> Named:
        for key in ("1", "2"):
            for place, part in zip(self.item.shown, self.parts_for([key] * len(self.keys)), strict=True):
                yield f"{place}:{key}", part

    def turns(self) -> Named:
        for path in whole_paths(self.item.parts):
            names = [name for number, key in path for name in (f"{number}:", f"{number}:{key}")]
            last = self.item.parts.turns[path[-1][0] - 1].replies[int(path[-1][1]) - 1].next_turn
            yield from zip(
                [*names, *([f"{last}:"] if last else [])], self.parts_for([key for _number, key in path]), strict=True
            )


_NAMED = {
    "choice": Outcomes.choices,
    "choices": Outcomes.choices,
    "order": Outcomes.orders,
    "match": Outcomes.matches,
    "fill_in": Outcomes.gaps,
    "sort": Outcomes.categories,
    "dialogue": Outcomes.turns,
}

type Path = tuple[tuple[int, str], ...]


def paths_to_turns(parts: ItemParts) -> dict[int, Path]:
    """Returns of each turn that one can come to a path that leads there: numbers of turns, with the reply chosen."""
    found: dict[int, Path] = {1: ()}
    for number, turn in enumerate(parts.turns, 1):  # a reply leads to a later turn only
        for key, reply in enumerate(turn.replies, 1):
            if number in found and reply.next_turn != END:
                found.setdefault(reply.next_turn, (*found[number], (number, str(key))))
    return {number: path for number, path in found.items() if parts.turns[number - 1].replies}


def whole_paths(parts: ItemParts) -> Iterator[Path]:
    """For every reply a path to the end on which it is chosen."""
    for number, path in paths_to_turns(parts).items():
        for key in range(1, len(parts.turns[number - 1].replies) + 1):
            yield _to_the_end(parts, (*path, (number, str(key))))


def _to_the_end(parts: ItemParts, path: Path) -> Path:
    number, key = path[-1]
    following = parts.turns[number - 1].replies[int(key) - 1].next_turn
    if following == END or not parts.turns[following - 1].replies:
        return path
    return _to_the_end(parts, (*path, (following, "1")))
