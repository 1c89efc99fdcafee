"""When `make test` passes."""

from subprocess import CompletedProcess

import pytest

from setup import testing
from setup.testing import files_with, parallel, verdict, without_own

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("codes", "missing", "ci", "code"),
    [
        ([0, 0], [], "true", 0),
        ([0, 1], [], "", 1),
        ([0, 5], [], "", 0),  # what was picked knows no database
        ([5, 5], [], "", 5),
        ([0], ["the suite on PostgreSQL"], "", 0),
        ([0], ["the suite on PostgreSQL"], "true", 1),
        ([2], ["the suite on PostgreSQL"], "", 2),
    ],
)
def test_what_was_not_run_fails_only_where_everything_must_run(
    monkeypatch: pytest.MonkeyPatch, codes: list[int], missing: list[str], ci: str, code: int
) -> None:
    monkeypatch.setenv("CI", ci)
    assert verdict(codes, missing) == code


@pytest.mark.parametrize(("processors", "processes"), [(1, 2), (2, 3), (64, 9), (None, 2)])
def test_a_whole_run_keeps_every_processor_busy_and_a_picked_test_runs_in_one(
    monkeypatch: pytest.MonkeyPatch, processors: int | None, processes: int
) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: processors)
    assert parallel([])[:2] == ["-n", str(processes)]
    assert parallel(["-k", "name"]) == ["-k", "name"]


def test_what_is_compiled_stays_for_the_next_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("DATABASE_URL", "postgres://real")
    assert not {"PYTHONDONTWRITEBYTECODE", "DATABASE_URL"} & without_own({}).keys()
    assert without_own({"DATABASE_URL": "sqlite:///test"})["DATABASE_URL"] == "sqlite:///test"


@pytest.mark.parametrize(("code", "files"), [(0, ["tests/guide/test_tip.py", "tests/test_a: b.py"]), (2, []), (5, [])])
def test_the_second_run_reads_the_files_that_have_something_for_it(
    monkeypatch: pytest.MonkeyPatch, code: int, files: list[str]
) -> None:
    said = "tests/guide/test_tip.py: 29\ntests/test_a: b.py: 1\n\nno warnings: none\n"
    monkeypatch.setattr(testing.subprocess, "run", lambda *_given, **_options: CompletedProcess([], code, said))
    assert files_with(["-m", "not once"]) == files
