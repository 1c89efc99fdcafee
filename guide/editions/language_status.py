"""How far the translations of an edition in preparation are, and which of its languages come out as things stand.

The languages of an edition that is out: those that it came out in, those added since, those that it has not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Case, OuterRef, QuerySet, Subquery, When
from django.db.models.fields.json import KT

from campaign.languages import guide_languages
from common.words.language_names import name_of_language
from guide.editions.comparison import ChangedTip, changed_since
from guide.editions.files import EditionFile
from guide.editions.steps import EditionStep
from guide.editions.texts import EditionText
from guide.translations.models import Translation
from guide.translations.originals import Original, originals_of_the_guide
from guide.translations.translated_texts import WhenMissing, WhenOutdated, by_identity, is_outdated

if TYPE_CHECKING:
    from guide.editions.models import Edition


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


@dataclass(frozen=True)
class EditionLanguage:
    """A language of an edition; `added_at` where it came later, `changed` are the tips that have changed since."""

    code: str
    is_out: bool
    added_at: datetime | None
    changed: list[ChangedTip]

    @property
    def name(self) -> str:
        return name_of_language(self.code)


def edition_languages(edition: Edition) -> list[EditionLanguage]:
    """Those of the edition, then the other languages of the guide."""
    added, changed = days_of_addition([edition]), changed_since(edition)
    codes = [*edition.languages, *(code for code in guide_languages() if code not in edition.languages)]
    return [
        EditionLanguage(code, code in changed, added.get((edition.pk, code)), changed.get(code, [])) for code in codes
    ]


def languages_given(edition: Edition) -> tuple[str, ...]:
    """Returns the languages in which readers have the edition, its own first: one that is added has its page made first."""
    pages = edition.files.filter(form=EditionFile.Form.WEB).exclude(made_at=None)
    codes = pages.order_by().values_list("language", flat=True)
    return tuple(sorted(codes, key=lambda code: (code != edition.language, code)))


def days_of_addition(editions: list[Edition]) -> dict[tuple[int, str], datetime]:
    """When a language was added to one of these editions, by its key and the language; one query."""
    steps = EditionStep.objects.filter(edition__in=editions, what=EditionStep.What.LANGUAGE)
    return {(edition, language): at for edition, language, at in steps.values_list("edition", "part", "at")}


def files_with_additions() -> QuerySet[EditionFile]:
    """The files of editions. Those of the web page know in `added_on` when their language was added to the edition, if it came
    later.
    """
    texts = EditionText.objects.filter(edition=OuterRef("edition"), language=OuterRef("language"))
    added = Subquery(texts.annotate(said=KT("document__added__on")).values("said")[:1])
    return EditionFile.objects.annotate(added_on=Case(When(form=EditionFile.Form.WEB, then=added)))
