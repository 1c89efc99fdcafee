"""Two editions side by side, text by text: what is new, gone, moved to another place, reworded, or the same."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from common import markup
from guide.editions.proof.parts import COVER, ProofPart, parts_of
from guide.publication.document import Guide

type TextStatus = Literal["new", "gone", "moved", "reworded", "same"]


@dataclass(frozen=True)
class Pair:
    """A text as the older edition has it, and as the newer one does; None where it is not in it."""

    older: ProofPart | None
    newer: ProofPart | None

    @property
    def part(self) -> ProofPart:
        part = self.newer or self.older
        if part is None:
            raise ValueError("a pair has one side at least")
        return part

    @property
    def is_moved(self) -> bool:
        return bool(self.older and self.newer and self.older.number != self.newer.number)

    @cached_property
    def is_reworded(self) -> bool:
        return bool(self.older and self.newer and self.older.text != self.newer.text)

    @property
    def status(self) -> TextStatus:
        """A tip that was moved and reworded counts as moved; its words are shown all the same."""
        if self.older is None:
            return "new"
        if self.newer is None:
            return "gone"
        return "moved" if self.is_moved else "reworded" if self.is_reworded else "same"

    @cached_property
    def changes(self) -> tuple[markup.WordChange, ...]:
        return markup.word_changes(self.older.text if self.older else "", self.newer.text if self.newer else "")


@dataclass(frozen=True)
class Comparison:
    older: Guide
    newer: Guide
    tips: tuple[Pair, ...]
    texts: tuple[Pair, ...]

    @property
    def counts(self) -> Counter[str]:
        """How many tips have which status."""
        return Counter(pair.status for pair in self.tips)

    @property
    def texts_changed(self) -> int:
        return sum(pair.status != "same" for pair in self.texts)

    @property
    def is_empty(self) -> bool:
        return not self.texts_changed and set(self.counts) <= {"same"}


def compare(older: Guide, newer: Guide) -> Comparison:
    """Tips are known by their reference; those of the first editions, which had none, by their place."""
    one, two = parts_of(older), parts_of(newer)
    keys = dict.fromkeys([*two, *one])
    pairs = [Pair(one.get(key), two.get(key)) for key in keys if key != COVER]
    tips = sorted((pair for pair in pairs if pair.part.is_tip), key=lambda pair: pair.part.number or 0)
    return Comparison(older, newer, tuple(tips), tuple(pair for pair in pairs if not pair.part.is_tip))
