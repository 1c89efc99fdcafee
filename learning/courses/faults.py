"""What is wrong with an item by itself: whatever could not be answered, or would teach nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from guide.course_parts import ALTERNATIVES, END, GAP, ItemParts
from learning.grading import comparable

FEWEST: Final = {"choice": 2, "choices": 2, "order": 3, "match": 3, "fill_in": 1, "sort": 2}


def faults(kind: str, parts: ItemParts) -> Iterator[str]:
    """Yields a sentence for each reason why an item cannot be published. The words are those of editors."""
    if not (parts.situation or parts.question):
        yield _("It has no questions.")
    if not parts.explanation:
        yield _("It has no explanation.")
    if kind == "dialogue":
        yield from _of_dialogue(parts)
        return
    if len(parts.answers) < FEWEST[kind]:
        yield _("It has too few answers.")
    texts = [comparable(answer.text) for answer in parts.answers]
    if len(set(texts)) < len(texts):
        yield _("Two answers are the same.")
    if not all(answer.feedback for answer in parts.answers):
        yield _("An answer says nothing to whoever gives it.")
    yield from _of_kind(kind, parts)


def _of_kind(kind: str, parts: ItemParts) -> Iterator[str]:
    right = sum(answer.is_right for answer in parts.answers)
    match kind:
        case "choice" if right != 1:
            yield _("Exactly one answer has to be right.")
        case "choices" if right == 0:
            yield _("No answer is right.")
        case "choices" if right == len(parts.answers):
            yield _("All answers are right: there is nothing to choose.")
        case "match":
            yield from _of_partners(parts)
        case "fill_in":
            yield from _of_gaps(parts)
        case "sort":
            yield from _of_categories(parts, right)


def _of_partners(parts: ItemParts) -> Iterator[str]:
    partners = [comparable(answer.partner) for answer in parts.answers]
    if not all(partners):
        yield _("One of the answers has nothing to be matched with.")
    elif len(set(partners)) < len(partners):
        yield _("Two answers are matched with the same.")


def _of_gaps(parts: ItemParts) -> Iterator[str]:
    gaps = [int(number) for number in GAP.findall(parts.question)]
    if gaps != list(range(1, len(parts.answers) + 1)):
        yield _("The sentence needs a gap for each answer, in their order: [1], [2]…")
    if not all(comparable(one) for answer in parts.answers for one in answer.text.split(ALTERNATIVES)):
        yield _("One of the accepted spellings is empty.")


def _of_categories(parts: ItemParts, right: int) -> Iterator[str]:
    if len(parts.categories) != 2 or not all(parts.categories):
        yield _("The two categories need names.")
    elif comparable(parts.categories[0]) == comparable(parts.categories[1]):
        yield _("The two categories have the same name.")
    if right in {0, len(parts.answers)}:
        yield _("One of the categories stays empty.")


def _of_dialogue(parts: ItemParts) -> Iterator[str]:
    turns = parts.turns
    if not turns or not turns[0].replies:
        yield _("The dialogue has no reply to choose.")
        return
    replies = [(number, reply) for number, turn in enumerate(turns, 1) for reply in turn.replies]
    if any(reply.next_turn != END and not number < reply.next_turn <= len(turns) for number, reply in replies):
        yield _("A reply leads back, or to a turn that does not exist: a dialogue only goes forward.")
    reached = {1, *(reply.next_turn for _number, reply in replies)}
    if set(range(1, len(turns) + 1)) - reached:
        yield _("A turn of the dialogue is never reached.")
    if any(len(turn.replies) == 1 for turn in turns):
        yield _("A turn has only one reply: there is nothing to choose.")
    if not all(reply.feedback for _number, reply in replies):
        yield _("A reply says nothing to whoever gives it.")
    if any(
        {comparable(one.text) for one in turn.replies} and _is_twice([one.text for one in turn.replies])
        for turn in turns
    ):
        yield _("Two replies of a turn are the same.")
    if not _can_be_right(parts):
        yield _("No way through the dialogue is right.")


def _is_twice(texts: list[str]) -> bool:
    return len({comparable(text) for text in texts}) < len(texts)


def _can_be_right(parts: ItemParts) -> bool:
    """Says whether right replies alone lead to an end; turns only lead forward, so it is found from the last one."""
    ends = {END}
    for number in range(len(parts.turns), 0, -1):
        replies = parts.turns[number - 1].replies
        if not replies or any(reply.is_right and reply.next_turn in ends for reply in replies):
            ends.add(number)
    return 1 in ends
