"""Whoever sees every value ever published, and every total at every moment, can tell no single act.

The suite attacks small campaigns; `python -m tests.benchmarks.attacked_figures` attacks a whole one.
"""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from accounts.small_groups import STEP
from reporting import nightly_run
from tests.reporting.attacker import Attacker
from tests.reporting.campaign import FIGURES, Campaign, CourseCampaign, Size
from tests.reporting.observations import Cell

pytestmark = [pytest.mark.django_db, pytest.mark.once]

TWO_WEEKS = 14


def attack(campaign: Campaign) -> Attacker:
    themes = [str(theme.pk) for theme in campaign.themes]
    return Attacker(campaign.people_by_cell, themes, list(campaign.nights()), campaign.acts)


def campaign_of(cells: Iterable[tuple[Cell, int, int]]) -> Campaign:
    """How many people work in each cell, and how many of them come, one cell after the other."""
    rows = list(cells)
    places = [cell for cell, people, _coming in rows for _one in range(people)]
    size = Size(0, 0, len(places), sum(coming for _cell, _people, coming in rows), TWO_WEEKS)
    campaign = Campaign(size, places=places)
    campaign.coming = [
        person
        for cell, _people, coming in rows
        for person in [one for one in campaign.people if (one.site, one.department) == cell][:coming]
    ]
    campaign.days = [place * TWO_WEEKS // size.contributors for place in range(size.contributors)]
    return campaign


def test_no_act_can_be_told_from_all_that_was_ever_published() -> None:
    size = Size(sites=5, departments=4, invited=400, contributors=70, nights=TWO_WEEKS)
    attacker = attack(Campaign(size))
    shown = attacker.nights[-1].values
    by_site = sum(value for (figure, by, _group), value in shown.items() if (figure, by) == ("came", "site"))
    assert by_site >= size.contributors / 3  # something is published at all
    assert attacker.told(*FIGURES) == []


def test_no_act_can_be_told_from_figures_that_are_nearly_the_same() -> None:
    """Who begins a course mostly finishes it, and passes: what is published of one thing three times says no more of it."""
    size = Size(sites=5, departments=4, invited=400, contributors=70, nights=TWO_WEEKS)
    attacker = attack(CourseCampaign(size))
    shown = attacker.nights[-1].values
    assert sum(value for (figure, by, _group), value in shown.items() if (figure, by) == ("passed", "site")) >= 10
    assert attacker.told(*CourseCampaign.figures) == []


def test_values_that_do_not_lag_tell_on_which_day_somebody_came(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nightly_run, "steps_behind", lambda lot: 0)
    monkeypatch.setattr("tests.reporting.knowledge.steps_behind", lambda lot: 0)
    campaign = Campaign(Size(sites=3, departments=2, invited=150, contributors=40, nights=TWO_WEEKS))
    assert attack(campaign).told("came") != []


@pytest.mark.parametrize("is_broken", [False, True])
def test_values_that_add_up_to_the_total_tell_everything(is_broken: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten people of each of two sites: where both are published as ten, whoever knows the total knows everybody's."""
    monkeypatch.setattr(nightly_run, "_lots", lambda of: lambda group: 1)  # none of them lags
    if is_broken:
        monkeypatch.setattr(nightly_run, "people_needed", lambda values, other: 0)
    cells = [((site, department), 60, 5) for site in ("Lille", "Lyon") for department in ("Ventes", "Accueil")]
    campaign = campaign_of(cells)
    assert bool(attack(campaign).told("came")) is is_broken


@pytest.mark.parametrize("is_broken", [False, True])
def test_departments_of_one_site_and_the_other_sites_tell_together(
    is_broken: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither sites nor departments add up to the total, but the departments of Paris and the other sites would."""
    late = {"Paris": 2, "Ventes": 2}  # these two lag by five
    monkeypatch.setattr(nightly_run, "_lots", lambda of: lambda group: late.get(group, 1))
    if is_broken:
        monkeypatch.setattr(nightly_run, "people_needed", lambda values, other: sum(values.values()))
    cells = [(("Paris", "Juridique"), 60, 10), (("Paris", "Audit"), 60, 10)]
    cells += [((site, department), 60, 5) for site in ("Lille", "Lyon") for department in ("Ventes", "Accueil")]
    assert bool(attack(campaign_of(cells)).told("came")) is is_broken


@pytest.mark.parametrize("is_broken", [False, True])
def test_who_asked_tells_who_came(is_broken: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of Lille it would be known that ten came, of Lyon that ten asked: whoever asked has come."""
    late = {("came", "Lyon"): 2, ("asked", "Lille"): 2}  # these two lag by five
    monkeypatch.setattr(nightly_run, "_lots", lambda of: lambda group: late.get((of.split()[0], group), 1))
    if is_broken:
        monkeypatch.setattr(nightly_run, "is_capped", lambda figure, dimension: False)
    campaign = campaign_of([(("Lille", "Ventes"), 60, 10), (("Lyon", "Ventes"), 60, 10)])
    campaign.asking = 1
    assert bool(attack(campaign).told("came", "asked")) is is_broken


@pytest.mark.parametrize("is_broken", [False, True])
def test_a_value_near_the_invited_tells_of_everybody(is_broken: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nightly_run, "_lots", lambda of: lambda group: 1)  # none of them lags
    if is_broken:
        monkeypatch.setattr(nightly_run, "_value", lambda group, lot: group.count - group.count % STEP)
    campaign = campaign_of([(("Lille", "Ventes"), 20, 20), (("Lyon", "Ventes"), 60, 20), (("Nice", "Ventes"), 60, 20)])
    assert bool(attack(campaign).told("came")) is is_broken
