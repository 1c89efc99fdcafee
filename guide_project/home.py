"""The campaign at a glance: the phase, the questions, the places, what is new, the current edition.

« Votre campagne »: what is done, and what comes next, until the first edition is out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import Person, is_administrator, is_editor, may_read_wiki, readers_only
from accounts.models import User
from campaign.calendar.rights import bring_rights, rights_in_calendar, with_rights
from campaign.calendar.situation import situation_of
from campaign.models import Phase, QuestionRoom, Video
from campaign.programme import programme_for
from campaign.templatetags.campaign_tags import step5
from contributions.models import Page
from contributions.pages.theme_counts import themes_with_page_counts
from contributions.recent_changes.sources import newest_things
from contributions.views.list_cache import Basis, basis_of_news, cached_list
from guide.builds.current import current_number
from guide.models import Decision, Edition
from guide.templatetags.guide_tags import edition_for_readers
from guide.tips.board import Board, board_in_preparation, board_of
from guide_project.server import disk_space
from learning.attempts.course_list import CourseCall, course_call_for
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


NEWS = 4


def home(request: HttpRequest) -> HttpResponse:
    """A visitor sees the title, the current edition and the way to sign in; whoever may read the wiki sees all of it."""
    if not may_read_wiki(request.user):
        is_asked_somewhere = QuestionRoom.objects.is_any_open(timezone.now())
        is_out = current_number() is not None
        context = {"is_out": is_out, "is_asked_somewhere": is_asked_somewhere}
        context["has_come_out"] = is_out or Edition.objects.out().exists()
        return render(request, "home_for_visitors.html", context)
    call = course_call_for(request.user) if request.user.is_authenticated else None
    if is_administrator(request.user) and disk_space.shortage():
        return made_home(request, course_call=call)  # with the notice above it
    return cached_list(request, partial(_basis_for, call), partial(made_home, course_call=call))


def made_home(request: HttpRequest, *, course_call: CourseCall | None) -> HttpResponse:
    now, themes = timezone.now(), themes_with_page_counts()
    phases, board, edition = _phases(now), board_of(themes), edition_for_readers()
    bring_rights(request, rights_in_calendar(phases))
    context = {
        "phases": phases,
        "programme": programme_for(phases),
        "situation": situation_of(phases, now, is_full=is_full(board), is_published=edition is not None),
        "is_full": is_full(board),
        "board": board,
        "checklist": checklist_for(request.user, board, phases),
        "themes": themes,
        "edition": edition,
        "news": newest_things(at_most=NEWS),
        "has_videos": Video.objects.visible().exists(),
        "course_call": course_call,
    }
    return render(request, "home.html", context)


def _basis_for(call: CourseCall | None, reader: User) -> Basis | None:
    """As what is new, what the clock makes of the phases, and what the courses call the reader to."""
    basis, now = basis_of_news(reader), timezone.now()
    phases = _phases(now)
    drawn = tuple((phase.state(now), step5(phase.percent_done(now)), phase.week(now)) for phase in phases)
    return basis and basis._replace(versions=(basis.versions, drawn, situation_of(phases, now), call))


def _phases(now: datetime) -> list[Phase]:
    return list(with_rights(Phase.objects.all(), now))


def is_full(board: Board) -> bool:
    return bool(board.place_count) and not board.free


@readers_only
def campaign(request: HttpRequest) -> HttpResponse:
    """The phases in their order: what happens in each, what may be done, and where the campaign is."""
    now, edition = timezone.now(), edition_for_readers()
    phases, board = _phases(now), board_in_preparation()
    bring_rights(request, rights_in_calendar(phases))
    situation = situation_of(phases, now, is_full=is_full(board), is_published=edition is not None)
    context = {
        "phases": phases,
        "programme": programme_for(phases),
        "situation": situation,
        "edition": edition,
        "has_videos": Video.objects.visible().exists(),
    }
    return render(request, "campaign/campaign.html", context)


def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers ask here for the icon of a page that names none, such as the administrators'."""
    return redirect(static("dist/icon.svg"))
