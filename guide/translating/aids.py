"""What helps with the paragraphs of a text in a language: what similar ones were called before, the glossary, and warnings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from guide.sections import SectionKind
from guide.translating.memory import MemoryMatch, TranslatedPair, TranslationMemory, best_of
from guide.translating.quality_checks import quality_warnings
from guide.translating.suggestions import pairs_of_editions
from guide.translating.terms import TermPair, avoided_warnings, term_warnings, terms_used, translated_terms
from guide.translations.models import Translation
from guide.translations.originals import Original
from guide.translations.segments import Segment
from guide.translations.staleness import SegmentState, SegmentStatus

MOST_PAIRS = 2_000
MOST_ROWS = 400  # states of translations, the newest first


@dataclass(frozen=True, slots=True)
class ParagraphAids:
    """What is known about one paragraph. `warnings` are sentences."""

    terms: Sequence[TermPair] = ()
    matches: Sequence[MemoryMatch] = ()
    warnings: Sequence[str] = ()


class TranslationAids:
    """Loads what is known of a language, in two queries; in one where nothing is missing or outdated.

    Earlier editions are asked, by a third, only for what was never approved in these words.
    """

    def __init__(self, original: Original, language: str) -> None:
        self._original, self._language = original, language
        self._languages = original.language, language

    def of(self, statuses: Sequence[SegmentStatus]) -> list[ParagraphAids]:
        """Returns the aids for each paragraph of the text, in their order."""
        previous = ["", *(one.segment.source for one in statuses)]
        return [self._paragraph(one, before) for one, before in zip(statuses, previous, strict=False)]

    def warnings(self, segment: Segment) -> list[str]:
        """Returns what may be wrong with the translation of a paragraph, in a sentence each."""
        return self._warnings(segment, self._terms_of(segment))

    def _paragraph(self, status: SegmentStatus, previous: str) -> ParagraphAids:
        segment = status.segment
        terms = self._terms_of(segment)
        return ParagraphAids(terms, self._matches(status, previous), self._warnings(segment, terms))

    def _matches(self, status: SegmentStatus, previous: str) -> list[MemoryMatch]:
        """Nothing for what is done, and never what stands there already."""
        if status.state == SegmentState.DONE:
            return []
        found = self._memory.matches(status.segment.source, previous)
        if not any(match.is_exact for match in found):
            found = best_of(found, self._editions.matches(status.segment.source, previous))
        return [match for match in found if match.pair.target != status.segment.target]

    def _warnings(self, segment: Segment, terms: Sequence[TermPair]) -> list[str]:
        if not segment.target:
            return []
        found = [one.words for one in quality_warnings(segment.source, segment.target, self._languages)]
        found += term_warnings(segment.source, segment.target, self._languages, terms)
        return found if self._is_glossary else found + avoided_warnings(segment.target, self._language, self._terms)

    def _terms_of(self, segment: Segment) -> list[TermPair]:
        return [] if self._is_glossary else terms_used(segment.source, self._original.language, self._terms)

    @property
    def _is_glossary(self) -> bool:
        """Its own entries say what its terms are called, and may name the forms to avoid."""
        return getattr(self._original.text, "kind", "") == SectionKind.GLOSSARY

    @cached_property
    def _terms(self) -> list[TermPair]:
        """Those of the approved glossary, with the forms to avoid."""
        return translated_terms(self._language)

    @cached_property
    def _memory(self) -> TranslationMemory:
        return TranslationMemory(self._approved)

    @cached_property
    def _editions(self) -> TranslationMemory:
        return TranslationMemory(pairs_of_editions(*self._languages, self._approved))

    @cached_property
    def _approved(self) -> list[TranslatedPair]:
        return list(_pairs(self._language))


def _pairs(language: str) -> Iterator[TranslatedPair]:
    """What was approved, the newest first; of each paragraph once how it was worded."""
    rows = Translation.history.filter(language=language).order_by("-history_date", "-history_id")
    known: set[tuple[str, str, str]] = set()
    for title, at, segments in rows.values_list("title", "at", "segments")[:MOST_ROWS]:
        for pair in _pairs_of(title, at, segments, language):
            if len(known) == MOST_PAIRS:
                return
            if (key := (pair.source, pair.target, pair.previous)) not in known:
                known.add(key)
                yield pair


def _pairs_of(title: str, at: datetime, segments: list[dict[str, Any]], language: str) -> Iterator[TranslatedPair]:
    previous = ""
    for segment in map(Segment.from_json, segments):
        if segment.target:
            yield TranslatedPair(segment.source, segment.target, previous, title, at, language)
        previous = segment.source
