"""What wrk says is read as it means it."""

from __future__ import annotations

import pytest

from setup.console import Missing
from tests.benchmarks.wrk import parsed

pytestmark = pytest.mark.pure

FOUND = (
    'found {"requests": 4000, "microseconds": 2000000, "bytes": 40000000, "refused": 0, "broken": 0, '
    '"p50": 1500, "p95": 2500, "p99": 9000}'
)
SAID = f"Running 2s test @ http://127.0.0.1:8962/\n  1 threads and 16 connections\n{FOUND}\n"


def test_microseconds_become_milliseconds_and_bytes_are_of_one_answer() -> None:
    load = parsed(SAID, "/wiki/")
    assert (load.rate, load.bytes) == (2_000, 10_000)
    assert (load.p50, load.p95, load.p99) == (1.5, 2.5, 9)


@pytest.mark.parametrize("error", ['"refused": 3', '"broken": 1'])
def test_a_measurement_with_errors_in_it_is_none(error: str) -> None:
    name = error.partition(":")[0]
    with pytest.raises(Missing, match="/wiki/: not every answer was one"):
        parsed(SAID.replace(f"{name}: 0", error), "/wiki/")


def test_what_wrk_complains_of_is_told() -> None:
    with pytest.raises(Missing, match="unable to connect"):
        parsed("", "/wiki/", "unable to connect to 127.0.0.1:8962")


def test_a_server_that_answered_nothing_in_time_has_a_rate_of_nothing() -> None:
    nothing = SAID.replace('"requests": 4000', '"requests": 0').replace('"bytes": 40000000', '"bytes": 0')
    assert parsed(nothing, "/wiki/").rate == 0
