"""Reads the response to an item out of what its form sends; says beside which field something is missing or there twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _

from common import markup
from learning import grading
from learning.document import Item
from learning.items.form_context import Posted, path_of


class IncompleteResponse(ValueError):
    """Says what is wrong, by names of fields; "" is the whole form."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__(errors)
        self.errors = errors


def response_in(item: Item, posted: Posted) -> list[str]:
    """Returns the response that a form sent, of a dialogue the replies so far. Raises IncompleteResponse."""
    response = _READERS[item.kind](item, posted)
    try:
        if item.kind == "dialogue":
            grading.is_ended(item.parts, response)
        else:
            grading.check(item, response)
    except grading.UnreadableResponse:
        raise IncompleteResponse({"": _("This answer could not be read: please choose again.")}) from None
    return response


def _chosen(item: Item, posted: Posted) -> list[str]:
    if chosen := posted.get("answer"):
        return sorted(chosen, key=lambda key: (len(key), key))
    sentence = _("Choose an answer.") if item.kind == "choice" else _("Choose at least one answer.")
    raise IncompleteResponse({"": sentence})


def _ordered(item: Item, posted: Posted) -> list[str]:
    twice = _("You gave this place twice: each line has a place of its own.")
    places = _all_fields(item, posted, "place", missing=_("Choose a place."), twice=twice)
    by_place = {place: str(key) for key, place in enumerate(places, 1)}
    return [by_place.get(str(place), "") for place in range(1, len(places) + 1)]


def _matched(item: Item, posted: Posted) -> list[str]:
    twice = _("You chose this twice: it belongs to one line only.")
    return _all_fields(item, posted, "partner", missing=_("Choose what belongs to it."), twice=twice)


def _sorted(item: Item, posted: Posted) -> list[str]:
    return _all_fields(item, posted, "category", missing=_("Choose where it belongs."))


def _filled(item: Item, posted: Posted) -> list[str]:
    words = _all_fields(item, posted, "gap", missing=_("Write what is missing here."))
    too_long = [f"gap-{key}" for key, one in enumerate(words, 1) if len(one) > grading.LONGEST_WORDS]
    if too_long:
        sentence = _("At most %(most)d characters.") % {"most": grading.LONGEST_WORDS}
        raise IncompleteResponse(dict.fromkeys(too_long, sentence))
    return words


def _replies(_item: Item, posted: Posted) -> list[str]:
    reply = next(iter(posted.get("reply", ())), "")
    if not reply:
        raise IncompleteResponse({"": _("Choose what you say.")})
    return [*path_of(posted.get("path", ())), reply]


def _all_fields(item: Item, posted: Posted, field: str, *, missing: str, twice: str = "") -> list[str]:
    """Returns what stands in the field of each answer. Raises IncompleteResponse where one is empty or one is there twice."""
    names = [f"{field}-{key}" for key in range(1, len(item.parts.answers) + 1)]
    given = {name: markup.clean_text(next(iter(posted.get(name, ())), "")).strip() for name in names}
    errors = {name: missing for name, value in given.items() if not value}
    if twice:
        errors |= dict.fromkeys(_repeated(names, given), twice)
    if errors:
        raise IncompleteResponse(errors)
    return list(given.values())


def _repeated(names: Sequence[str], given: dict[str, str]) -> list[str]:
    times = Counter(given.values())
    return [name for name in names if given[name] and times[given[name]] > 1]


_READERS = {
    "choice": _chosen,
    "choices": _chosen,
    "order": _ordered,
    "match": _matched,
    "fill_in": _filled,
    "sort": _sorted,
    "dialogue": _replies,
}
