"""What becomes of the paragraphs of a file, in words: for the screen that shows it before anything is written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common import markup
from common.markup import WordChange
from guide.translating.exchange_covers import COVER
from guide.translating.unit_outcomes import Refusal, UnitOutcome, UnitStatus

MOST_SHOWN = 2_000
REFUSALS = {
    Refusal.LANGUAGE: _("The file is in another language."),
    Refusal.FOREIGN: _("The guide in preparation does not have this paragraph."),
    Refusal.TWICE: _("The file has this paragraph twice: the first one counts."),
    Refusal.STALE: _("The original has changed since the file was given out."),
    Refusal.LOST: _("A link, an emphasis or another mark of the original is missing."),
    Refusal.DOUBLED: _("A link, an emphasis or another mark of the original appears twice."),
    Refusal.ADDED: _("There is a link, an emphasis or another mark that the original does not have."),
    Refusal.CROSSED: _("The marks of lines are in another order than in the original."),
    Refusal.LONG: _("This is too long for one paragraph."),
    Refusal.MEANWHILE: _("Somebody has changed this text while you looked at the file. Send it once more."),
}
STATUS_WORDS = {
    UnitStatus.NEW: pgettext_lazy("of a paragraph", "new"),
    UnitStatus.CHANGED: pgettext_lazy("of a paragraph", "replaces what is there"),
    UnitStatus.STILL_RIGHT: pgettext_lazy("of a paragraph", "still right"),
    UnitStatus.REFUSED: pgettext_lazy("of a paragraph", "refused"),
}
MARKS = {UnitStatus.NEW: "ok", UnitStatus.CHANGED: "warn", UnitStatus.STILL_RIGHT: "ok", UnitStatus.REFUSED: "err"}


@dataclass(frozen=True)
class ParagraphLine:
    """A paragraph as the screen shows it."""

    outcome: UnitOutcome

    @property
    def status(self) -> str:
        return str(STATUS_WORDS[self.outcome.status])

    @property
    def mark(self) -> str:
        """Which colour the word for its status has."""
        return MARKS[self.outcome.status]

    @property
    def problem(self) -> str:
        refusal = self.outcome.refusal
        return str(REFUSALS[refusal]) if refusal else ""

    @property
    def changes(self) -> tuple[WordChange, ...]:
        """What stands there, and what came, in one."""
        return markup.word_changes(self.outcome.before, self.outcome.after)


class ParagraphPreview:
    """The paragraphs that something becomes of, by text, and how many there are of the others."""

    def __init__(self, outcomes: list[UnitOutcome]) -> None:
        self.outcomes = outcomes
        self.counts = Counter(one.status for one in outcomes)

    @cached_property
    def texts(self) -> list[tuple[str, list[ParagraphLine]]]:
        shown = self._shown[:MOST_SHOWN]
        grouped = groupby(shown, key=lambda one: one.text)
        return [(text.label or text.key, [ParagraphLine(one) for one in some]) for text, some in grouped]

    @cached_property
    def _shown(self) -> list[UnitOutcome]:
        return [one for one in self.outcomes if one.status in STATUS_WORDS]

    @property
    def not_shown(self) -> int:
        return max(len(self._shown) - MOST_SHOWN, 0)

    @property
    def takes_cover(self) -> bool:
        """Whether words of the cover are taken over, which has neither drafts nor a review."""
        return any(one.text.key == COVER and one.will_be_taken for one in self.outcomes)

    @property
    def taken(self) -> int:
        return sum(one.will_be_taken for one in self.outcomes)

    @property
    def refused(self) -> int:
        return self.counts[UnitStatus.REFUSED]

    @property
    def same(self) -> int:
        return self.counts[UnitStatus.SAME]

    @property
    def untranslated(self) -> int:
        return self.counts[UnitStatus.UNTRANSLATED]
