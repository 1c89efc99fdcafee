"""The languages of an edition that is out: those that it came out in, those added since, those that it has not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.fields.json import KT

from guide.editions.changed_since import ChangedTip, changed_since
from guide.editions.files import EditionFile
from guide.editions.steps import EditionStep
from guide.editions.texts import EditionText
from guide.languages import name_of_language

if TYPE_CHECKING:
    from guide.editions.models import Edition


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
    """Every language of the guide, those of the edition first."""
    added, changed = days_of_addition([edition]), changed_since(edition)
    codes = [*edition.languages, *(code for code in settings.GUIDE_LANGUAGES if code not in edition.languages)]
    return [
        EditionLanguage(code, code in changed, added.get((edition.pk, code)), changed.get(code, [])) for code in codes
    ]


def days_of_addition(editions: list[Edition]) -> dict[tuple[int, str], datetime]:
    """When a language was added to one of these editions, by its key and the language; one query."""
    steps = EditionStep.objects.filter(edition__in=editions, what=EditionStep.What.LANGUAGE)
    return {(edition, language): at for edition, language, at in steps.values_list("edition", "part", "at")}


def files_with_covers() -> QuerySet[EditionFile]:
    """The files of editions. Those of the web page know in `cover_title` what the cover says in their language, and in
    `added_on` the day on which that was added to the edition, if it came later.
    """
    texts = EditionText.objects.filter(edition=OuterRef("edition"), language=OuterRef("language"))
    of_page = {
        "cover_title": Subquery(texts.annotate(said=KT("document__title")).values("said")[:1]),
        "added_on": Subquery(texts.annotate(said=KT("document__added__on")).values("said")[:1]),
    }
    is_page = Q(form=EditionFile.Form.WEB)
    return EditionFile.objects.annotate(**{name: Case(When(is_page, then=said)) for name, said in of_page.items()})


@dataclass(frozen=True)
class CoverLine:
    """What the cover of an edition says, and in which language."""

    title: str
    subtitle: str
    language: str


def cover_in(edition: Edition, language: str) -> CoverLine:
    """Returns the cover's words in a language, or in the edition's own where it does not come out in that; one query."""
    rows = edition.texts.filter(language=language, document__isnull=False)
    said = rows.values_list(KT("document__title"), KT("document__subtitle")).first()
    if said is None:
        return CoverLine(edition.full_title, edition.full_subtitle, edition.language)
    title, subtitle = said
    return CoverLine(title, subtitle, language)
