"""The languages of an edition that is out: those that it came out in, those added since, those that it has not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Case, OuterRef, QuerySet, Subquery, When
from django.db.models.fields.json import KT

from campaign.languages import guide_languages
from common.words.language_names import name_of_language
from guide.editions.comparison import ChangedTip, changed_since
from guide.editions.files import EditionFile
from guide.editions.steps import EditionStep
from guide.editions.texts import EditionText

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
