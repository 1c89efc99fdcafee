"""What keeps a self-check from coming out, and what its editors may want to look at: the tips that have changed since."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from guide.publication.document import Guide, SelfCheck
from guide.sections import Section, SectionKind
from guide.self_check.wording import as_written
from guide.tips.models import Tip, TipRevision
from guide.tips.tip_references import reference_of
from guide.translations.equivalence import same_for_translators


@dataclass(frozen=True)
class CheckProblem:
    """A sentence, about the question with this number (0: about the whole). `is_grave`: it cannot come out so."""

    number: int
    sentence: str
    is_grave: bool = True


class BrokenSelfCheck(ValidationError):
    """The self-check cannot come out with the edition as it stands: a sentence each."""


def refuse_broken(guide: Guide) -> None:
    """Raises BrokenSelfCheck where the self-check of an edition asks nothing, or leads to no tip of that edition."""
    if guide.self_check is None:
        return
    found = list(_grave(guide.self_check, {tip.reference for tip in guide.tips}))
    if found:
        raise BrokenSelfCheck([problem.sentence for problem in found])


def problems_of_self_check() -> list[CheckProblem]:
    """Returns what is wrong with the self-check as it stands now; three queries at most, one where there is none."""
    section = Section.objects.filter(kind=SectionKind.SELF_CHECK).exclude(body="").first()
    return problems_of(section) if section else []


def problems_of(section: Section) -> list[CheckProblem]:
    placed = {tip.reference: tip for tip in Tip.objects.placed().defer("body_html")}
    return [*_grave(as_written(section), placed), *_changed(section, placed)]


def _grave(check: SelfCheck, tips: Collection[str]) -> Iterator[CheckProblem]:
    if not check.kinds:
        yield CheckProblem(0, _("The self-check names nothing that it can be about."))
    if not check.questions:
        yield CheckProblem(0, _("The self-check asks nothing."))
    asked = {kind for question in check.questions for kind in check.asked_of(question)}
    for number, kind in enumerate(check.kinds, 1):
        if number not in asked and check.questions:
            yield CheckProblem(0, _("The self-check asks nothing about “%(kind)s”.") % {"kind": kind.text})
    for number, question in enumerate(check.questions, 1):
        values = {"number": number}
        if not question.advice.text:
            yield CheckProblem(number, _("Question %(number)s of the self-check has no advice.") % values)
        if not question.tip:
            yield CheckProblem(number, _("Question %(number)s of the self-check has no tip.") % values)
        elif question.tip not in tips:
            yield CheckProblem(
                number, _("The tip of question %(number)s of the self-check is not in the edition.") % values
            )


def _changed(section: Section, placed: dict[str, Tip]) -> Iterator[CheckProblem]:
    """Tips whose words are others than when the question was compared with them."""
    asked = [(number, one, placed.get(reference_of(one.tip))) for number, one in enumerate(section.parts.questions, 1)]
    older = [(number, one, tip) for number, one, tip in asked if tip and tip.version != one.tip_version]
    versions = {one.tip_version for _number, one, _tip in older}
    rows = TipRevision.objects.filter(id__in={tip.pk for *_one, tip in older}, version__in=versions) if older else ()
    read = {(row.id, row.version): row for row in rows}
    for number, one, tip in older:
        if not says_the_same(tip, read.get((tip.pk, one.tip_version))):
            words = _("The tip of question %(number)s of the self-check has changed since.")
            yield CheckProblem(number, words % {"number": number}, is_grave=False)


def says_the_same(tip: Tip, older: TipRevision | None) -> bool:
    """Returns whether a tip teaches what an older version of it does; that there is none is no."""
    if older is None:
        return False
    return same_for_translators(older.title, tip.title) and same_for_translators(older.body, tip.body)
