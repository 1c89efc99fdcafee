"""How far the guide is in each language: every text with its state, and how many words are left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from django.db.models import Count
from django.utils.translation import pgettext_lazy

from campaign.languages import guide_languages
from guide.translating.models import PendingTranslation, Suggestion
from guide.translating.querysets import known_segments
from guide.translations.models import Translation
from guide.translations.originals import KINDS, OneTextRow, Original, originals
from guide.translations.segments import Segment, number_of_words, source_segments
from guide.translations.staleness import TextStatus, WikiTargets, compared

type Identity = tuple[str, int]


class TextState(StrEnum):
    """What is to be done next with a text in a language, from the most to the least."""

    MISSING = "missing"
    OUTDATED = "outdated"
    SENT_BACK = "sent_back"
    DRAFT = "draft"
    REVIEW = "review"
    APPROVED = "approved"


STATE_NAMES = {
    TextState.MISSING: pgettext_lazy("of a translation", "missing"),
    TextState.OUTDATED: pgettext_lazy("of a translation", "outdated"),
    TextState.SENT_BACK: pgettext_lazy("of a translation", "sent back"),
    TextState.DRAFT: pgettext_lazy("of a translation", "draft"),
    TextState.REVIEW: pgettext_lazy("of a translation", "in review"),
    TextState.APPROVED: pgettext_lazy("of a translation", "approved"),
}


@dataclass(frozen=True)
class TextProgress:
    """A text in a language. `status` compares what is in progress, else what is approved, with the original as it stands."""

    original: Original
    language: str
    translation: Translation | None
    pending: PendingTranslation | None
    suggestions: int
    targets: WikiTargets | None = None

    @cached_property
    def status(self) -> TextStatus:
        known = known_segments(self.pending, self.translation)
        return compared(source_segments(self.original), known, targets=self.targets)

    @cached_property
    def state(self) -> TextState:
        if self.pending:
            return TextState(self.pending.state)
        if self.translation is None:
            return TextState.MISSING
        return TextState.OUTDATED if self.status.is_outdated else TextState.APPROVED

    @property
    def state_name(self) -> str:
        return str(STATE_NAMES[self.state])

    @property
    def words_left(self) -> int:
        return self.status.words_left

    @cached_property
    def words(self) -> int:
        return sum(number_of_words(one.source) for one in source_segments(self.original))


@dataclass(frozen=True)
class LanguageProgress:
    """Every text of the guide in a language."""

    language: str
    texts: list[TextProgress]

    @cached_property
    def words_left(self) -> int:
        return sum(text.words_left for text in self.texts)

    @cached_property
    def percent(self) -> int:
        """How much is translated as it stands now, in words; 100 only where nothing is left."""
        words = sum(text.words for text in self.texts)
        return 100 * (words - self.words_left) // words if words else 100

    @property
    def is_begun(self) -> bool:
        """Somebody has translated something, or suggested how."""
        return any(text.translation or text.pending or text.suggestions for text in self.texts)

    def in_state(self, state: str) -> list[TextProgress]:
        return [text for text in self.texts if text.state == state]

    @property
    def counts(self) -> list[tuple[TextState, str, int]]:
        """The states that some text is in, with how many are."""
        found = ((state, str(name), len(self.in_state(state))) for state, name in STATE_NAMES.items())
        return [one for one in found if one[2]]


def languages() -> list[str]:
    """Returns what the guide is translated into."""
    return list(guide_languages()[1:])


def progress_of(wanted: Sequence[str]) -> list[LanguageProgress]:
    """Returns how far each language is; as many queries for one as for all."""
    known = originals()
    rows = _rows(Translation.objects.defer("body", "body_html").filter(language__in=wanted))
    pending = _rows(PendingTranslation.objects.filter(language__in=wanted))
    suggested = _suggestions(wanted)
    targets = WikiTargets(_paragraphs(known, [*rows.values(), *pending.values()]))
    return [
        LanguageProgress(
            language,
            [
                TextProgress(
                    original,
                    language,
                    rows.get((language, original.identity)),
                    pending.get((language, original.identity)),
                    suggested.get((language, original.identity), 0),
                    targets,
                )
                for original in known
            ],
        )
        for language in wanted
    ]


def _paragraphs(known: Sequence[Original], rows: Iterable[Translation | PendingTranslation]) -> Iterator[Segment]:
    """All that is compared: it is read only where a paragraph with a wiki link has changed."""
    for original in known:
        yield from source_segments(original)
    for row in rows:
        yield from row.paragraphs


def _rows[M: OneTextRow](rows: Iterable[M]) -> dict[tuple[str, Identity], M]:
    return {(row.language, row.identity): row for row in rows}


def _suggestions(wanted: Sequence[str]) -> dict[tuple[str, Identity], int]:
    columns = ("language", *(f"{kind}_id" for kind in KINDS))
    rows = Suggestion.objects.open().filter(language__in=wanted).order_by().values_list(*columns)
    found = {}
    for language, *keys, number in rows.annotate(number=Count("pk")):
        found[language, next((kind, pk) for kind, pk in zip(KINDS, keys, strict=True) if pk)] = number
    return found
