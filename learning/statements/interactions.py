"""Items as xAPI has them: a type of interaction, its components, the patterns of right responses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, product
from typing import Any, Final

from guide.course_parts import END, ItemParts
from learning.document import Item

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

type Json = dict[str, Any]


def interaction(item: Item, language: str) -> Json:
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


def _components(item: Item, language: str) -> Json:
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


def _listed(texts: Iterable[str], language: str) -> list[Json]:
    return [{"id": str(place), "description": {language: text}} for place, text in enumerate(texts, 1)]
