"""What checks the scripts: installed where somebody checks them, and nowhere else."""

from pathlib import Path

import pytest

from setup import frontend, lint, scripts, testing
from setup.console import Missing

pytestmark = pytest.mark.pure


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands that would have been run."""
    asked: list[list[str]] = []
    monkeypatch.setattr(frontend, "run_quietly", lambda command, **_options: asked.append(command))
    monkeypatch.setattr(frontend, "ROOT", Path("/"))
    return asked


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    (tmp_path / "package-lock.json").write_text("{}")
    return tmp_path


def test_a_site_is_built_without_what_checks_the_scripts(calls: list[list[str]], sources: Path) -> None:
    frontend.install_modules("npm", sources, tools=False)
    frontend.install_modules("npm", sources, tools=False)
    assert ["--omit=dev" in call for call in calls] == [True]


def test_who_checks_the_scripts_after_a_site_was_built_gets_the_tools(calls: list[list[str]], sources: Path) -> None:
    frontend.install_modules("npm", sources, tools=False)
    frontend.install_modules("npm", sources)
    assert ["--omit=dev" in call for call in calls] == [True, False]


def test_what_is_built_already_still_gets_the_tools_that_tests_want(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []
    monkeypatch.setattr(frontend, "find_node", lambda: ("node", "npm"))
    monkeypatch.setattr(frontend, "is_done", lambda *_stamp: True)
    monkeypatch.setattr(frontend, "MODULES", Path("/"))
    monkeypatch.setattr(frontend, "install_modules", lambda _npm, *, tools: asked.append(tools))
    frontend.build()
    frontend.build(tools=True)
    assert asked == [True]


def test_a_build_takes_no_tools_away(calls: list[list[str]], sources: Path) -> None:
    frontend.install_modules("npm", sources)
    frontend.install_modules("npm", sources, tools=False)
    assert len(calls) == 1


def test_scripts_that_cannot_be_checked_are_not_clean(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> str:
        raise Missing("Node 20 or newer is needed")

    monkeypatch.setattr(frontend, "install_tools", refuse)
    monkeypatch.setattr(lint, "CHECKS", [])
    assert "scripts and styles" in list(lint.failures())


def test_every_tool_that_is_called_is_pinned_for_development_alone() -> None:
    lock = (frontend.SOURCES / "package.json").read_text().split('"devDependencies"')[1]
    tools = {
        argument.split("/")[1]
        for _name, command in scripts.checks("node")
        for argument in command
        if argument.startswith("node_modules/")
    }
    assert tools
    assert all(f'"{tool}' in lock for tool in tools)


def test_a_failed_test_of_a_script_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scripts, "SOURCES", tmp_path)
    node = frontend.find_node()[0]
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "a.test.js").write_text("require('node:assert').equal(1, 1)")
    assert scripts.run_tests(node) == 0
    (tmp_path / "tests" / "b.test.js").write_text("require('node:assert').equal(1, 2)")
    assert scripts.run_tests(node) == 1


def test_without_node_the_tests_of_scripts_are_told_not_to_have_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> str:
        raise Missing("Node 20 or newer is needed")

    missing: list[str] = []
    monkeypatch.setattr(frontend, "install_tools", refuse)
    assert testing.run_scripts(missing) == 0
    assert missing == ["the tests of scripts (Node 20 or newer is needed)"]
