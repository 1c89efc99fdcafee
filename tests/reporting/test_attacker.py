"""Whoever sees every value ever published, and every total at every moment, can tell no single act.

The whole campaign of decision 69 runs by `ATTACKED="25 15000 500 70" pytest tests/reporting/test_attacker.py`; the suite
attacks a small one.
"""

from __future__ import annotations

import os

import pytest

from reporting import disclosure
from tests.reporting.attacker import Attacker
from tests.reporting.campaign import FIGURES, Campaign, Size, published, totals

pytestmark = pytest.mark.once

SIZE = Size(*map(int, os.environ.get("ATTACKED", "5 400 70 14").split()))


def attack(campaign: Campaign) -> Attacker:
    attacker = Attacker(campaign.invited)
    for _night, _at in campaign.nights():
        seen = totals()
        for figure in FIGURES:
            attacker.see(figure, seen[figure], published(figure))
    return attacker


@pytest.mark.django_db
def test_no_act_can_be_told_from_all_that_was_ever_published() -> None:
    attacker = attack(Campaign(SIZE))
    assert sum(attacker.nights["came"][-1].values.values()) >= SIZE.contributors / 3  # something is published at all
    for figure in FIGURES:
        assert attacker.told(figure) == []


@pytest.mark.django_db
def test_values_that_do_not_lag_tell_on_which_day_somebody_came(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disclosure, "steps_behind", lambda lot: 0)
    monkeypatch.setattr("tests.reporting.attacker.steps_behind", lambda lot: 0)
    attacker = attack(Campaign(Size(sites=3, invited=150, contributors=40, nights=14)))
    assert attacker.told("came", with_others=False) != []


@pytest.mark.django_db
@pytest.mark.parametrize("is_broken", [False, True])
def test_values_that_add_up_to_the_total_tell_everything(is_broken: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten people of each of two sites: where both are published as ten, whoever knows the total knows everybody's."""
    if is_broken:
        monkeypatch.setattr(disclosure, "_leave_five_open", lambda wanted, *_of: {one.name: to for one, to in wanted})
    campaign = Campaign(Size(sites=2, invited=120, contributors=20, nights=14))
    of_each = [[person for person in campaign.people if person.site == site] for site in ("Site 00", "Site 01")]
    campaign.coming = of_each[0][:10] + of_each[1][:10]
    assert bool(attack(campaign).told("came", with_others=False)) is is_broken
