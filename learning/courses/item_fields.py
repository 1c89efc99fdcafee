"""The fields of an item, by its kind, turns of a dialogue and their order among them. A row that is empty is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from common.paging import parse_int
from guide.course_parts import END, Answer, ItemParts, Reply, Turn
from learning.courses.item_lines import (
    MOST_ANSWERS,
    MOST_REPLIES,
    MOST_TURNS,
    Faults,
    Fields,
    LineField,
    PictureFields,
    PictureLibrary,
    Values,
)

TURNS, REPLIES = range(1, MOST_TURNS + 1), range(1, MOST_REPLIES + 1)


class DialogueFields:
    """A turn is chosen to follow only from those that stand after it: no dialogue goes round."""

    def fields(self) -> Fields:
        made: Fields = {}
        for turn in TURNS:
            made[f"turn_{turn}"] = LineField(f"turn_{turn}", rows=2, label=_("What the other one says"))
            for reply in REPLIES:
                made |= _reply_fields(turn, reply)
        return made

    def values(self, parts: ItemParts) -> dict[str, Any]:
        """Returns what the fields show of an item."""
        values: dict[str, Any] = {}
        for turn in TURNS:
            said = parts.turns[turn - 1] if turn <= len(parts.turns) else Turn("")
            values[f"turn_{turn}"] = said.text
            for reply in REPLIES:
                one = said.replies[reply - 1] if reply <= len(said.replies) else Reply("")
                mark = f"{turn}_{reply}"
                values |= {f"reply_{mark}": one.text, f"right_{mark}": one.is_right}
                values |= {f"feedback_{mark}": one.feedback, f"next_{mark}": str(one.next_turn)}
        return values

    def faults(self, sent: Values) -> Faults:
        """Yields the fields, with words, of what is half empty or leads nowhere."""
        for turn in TURNS:
            replies = [reply for reply in REPLIES if sent.get(f"reply_{turn}_{reply}")]
            if replies and not sent.get(f"turn_{turn}"):
                words = _("Write what the other one says, or empty the replies below.")
                yield f"turn_{turn}", ValidationError(words, code="empty")
            for reply in REPLIES:
                yield from _faults_of_reply(sent, turn, reply)

    def read(self, sent: Values) -> dict[str, Any]:
        """Returns the parts that these fields give; turns are numbered anew, without those that are empty."""
        written = [turn for turn in TURNS if sent[f"turn_{turn}"]]
        number_of = {turn: number for number, turn in enumerate(written, 1)}
        return {"turns": tuple(_turn(sent, turn, number_of) for turn in written)}


def _reply_fields(turn: int, reply: int) -> Fields:
    mark = f"{turn}_{reply}"
    later = [(str(number), _("Turn %(number)s") % {"number": number}) for number in TURNS if number > turn]
    return {
        f"reply_{mark}": LineField(f"reply_{mark}", label=_("Reply %(number)s") % {"number": reply}),
        f"right_{mark}": forms.BooleanField(label=_("It is right"), required=False),
        f"feedback_{mark}": LineField(f"feedback_{mark}", rows=2, label=_("What it teaches whoever gives it")),
        f"next_{mark}": forms.ChoiceField(
            label=_("After it"), choices=[(str(END), _("the dialogue ends")), *later], required=False
        ),
    }


def _faults_of_reply(sent: Values, turn: int, reply: int) -> Faults:
    mark = f"{turn}_{reply}"
    following = sent.get(f"next_{mark}") or str(END)
    if not sent.get(f"reply_{mark}"):
        if sent.get(f"feedback_{mark}") or sent.get(f"right_{mark}") or following != str(END):
            words = _("Write the reply, or empty what stands below.")
            yield f"reply_{mark}", ValidationError(words, code="empty")
    elif following != str(END) and not sent.get(f"turn_{following}"):
        yield f"next_{mark}", ValidationError(_("This turn is empty: choose again."), code="gone")


def _turn(sent: Values, turn: int, number_of: dict[int, int]) -> Turn:
    marks = [f"{turn}_{reply}" for reply in REPLIES if sent[f"reply_{turn}_{reply}"]]
    replies = (
        Reply(
            sent[f"reply_{mark}"],
            sent[f"right_{mark}"],
            sent[f"feedback_{mark}"],
            number_of.get(int(sent[f"next_{mark}"] or END), END),
        )
        for mark in marks
    )
    return Turn(sent[f"turn_{turn}"], tuple(replies))


# A turn of a dialogue changes places with its neighbour, in what is typed into the form: nothing is saved by it.


OF_REPLY = ("reply", "right", "feedback", "next")


@dataclass(frozen=True, slots=True)
class MovedTurn:
    """`data` is what was sent, in its new order; `turn` is where the turn stands now.

    Replies lead where they led. `ended` are the fields of those that led to the turn which now stands before them: they end
    the dialogue, which goes only forward, until somebody chooses again.
    """

    data: QueryDict
    turn: int
    ended: list[str]


def moved_turn(sent: QueryDict) -> MovedTurn | None:
    """Returns what the button `act` of the form makes of it ("3:up"); None where no such button was pressed."""
    number, _colon, way = sent.get("act", "").partition(":")
    turn = parse_int(number, digits=2) or 0
    first = turn - 1 if way == "up" else turn
    if way not in ("up", "down") or not 1 <= first < MOST_TURNS:
        return None
    data = sent.copy()
    _renumber_replies(data, first)
    _change_places(data, first)
    ended = [f"next_{first + 1}_{reply}" for reply in REPLIES if data.get(f"next_{first + 1}_{reply}") == str(first)]
    for name in ended:
        data[name] = str(END)
    return MovedTurn(data, first if way == "up" else first + 1, ended)


def _renumber_replies(data: QueryDict, first: int) -> None:
    """Replies lead to the same turns as before, under their new numbers."""
    new = {str(first): str(first + 1), str(first + 1): str(first)}
    for name in (f"next_{turn}_{reply}" for turn in TURNS for reply in REPLIES):
        if (number := str(data.get(name))) in new:
            data[name] = new[number]


def _change_places(data: QueryDict, first: int) -> None:
    before, after = _names(first), _names(first + 1)
    values: list[list[Any]] = [data.pop(name, []) for name in before + after]
    for name, value in zip(after + before, values, strict=True):
        if value:
            data.setlist(name, value)


def _names(turn: int) -> list[str]:
    return [f"turn_{turn}", *(f"{name}_{turn}_{reply}" for reply in REPLIES for name in OF_REPLY)]


# The fields of an item, by its kind, and how its parts are read from them. A row that is left empty is none.


FIRST, SECOND = "1", "2"


class AnswerFields:
    """The fields of the answers of every kind but a dialogue; `numbers` are those of its rows. What fills a gap has no picture:
    learners write it.
    """

    def __init__(self, kind: str, library: PictureLibrary) -> None:
        self.kind = kind
        self.numbers = range(1, MOST_ANSWERS[kind] + 1)
        self.names = {
            "choices": ("text", "right", "feedback"),
            "match": ("text", "partner", "feedback"),
            "sort": ("text", "belongs", "feedback"),
            "order": ("text", "feedback", "place"),
        }.get(kind, ("text", "feedback"))
        with_picture = self.numbers if kind != "fill_in" else ()
        self.pictures = {number: PictureFields(library, f"_{number}") for number in with_picture}

    def fields(self) -> Fields:
        made: Fields = {}
        if self.kind == "sort":
            made["category_1"] = LineField("category_1", label=_("The first category"))
            made["category_2"] = LineField("category_2", label=_("The second category"))
        for number in self.numbers:
            made |= {f"{name}_{number}": self._field(name, number) for name in self.names}
            made |= self.pictures[number].fields() if number in self.pictures else {}
        if self.kind == "choice":
            answers = [(str(number), self.legend(number)) for number in self.numbers]
            choices = [("", _("none yet")), *answers]
            made["right"] = forms.ChoiceField(label=_("The right answer"), choices=choices, required=False)
        return made

    def legend(self, number: int) -> str:
        words = _("Gap [%(number)s]") if self.kind == "fill_in" else _("Answer %(number)s")
        return words % {"number": number}

    def _field(self, name: str, number: int) -> forms.Field:
        match name:
            case "right":
                return forms.BooleanField(label=_("It is right"), required=False)
            case "belongs":
                choices = [("", _("none yet")), (FIRST, _("The first category")), (SECOND, _("The second category"))]
                return forms.ChoiceField(label=_("It belongs to"), choices=choices, required=False)
            case "place":
                most, label = MOST_ANSWERS[self.kind], pgettext("order", "Position")
                return forms.IntegerField(label=label, min_value=1, max_value=most, required=False)
            case "feedback":
                return LineField(f"feedback_{number}", rows=2, label=_("What it teaches whoever gives it"))
            case "partner":
                return LineField(f"partner_{number}", label=_("What it is matched with"))
        if self.kind == "fill_in":
            hint = _("Separate several correct spellings with |.")
            return LineField(f"text_{number}", label=_("What fills it in"), help_text=hint)
        return LineField(f"text_{number}", label=pgettext("answer", "What it says"))

    def values(self, parts: ItemParts) -> dict[str, Any]:
        """Returns what the fields show of an item."""
        values: dict[str, Any] = {}
        for number in self.numbers:
            one = parts.answers[number - 1] if number <= len(parts.answers) else None
            of_it = self._values_of(one, number)
            values |= {f"{name}_{number}": of_it[name] for name in self.names}
            if number in self.pictures:
                values |= self.pictures[number].values(one.picture if one else None)
        if self.kind == "sort":
            values |= {f"category_{number}": one for number, one in enumerate(parts.categories or ("", ""), 1)}
        if self.kind == "choice":
            right = [str(number) for number, one in enumerate(parts.answers, 1) if one.is_right]
            values["right"] = right[0] if right else ""
        return values

    def _values_of(self, one: Answer | None, number: int) -> dict[str, Any]:
        if one is None:
            return {name: False if name == "right" else number if name == "place" else "" for name in self.names}
        belongs = FIRST if one.is_right else SECOND
        values = {"text": one.text, "right": one.is_right, "partner": one.partner, "feedback": one.feedback}
        return values | {"belongs": belongs, "place": number}

    def faults(self, sent: Values) -> Faults:
        """Yields the fields, with words, of rows that are half empty."""
        for number in self.numbers:
            others = [sent.get(f"{name}_{number}") for name in ("partner", "feedback", "right", "picture")]
            if not sent.get(f"text_{number}") and any(others):
                words = _("Write what it says, or empty what stands below.")
                yield f"text_{number}", ValidationError(words, code="empty")
        if self.kind == "choice" and sent.get("right") and not sent.get(f"text_{sent['right']}"):
            yield "right", ValidationError(_("This answer is empty: choose again."), code="gone")
        if self.kind == "sort":
            for number in self.numbers:
                if sent.get(f"text_{number}") and not sent.get(f"belongs_{number}"):
                    yield f"belongs_{number}", ValidationError(_("Say to which category it belongs."), code="category")

    def read(self, sent: Values) -> dict[str, Any]:
        """Returns the parts that these fields give."""
        answers = tuple(self._answer(number, sent) for number in self._written(sent))
        categories = (sent["category_1"], sent["category_2"]) if self.kind == "sort" else ()
        return {"answers": answers, "categories": categories}

    def _written(self, sent: Values) -> list[int]:
        """The numbers of the rows that are answers; a gap without words stays between others, which have its number."""
        written = [number for number in self.numbers if sent[f"text_{number}"]]
        if self.kind == "fill_in":
            return list(range(1, max(written, default=0) + 1))
        return sorted(written, key=lambda number: (sent.get(f"place_{number}") or number, number))

    def _answer(self, number: int, sent: Values) -> Answer:
        names = ("text", "feedback", "partner", "right", "belongs")
        of_it = {name: sent.get(f"{name}_{number}") or "" for name in names}
        is_right = bool(of_it["right"]) or of_it["belongs"] == FIRST or sent.get("right") == str(number)
        picture = self.pictures[number].read(sent) if number in self.pictures else None
        return Answer(of_it["text"], is_right, of_it["feedback"], of_it["partner"], picture)
