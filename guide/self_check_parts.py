"""What a self-check says: what it can be about, its kinds, and questions about them. The JSON of `Section.self_check`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Self

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from common.stored import Stored
from guide.texts import cleaned_line

MOST_KINDS, MOST_QUESTIONS = 8, 12
LONGEST_KIND, LONGEST_QUESTION, LONGEST_ADVICE = 40, 160, 300


@dataclass(frozen=True, slots=True)
class CheckQuestion(Stored):
    """`kinds` are those for which it is asked, counted from 1; none are all. `tip` is the key of a row, 0 where nobody has
    chosen one yet, and `tip_version` the version of it that the question was compared with.
    """

    text: str
    is_yes_safe: bool = False
    advice: str = ""
    kinds: tuple[int, ...] = ()
    tip: int = 0
    tip_version: int = 0


@dataclass(frozen=True, slots=True)
class SelfCheckParts(Stored):
    """The kinds, and the questions in the order in which they are asked."""

    kinds: tuple[str, ...] = ()
    questions: tuple[CheckQuestion, ...] = ()

    @property
    def lines(self) -> Iterator[str]:
        """All that is translated, in the order of `as_markdown`."""
        yield from self.kinds
        for question in self.questions:
            yield from filter(None, (question.text, question.advice))

    def as_markdown(self) -> str:
        """Returns the text that the history compares and translators translate, a paragraph a line."""
        kinds = "\n".join(f"- {kind}" for kind in self.kinds)
        questions = (part for one in self.questions for part in (f"## {one.text}", one.advice))
        return "\n\n".join(filter(None, (kinds, *questions)))

    def cleaned(self) -> Self:
        """Returns it as it is stored. Raises ValidationError with what cannot be, beside its field: "kind_1", "advice_3"."""
        problems: dict[str, ValidationError] = {}

        def line(name: str, text: str, most: int) -> str:
            try:
                return cleaned_line(text, most)
            except ValidationError as problem:
                problems[name] = problem
                return ""

        kinds = tuple(line(f"kind_{place}", kind, LONGEST_KIND) for place, kind in enumerate(self.kinds, 1))
        questions = tuple(
            replace(
                one,
                text=line(f"text_{place}", one.text, LONGEST_QUESTION),
                advice=line(f"advice_{place}", one.advice, LONGEST_ADVICE) if one.advice.strip() else "",
            )
            for place, one in enumerate(self.questions, 1)
        )
        if len(kinds) > MOST_KINDS or len(questions) > MOST_QUESTIONS:
            raise ValidationError(_("A self-check can have at most eight kinds and twelve questions."), code="many")
        if problems:
            raise ValidationError(dict(problems))
        return replace(self, kinds=kinds, questions=questions)
