"""What an edition in preparation still wants, screen by screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from common.words.language_names import name_in_sentence, name_of_language
from common.words.text_lists import side_by_side
from guide.bibliography.models import Reference
from guide.editions.language_status import language_statuses
from guide.editions.models import Edition
from guide.sections import Section, SectionKind
from guide.self_check.forms import problems_of
from guide.tips.board import Board


@dataclass(frozen=True)
class SetupStep:
    """A screen of the edition, what stands there in a sentence, and what is still wanted, if anything."""

    name: str
    url: str
    says: str
    wants: str = ""


def steps_of(edition: Edition, board: Board) -> list[SetupStep]:
    return list(_steps(edition, board))


def _steps(edition: Edition, board: Board) -> Iterator[SetupStep]:
    here = [edition.number]
    yield _texts(board)
    yield SetupStep(_("Cover"), reverse("guide:edition_cover", args=here), _cover(edition))
    yield SetupStep(
        _("Pictures of the questions"),
        reverse("guide:edition_pictures", args=here),
        _pictures(edition, len(board.by_theme)),
    )
    yield _imprint(edition)
    yield _languages(edition)
    yield SetupStep(_("Bibliography"), reverse("guide:bibliography"), _references())
    yield _self_check()


def _texts(board: Board) -> SetupStep:
    empty = sum(not section.body for section in Section.objects.in_order())
    wants = []
    if board.free:
        wants.append(ngettext("%(n)s free place", "%(n)s free places", board.free) % {"n": board.free})
    if empty:
        wants.append(ngettext("%(n)s empty text", "%(n)s empty texts", empty) % {"n": empty})
    says = _("In the order in which they are printed.")
    return SetupStep(_("Tips and texts"), reverse("guide:arrange"), says, side_by_side(wants))


def _cover(edition: Edition) -> str:
    return str(edition.cover_image) if edition.cover_image else _("The motifs of the questions, without a picture.")


def _pictures(edition: Edition, questions: int) -> str:
    found = edition.illustrations.count()
    if not found:
        return _("The motifs alone.")
    return _("%(found)s of %(all)s questions have a picture.") % {"found": found, "all": questions}


def _imprint(edition: Edition) -> SetupStep:
    known = (edition.full_publisher, edition.place, edition.licence, edition.isbn and f"ISBN {edition.isbn}")
    labels = {
        pgettext("of publication", "place"): edition.place,
        _("licence"): edition.licence,
        _("contact"): edition.contact,
    }
    wants = side_by_side(label for label, value in labels.items() if not value)
    url = reverse("guide:edition_imprint", args=[edition.number])
    return SetupStep(_("Imprint"), url, side_by_side(known), wants)


def _languages(edition: Edition) -> SetupStep:
    known = language_statuses(edition)
    wants = side_by_side(
        name_in_sentence(state.language) for state in known if state.is_undecided or not state.comes_out
    )
    names = side_by_side([name_of_language(edition.language), *(name_in_sentence(state.language) for state in known)])
    return SetupStep(_("Languages"), reverse("guide:edition_languages", args=[edition.number]), names, wants)


def _references() -> str:
    number = Reference.objects.count()
    return ngettext("%(n)s reference", "%(n)s references", number) % {"n": number}


def _self_check() -> SetupStep:
    section = Section.objects.filter(kind=SectionKind.SELF_CHECK).first()
    asked = len(section.parts.questions) if section else 0
    says = ngettext("%(n)s question of the self-check", "%(n)s questions of the self-check", asked) % {"n": asked}
    wrong = len(problems_of(section)) if section and section.body else 0
    wants = ngettext("%(n)s thing to look at", "%(n)s things to look at", wrong) % {"n": wrong} if wrong else ""
    return SetupStep(_("Self-check"), reverse("guide:self_check"), says, wants)
