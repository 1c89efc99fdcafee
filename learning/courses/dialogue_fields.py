"""The fields of a dialogue: turns, each with replies that lead to a later turn or end it. What is left empty is none."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from guide.course_parts import END, ItemParts, Reply, Turn
from learning.courses.item_lines import MOST_REPLIES, MOST_TURNS, Faults, Fields, LineField, Values

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
