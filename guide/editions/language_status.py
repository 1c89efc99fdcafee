"""How far the translations of an edition in preparation are, and which of its languages come out as things stand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from guide.translations.models import Translation
from guide.translations.originals import Original, originals_of_the_guide
from guide.translations.translated_texts import WhenMissing, WhenOutdated, by_identity, is_outdated

if TYPE_CHECKING:
    from guide.editions.models import Edition
    from guide.editions.texts import EditionText


@dataclass(frozen=True)
class TextStatus:
    """One text, and what it is in the language, if anything."""

    original: Original
    translation: Translation | None

    @property
    def state(self) -> str:
        """ "missing", "outdated" or "done"."""
        if self.translation is None:
            return "missing"
        return "outdated" if is_outdated(self.original, self.translation) else "done"


class LanguageStatus:
    """A language of an edition: each text, and what its editors chose for those that are not ready."""

    def __init__(self, text: EditionText, lines: list[TextStatus]) -> None:
        self.text, self.lines = text, lines

    @property
    def language(self) -> str:
        return self.text.language

    @cached_property
    def missing(self) -> list[Original]:
        return [line.original for line in self.lines if line.state == "missing"]

    @cached_property
    def outdated(self) -> list[Original]:
        return [line.original for line in self.lines if line.state == "outdated"]

    @property
    def translated(self) -> int:
        """How many texts are translated as they stand now."""
        return len(self.lines) - len(self.missing) - len(self.outdated)

    @property
    def is_undecided(self) -> bool:
        """Something is not ready, and nobody has said what becomes of it."""
        return bool((self.missing and not self.text.when_missing) or (self.outdated and not self.text.when_outdated))

    @property
    def comes_out(self) -> bool:
        """False where the editors chose to leave the language out."""
        return not (
            (self.missing and self.text.when_missing == WhenMissing.LEAVE_OUT)
            or (self.outdated and self.text.when_outdated == WhenOutdated.LEAVE_OUT)
        )


def language_statuses(edition: Edition) -> list[LanguageStatus]:
    """Each language of an edition besides its own; a query a language."""
    texts = list(edition.texts.exclude(language=edition.language).defer("document").order_by("language"))
    known = originals_of_the_guide() if texts else []
    found = []
    for text in texts:
        rows = by_identity(text.language)
        found.append(LanguageStatus(text, [TextStatus(original, rows.get(original.identity)) for original in known]))
    return found


def missing(edition: Edition) -> dict[str, list[Original]]:
    """By language, the texts that are not translated at all."""
    return {state.language: state.missing for state in language_statuses(edition) if state.missing}


def outdated(edition: Edition) -> dict[str, list[Original]]:
    """By language, the texts whose translation is older than its original."""
    return {state.language: state.outdated for state in language_statuses(edition) if state.outdated}


def undecided(edition: Edition) -> list[str]:
    """The languages in which texts are missing or outdated, and nobody has chosen what becomes of it."""
    return [state.language for state in language_statuses(edition) if state.is_undecided]


def languages_that_come_out(edition: Edition) -> tuple[str, ...]:
    """The edition's own, and those that its editors have not left out as things stand."""
    return (edition.language, *(state.language for state in language_statuses(edition) if state.comes_out))
