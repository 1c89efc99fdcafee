"""The fields of an item, by its kind, and how its parts are read from them. A row that is left empty is none."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from guide.course_parts import Answer, ItemParts
from learning.courses.item_lines import MOST_ANSWERS, Faults, Fields, LineField, Values
from learning.courses.picture_fields import PictureFields, PictureLibrary

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
            hint = _("Several spellings that are right are parted by |.")
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
