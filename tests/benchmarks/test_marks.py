"""A figure is held to its mark, a commit to another, and both are told in tables."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from setup.console import Missing
from tests.benchmarks import compare, marks, tables

pytestmark = pytest.mark.pure


def parts(**figures: Any) -> dict[str, Any]:
    page = {"rate": 1_100.0, "p50": 1.9, "p95": 3.0, "p99": 9.0, "server": 1.6, "bytes": 9_000.0}
    return {"page": {"1": page, "16": page, "queries": 3, "pace": 40.0}, "memory": {"all": 280.0}} | figures


def missed(found: dict[str, Any], size: str = "small", small: dict[str, Any] | None = None) -> list[str]:
    return [one.mark.what for one in marks.verdicts(found, size, small) if not one.is_met]


def test_a_rate_may_be_above_its_mark_and_a_time_below() -> None:
    assert missed(parts()) == []
    assert missed(parts(page={"1": {"p50": 2.1}, "16": {"rate": 999.0}})) == [
        "page, 16 at once",
        "page, one at a time, p50",
    ]


def test_what_was_not_measured_is_not_missed() -> None:
    assert {one.mark.where[0] for one in marks.verdicts(parts(), "small")} == {"page", "memory"}


def test_a_single_lost_word_is_too_many() -> None:
    assert missed(parts(**{"save-one": {"8": {"lost": 0}}})) == []
    assert missed(parts(**{"save-one": {"8": {"lost": 1}}})) == ["lost on a page that 8 edit"]


def test_search_is_held_to_another_mark_on_a_large_wiki() -> None:
    search = {"search": {"1": {"p50": 30.0, "p95": 90.0}}}
    assert missed(parts(**search)) == ["search, p50"]
    assert missed(parts(**search), "large") == []


def test_a_large_wiki_may_take_a_fifth_more_than_a_small_one_and_its_search_ten_times() -> None:
    small = {name: {"1": {"p50": 1.0}} for name in marks.GROWTH}
    large = small | {"history": {"1": {"p50": 1.3}}, "search": {"1": {"p50": 9.0}}}
    assert missed(large, "large", small) == ["growth of history"]
    assert [one.mark.part for one in marks.verdicts(large, "large", small) if not one.is_met] == ["history"]
    assert missed(large, "large") == []


def test_what_is_missed_names_the_file_that_says_where_the_time_goes() -> None:
    found = parts(page={"1": {"p50": 30.0}}, profiles={"page": "var/bench/page.profile.txt"})
    told = tables.against(marks.verdicts(found, "small"))
    assert "MISSED" in told and "var/bench/page.profile.txt" in told
    assert "DokuWiki" in told and "3.5" in told


def test_every_part_has_a_line_for_each_number_of_connections() -> None:
    lines = tables.found(parts()).splitlines()
    assert [line.split()[:3] for line in lines[1:]] == [["page", "1", "1,100"], ["page", "16", "1,100"]]


@pytest.mark.parametrize(
    ("value", "said"),
    [(None, ""), (0, "0"), (0.01234, "0.0123"), (45.67, "45.7"), (999.6, "1,000"), (12_345.6, "12,346")],
)
def test_figures_have_the_digits_that_count(value: float | None, said: str) -> None:
    assert tables.number(value) == said


def store(folder: Path, commit: str, found: dict[str, Any], database: str = "postgresql") -> None:
    words = {"commit": commit, "database": database, "size": "small", "parts": found}
    (folder / f"{commit}-{database}-small.json").write_text(json.dumps(words))


def test_two_commits_are_compared_where_both_were_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    faster = {"rate": 2_200.0, "p50": 0.95, "p99": 9.0, "server": 0.8}
    store(tmp_path, "aaaa", parts())
    store(tmp_path, "bbbb", parts(page={"1": faster, "16": faster, "queries": 2, "pace": 60.0}))
    store(tmp_path, "bbbb", parts(), database="sqlite")
    assert compare.main(["aaaa", "bbbb"], tmp_path) == 0
    said = capsys.readouterr().out
    assert "postgresql, small: bbbb in multiples of aaaa" in said and "sqlite" not in said
    assert (
        "pace" in said
        and "× 2.00" in said
        and "× 0.50" in said
        and "3 → 2" in said
        and "× 1.50" in said
        and "1,100 → 2,200" in said
    )


@pytest.mark.parametrize("named", [["aaaa"], ["aaaa", ""], ["aaaa", "cccc"]])
def test_what_cannot_be_compared_is_said_in_one_line(
    named: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store(tmp_path, "aaaa", parts())
    assert compare.main(named, tmp_path) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_what_was_committed_goes_before_what_was_changed_since(tmp_path: Path) -> None:
    store(tmp_path, "aaaa", parts())
    store(tmp_path, "aaaa-changed", parts())
    assert compare.stored("aaaa", tmp_path)["postgresql, small"]["commit"] == "aaaa"
    assert compare.stored("aaaa-changed", tmp_path)["postgresql, small"]["commit"] == "aaaa-changed"


def test_a_commit_that_was_never_measured_is_named(tmp_path: Path) -> None:
    with pytest.raises(Missing, match="Nothing is stored of cccc"):
        compare.stored("cccc", tmp_path)
