"""« Votre campagne »: what is done, and what comes next, until the first edition is out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import Person, is_administrator, is_editor
from accounts.models import User
from campaign.models import Phase
from contributions.models import Page
from guide.models import Decision, Edition
from guide.tips.board import Board
from themes.models import FEWEST_THEMES


@dataclass(frozen=True)
class ChecklistStep:
    label: str
    url: str
    is_done: bool


@dataclass(frozen=True)
class Checklist:
    steps: Sequence[ChecklistStep]

    @property
    def next(self) -> ChecklistStep | None:
        """The first that is left to do."""
        return next((step for step in self.steps if not step.is_done), None)

    @property
    def done(self) -> int:
        return sum(step.is_done for step in self.steps)


def checklist_for(user: Person, board: Board, phases: Sequence[Phase]) -> Checklist | None:
    """Returns it for editors and administrators, with links to what each may do; None once an edition is out."""
    if not is_editor(user) or Edition.objects.out().exists():
        return None
    edition, has_places = Edition.objects.in_preparation(), bool(board.place_count)
    has_questions = has_places and len(board.by_theme) >= FEWEST_THEMES
    admin = reverse if is_administrator(user) else _nowhere
    return Checklist(
        (
            ChecklistStep(_("Name the campaign"), admin("site_settings"), True),
            ChecklistStep(_("Ask the questions"), admin("guide:themes"), has_questions),
            ChecklistStep(_("Set the calendar"), admin("calendar"), bool(phases)),
            ChecklistStep(_("Import colleagues"), admin("people"), User.objects.filter(is_active=True)[:2].count() > 1),
            ChecklistStep(_("Write the first pages"), reverse("contributions:wiki"), Page.objects.visible().exists()),
            ChecklistStep(_("Decide what to do with them"), reverse("guide:desk"), Decision.objects.exists()),
            ChecklistStep(_("Fill the places of the guide"), reverse("guide:arrange"), has_places and not board.free),
            ChecklistStep(
                _("Read the proof"), reverse("guide:edition_proof", args=[edition.number]), edition.is_in_proof
            ),
            ChecklistStep(
                _("Publish the first edition"), reverse("guide:edition_publish", args=[edition.number]), False
            ),
        )
    )


def _nowhere(_name: str) -> str:
    return ""
