"""Two editions side by side, text by text: what is new, gone, moved to another place, reworded, or the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from django.db.models import Q
from django.urls import reverse

from common import markup
from guide.editions.proof.parts import COVER, ProofPart, parts_of
from guide.editions.texts import Wording
from guide.publication import document
from guide.publication.document import Guide
from guide.reviewing.models import ReviewStep
from guide.tips.models import Tip, TipRevision, reference_of
from guide.translations.translated_texts import by_identity

if TYPE_CHECKING:
    from guide.editions.models import Edition
    from guide.translations.models import Translation


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


# What is printed already says so: the tips that an edition prints in other words than those that are approved by now.


type ChangeStatus = Literal["reworded", "gone"]


@dataclass(frozen=True)
class ChangedTip:
    """A tip as an edition prints it: "reworded" since, or its translation is; or "gone" from the guide."""

    number: int
    title: str
    reference: str
    status: ChangeStatus

    @property
    def url(self) -> str:
        return reverse("guide:tip_history", args=[self.reference])


def changed_since(edition: Edition, languages: Iterable[str] = ()) -> dict[str, list[ChangedTip]]:
    """By language, those that have changed since an edition was frozen; all its languages where none is named.

    Four queries and one a language, whatever the edition holds: for a screen about one edition, not for the rows of a list.
    """
    documents, today = edition.documents, approved_wordings()
    own = documents[edition.language]
    older = {tip.reference for tip in own.tips if _is_older(tip, today)}
    found = {}
    for language in languages or documents:
        if language in documents:
            reworded = _translated_anew(documents[language]) if language != edition.language else set()
            tips = [tip for tip in documents[language].tips if tip.reference in older | reworded]
            found[language] = [ChangedTip(tip.number, tip.title, tip.reference, _status(tip, today)) for tip in tips]
    return found


def approved_wordings() -> dict[str, Wording | None]:
    """What each tip that has a place said when it was approved last, by reference; None where it never was."""
    rows = list(Tip.objects.placed().defer("body_html"))
    found: dict[str, Wording | None] = {
        tip.reference: Wording(tip.title, tip.body, tip.quote) if tip.state == Tip.State.APPROVED else None
        for tip in rows
    }
    steps = ReviewStep.objects.filter(state=Tip.State.APPROVED, tip__in=[tip.pk for tip in rows])
    versions = dict(steps.exclude(tip__state=Tip.State.APPROVED).order_by("pk").values_list("tip", "version"))
    wanted = Q()
    for tip, version in versions.items():
        wanted |= Q(id=tip, version=version)
    for row in TipRevision.objects.filter(wanted) if wanted else ():
        found[reference_of(row.id)] = Wording(row.title, row.body, row.quote)
    return found


def _is_older(tip: document.Tip, today: dict[str, Wording | None]) -> bool:
    """Whether a tip in the edition's own language no longer says what is approved."""
    if tip.reference not in today:
        return bool(tip.reference)
    approved = today[tip.reference]
    if approved is None:
        return False
    quote = tip.quotation.text if tip.quotation else approved.quote
    return not Wording(tip.title, tip.text, quote).says_the_same_as(approved)


def _translated_anew(guide: document.Guide) -> set[str]:
    """The tips whose translation has been changed since; one that stands there under a note has not, by its note."""
    rows = {reference_of(row.tip_id): row for row in by_identity(guide.language).values() if row.tip_id}
    tips = ((tip, rows.get(tip.reference)) for tip in guide.tips if not tip.language)
    return {tip.reference for tip, row in tips if row and _is_translated_anew(tip, row)}


def _is_translated_anew(tip: document.Tip, row: Translation) -> bool:
    text = row.body if tip.text.endswith(row.body) else tip.text
    return not Wording(tip.title, text).says_the_same_as(Wording(row.title, row.body))


def _status(tip: document.Tip, today: dict[str, Wording | None]) -> ChangeStatus:
    return "reworded" if tip.reference in today else "gone"
