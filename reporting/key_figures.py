"""How the campaign is going: six numbers, each with how it moves, where it is told in full, and what can be done about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from accounts import access
from accounts.access import Person
from common.words.dates import day_and_month
from common.words.digit_grouping import grouped
from reporting import campaign_report
from reporting.campaign_report import CampaignReport
from reporting.counting import Period
from reporting.distribution_figures import DistributionReport
from reporting.models import Dimension, Figure
from reporting.tables import cell_in_words, value_of
from reporting.taking_part import percent


@dataclass(frozen=True)
class KeyFigure:
    """`url` leads to where it is told in full, `act_url` to what the reader can do; `trend` and `act` may be empty."""

    label: str
    number: str
    about: str
    url: str
    trend: str = ""
    act: str = ""
    act_url: str = ""


def key_figures(report: CampaignReport, reader: Person) -> list[KeyFigure]:
    return [*_of_people(report, reader), *_of_texts(report, reader), _of_sessions(report), _of_readers()]


def _of_people(report: CampaignReport, reader: Person) -> Iterator[KeyFigure]:
    people = reverse("reporting:statistics_people")
    came, wrote = report.totals[Figure.CAME], report.totals[Figure.WROTE]
    can_invite, can_write = access.is_organiser(reader), access.is_contributor(reader)
    yield KeyFigure(
        label=_("People who came"),
        number=grouped(came),
        about=_of_all_invited(came, report.invited),
        url=f"{people}#s-taking-part",
        trend=_week_by_week(report, Figure.CAME),
        act=_("Invite or remind people") if can_invite else "",
        act_url=reverse("invitations:waves"),
    )
    yield KeyFigure(
        label=_("People who wrote"),
        number=grouped(wrote),
        about=_of_all_invited(wrote, report.invited),
        url=f"{people}#s-weeks",
        trend=_week_by_week(report, Figure.WROTE),
        act=_("Choose a question and write") if can_write else "",
        act_url=reverse("contributions:wiki"),
    )


def _of_texts(report: CampaignReport, reader: Person) -> Iterator[KeyFigure]:
    texts = reverse("reporting:statistics_texts")
    waiting, answered, asked = campaign_report.undecided(), *campaign_report.answered_and_asked()
    yield KeyFigure(
        label=_("Texts to be decided on"),
        number=grouped(waiting),
        about=ngettext("of %(n)s text", "of %(n)s texts", report.totals[Figure.TEXTS])
        % {"n": grouped(report.totals[Figure.TEXTS])},
        url=f"{texts}#s-way",
        trend=_week_by_week(report, Figure.TEXTS),
        act=_("Decide at the desk") if waiting and access.is_editor(reader) else "",
        act_url=reverse("guide:desk"),
    )
    yield KeyFigure(
        label=_("Questions without an answer"),
        number=grouped(asked - answered),
        about=ngettext("of %(n)s question", "of %(n)s questions", asked) % {"n": grouped(asked)},
        url=f"{texts}#s-questions",
        act=_("Answer one") if asked > answered and access.is_contributor(reader) else "",
        act_url=f"{reverse('contributions:questions')}?state=unanswered",
    )


def _of_sessions(report: CampaignReport) -> KeyFigure:
    held, planned = campaign_report.held_and_planned(report.at)
    return KeyFigure(
        label=_("Sessions held"),
        number=grouped(held),
        about=_("of %(n)s planned") % {"n": grouped(planned)},
        url=f"{reverse('reporting:statistics_people')}#s-sessions",
        act=_("See those coming up") if planned > held else "",
        act_url=reverse("training:sessions"),
    )


def _of_readers() -> KeyFigure:
    """Each counted once a day, as everywhere: docs/topics/distribution.md."""
    opened, lately = (DistributionReport(Period(days)).total.opened for days in ("", "7"))
    lately_opened = _("%(n)s in the last seven days")
    return KeyFigure(
        label=_("Readers of the guide"),
        number=grouped(opened),
        about=pgettext("readers of the guide", "each counted once a day"),
        url=reverse("reporting:statistics_reach"),
        trend=lately_opened % {"n": grouped(lately)} if opened else "",
    )


def _of_all_invited(number: int, invited: int) -> str:
    return _("%(share)s of those invited") % {"share": percent(number, invited)}


def _week_by_week(report: CampaignReport, figure: Figure) -> str:
    """Says what was published of the last whole week and of the one before; empty where of neither anything is shown."""
    groups = report.published.groups(Dimension.WEEK)
    weeks = [date.fromisoformat(week) for week in sorted(groups)]
    whole = [week for week in weeks if week + timedelta(days=7) <= timezone.localdate()][-2:]
    values = [value_of(groups[str(week)].get(figure)) for week in whole]
    if len(whole) < 2 or values == [None, None]:
        return ""
    return _("New in the week of %(day)s: %(n)s; the week before: %(before)s") % {
        "day": day_and_month(whole[1]),
        "n": cell_in_words(values[1]),
        "before": cell_in_words(values[0]),
    }
