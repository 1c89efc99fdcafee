"""The rules by which a value moves, without a database."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reporting.nightly_run import Group, next_values, steps_behind

pytestmark = pytest.mark.pure

AT_ONCE = lambda name: 1  # noqa: E731 - no value lags behind


def moved(*groups: Group, total: int = 1_000, adds_up: bool = True, lot=AT_ONCE) -> dict[str, int]:
    others = [Group("Autre", 0, 500), Group("Encore un", 0, 500)]
    return next_values([*groups, *others], total, lot=lot, adds_up=adds_up)


def test_a_group_is_shown_by_fives_from_five_on() -> None:
    assert moved(Group("Lille", 4, 100)) == {}
    assert moved(Group("Lille", 5, 100)) == {"Lille": 5}
    assert moved(Group("Lille", 19, 100)) == {"Lille": 15}


def test_a_value_moves_by_five_at_least() -> None:
    assert moved(Group("Lille", 19, 100, shown=15)) == {}
    assert moved(Group("Lille", 20, 100, shown=15)) == {"Lille": 20}


def test_fewer_than_twenty_invited_are_not_shown() -> None:
    assert moved(Group("Lille", 8, 19)) == {}
    assert moved(Group("Lille", 8, 20)) == {"Lille": 5}


def test_nearly_everybody_is_not_shown() -> None:
    assert moved(Group("Lille", 27, 30)) == {}
    assert moved(Group("Lille", 25, 30)) == {"Lille": 20}, "leaves five between it and what may be shown at most"


def test_a_group_without_a_name_is_not_shown() -> None:
    assert moved(Group("", 50, 100)) == {}


def test_a_value_never_falls() -> None:
    assert moved(Group("Lille", 3, 100, shown=15)) == {}


def test_five_of_the_total_stay_open() -> None:
    assert moved(Group("Lille", 12, 100), total=12) == {"Lille": 5}
    assert moved(Group("Lille", 10, 100), Group("Lyon", 10, 100), total=20) in (
        {"Lille": 10, "Lyon": 5},
        {"Lille": 5, "Lyon": 10},
    )


def test_one_group_alone_is_not_hidden() -> None:
    groups = [Group("Lille", 10, 100), Group("Lyon", 20, 100), Group("Nantes", 3, 100)]
    assert next_values(groups, 100, lot=AT_ONCE) == {"Lyon": 20}


def test_a_single_group_is_no_breakdown() -> None:
    assert next_values([Group("Lille", 50, 100)], 100, lot=AT_ONCE) == {}


def test_no_value_is_above_one_that_includes_it() -> None:
    assert moved(Group("Lille", 20, 100, most=10)) == {"Lille": 10}
    assert moved(Group("Lille", 20, 100, most=0)) == {}


def test_where_people_stand_in_several_groups_none_comes_near_the_total() -> None:
    assert moved(Group("Vie privée", 20, 100), total=20, adds_up=False) == {"Vie privée": 15}


def test_every_second_lot_lags_and_there_is_no_end_to_it() -> None:
    assert [steps_behind(lot) for lot in (1, 2, 3, 4, 8, 1 << 200)] == [0, 1, 0, 2, 3, 200]


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 80), st.integers(0, 90), st.integers(0, 16), st.integers(0, 2**32)),
        min_size=2,
        max_size=8,
    ),
    st.integers(0, 30),
)
def test_the_rules_hold_for_any_groups(rows: list[tuple[int, int, int, int]], more: int) -> None:
    lots = {str(place): lot for place, (_count, _invited, _shown, lot) in enumerate(rows)}
    groups = [
        Group(str(place), count, invited, 5 * min(shown, count // 5))
        for place, (count, invited, shown, _lot) in enumerate(rows)
    ]
    total = sum(group.count for group in groups) + more
    moves = next_values(groups, total, lot=lots.__getitem__)
    by_name = {group.name: group for group in groups}
    for name, value in moves.items():
        group = by_name[name]
        assert value % 5 == 0 and value - group.shown >= 5
        assert 5 <= value <= group.count <= group.invited - 5 and group.invited >= 20
    if moves:
        assert total - sum(moves.get(group.name, group.shown) for group in groups) >= 5
        newly = [name for name in moves if not by_name[name].shown]
        hidden = [group for group in groups if not group.shown and group.name not in moves]
        assert not newly or len(hidden) != 1
