from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.markup.word_diff import Effort, common_runs, edits

pytestmark = pytest.mark.pure
SEQUENCES = st.lists(st.integers(0, 6), max_size=30)


@given(SEQUENCES, SEQUENCES, st.sampled_from([0, 40, 100_000]))
def test_runs_are_equal_and_in_order_however_little_effort_is_allowed(a: list[int], b: list[int], effort: int) -> None:
    runs = common_runs(a, b, Effort(effort))
    for run in runs:
        assert a[run.i : run.i + run.length] == b[run.j : run.j + run.length]
    for one, two in pairwise(runs):
        assert one.i + one.length <= two.i
        assert one.j + one.length <= two.j


@given(SEQUENCES, SEQUENCES, st.sampled_from([0, 40, 100_000]))
def test_edits_turn_one_into_the_other(a: list[int], b: list[int], effort: int) -> None:
    result: list[int] = []
    at = 0
    for edit in edits(a, b, Effort(effort)):
        result += [*a[at : edit.i1], *b[edit.j1 : edit.j2]]
        at = edit.i2
    assert [*result, *a[at:]] == b


def test_what_occurs_once_is_found_without_effort() -> None:
    a, b = [0, 1, 0, 2, 0, 3, 9], [8, 1, 8, 8, 2, 8, 3, 7]
    assert [a[run.i] for run in common_runs(a, b, Effort(0))] == [1, 2, 3]
