"""Says whether a response to an item is right. The script of packages does the same; both pass one list of examples.

A response is a list of strings, one for each part of the item; keys are places of answers, from "1":
choice ["2"], choices ["1", "3"], order ["3", "1", "2"], match: the key of the partner chosen for each answer, fill_in: the
words typed in each gap, sort: "1" or "2", the category of each answer, dialogue: the reply chosen at each turn passed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from guide.course_parts import END, Answer, ItemParts, Turn
from learning.document import Item

LONGEST_WORDS = 200
_SPACES = re.compile(r"\s+")
_BETWEEN_THOUSANDS = re.compile(r"(?<=\d)[ '](?=\d{3}(?!\d))")
_FOLDED = str.maketrans(
    {
        **dict.fromkeys("’‘ʼ′`´", "'"),
        **dict.fromkeys("‐‑‒–—−", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060", ""),
        "œ": "oe",
        "Œ": "oe",
        "æ": "ae",
        "Æ": "ae",
    }
)
"""What a printer sets and a keyboard has not: it counts as what is typed in its place."""
_AROUND = " .,;:!?¿¡…«»“”„\"'()[]。、！？「」"


class UnreadableResponse(ValueError):
    """A response that no form of the item can give: too few parts, or a key that there is not."""


def is_right(item: Item, response: Sequence[str]) -> bool:
    """Returns whether each part of the response is right. Raises UnreadableResponse."""
    check(item, response)
    return all(right_parts(item, response)) and (item.kind != "choices" or list(response) == _right_keys(item))


def right_parts(item: Item, response: Sequence[str]) -> list[bool]:
    """Returns of each part of a readable response whether it is right."""
    parts = item.parts
    match item.kind:
        case "choice" | "choices":
            return [parts.answers[int(key) - 1].is_right for key in response]
        case "order" | "match":
            return [key == str(place) for place, key in enumerate(response, 1)]
        case "fill_in":
            return [_fills(words, answer) for words, answer in zip(response, parts.answers, strict=True)]
        case "sort":
            return [(key == "1") == answer.is_right for key, answer in zip(response, parts.answers, strict=True)]
        case "dialogue":
            return [turn.replies[int(key) - 1].is_right for turn, key in _path(parts, response)]
    raise ValueError(item.kind)


def check(item: Item, response: Sequence[str]) -> None:
    """Raises UnreadableResponse for what is no response to this item."""
    keys = [str(place) for place, _answer in enumerate(item.parts.answers, 1)]
    match item.kind:
        case "choice":
            is_readable = len(response) == 1 and response[0] in keys
        case "choices":
            is_readable = bool(response) and list(response) == [key for key in keys if key in response]
        case "order" | "match":
            is_readable = sorted(response) == sorted(keys)
        case "fill_in":
            is_readable = len(response) == len(keys) and all(0 < len(one) <= LONGEST_WORDS for one in response)
        case "sort":
            is_readable = len(response) == len(keys) and set(response) <= {"1", "2"}
        case _:
            is_readable = bool(response) and is_ended(item.parts, response)
    if not is_readable:
        raise UnreadableResponse(item.key)


def is_ended(parts: ItemParts, replies: Sequence[str]) -> bool:
    """Says whether a dialogue is over after these replies. Raises UnreadableResponse for replies that there are not."""
    path = _path(parts, replies)
    turn, key = path[-1]
    following = turn.replies[int(key) - 1].next_turn
    return following == END or not parts.turns[following - 1].replies


def _path(parts: ItemParts, replies: Sequence[str]) -> list[tuple[Turn, str]]:
    """Each turn of a dialogue that was passed, with the reply chosen."""
    found, number = [], 1
    for key in replies:
        turn = parts.turns[number - 1] if number != END else None
        if turn is None or not (key.isascii() and key.isdecimal() and 1 <= int(key) <= len(turn.replies)):
            raise UnreadableResponse(key)
        found.append((turn, key))
        number = turn.replies[int(key) - 1].next_turn
    return found


def _right_keys(item: Item) -> list[str]:
    return [str(place) for place, answer in enumerate(item.parts.answers, 1) if answer.is_right]


def _fills(words: str, answer: Answer) -> bool:
    return comparable(words) in map(comparable, answer.spellings)


def comparable(words: str) -> str:
    """Returns words as they are compared: what no keyboard types, capitals, spaces and marks around them do not count.

    Nor does what parts the thousands of a number: "33 700" is 33700.
    """
    words = unicodedata.normalize("NFKC", words.translate(_FOLDED)).casefold()
    return _BETWEEN_THOUSANDS.sub("", _SPACES.sub(" ", words)).strip(_AROUND)
