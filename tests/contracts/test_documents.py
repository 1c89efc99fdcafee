"""The documents are checked by the code: what is set from the environment is explained, what is linked exists."""

import ast
import re
from pathlib import Path

from django.conf import settings

BASE = Path(settings.BASE_DIR)


def documents() -> list[Path]:
    return [*sorted(BASE.glob("*.md")), *sorted((BASE / "docs").rglob("*.md"))]


def test_every_setting_read_from_the_environment_is_explained() -> None:
    code = (BASE / "guide_project/settings.py").read_text() + (BASE / "guide_project/environment.py").read_text()
    names = set(re.findall(r'(?:address|text|flag|number|words)\("([A-Z_]+)"', code))
    explained = set(re.findall(r"`([A-Z_]+)`", (BASE / "docs/settings.md").read_text()))
    assert len(names) > 15
    assert names - explained == set()


def test_every_setting_explained_exists() -> None:
    code = (BASE / "guide_project/settings.py").read_text() + (BASE / "guide_project/environment.py").read_text()
    table = re.findall(r"^\| `([A-Z_]+)` \|", (BASE / "docs/settings.md").read_text(), flags=re.MULTILINE)
    assert [name for name in table if f'"{name}"' not in code] == []


def test_every_link_of_the_documents_leads_to_a_file() -> None:
    links = [
        (document, target)
        for document in documents()
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", document.read_text())
    ]
    assert links
    assert [(document.name, target) for document, target in links if not (document.parent / target).exists()] == []


def test_every_promise_names_tests_that_there_are() -> None:
    """Each row of the tables of docs/promises.md says in its last column which tests hold it."""
    rows = re.findall(r"^\| (?!Promise|---)(.+) \|$", (BASE / "docs/promises.md").read_text(), flags=re.MULTILINE)
    named = {row.split(" | ")[0]: re.findall(r"`(test_\w+)`", row.split(" | ")[-1]) for row in rows}
    assert len(named) > 40
    assert [promise for promise, tests in named.items() if not tests] == []
    code = "\n".join(path.read_text() for path in (BASE / "tests").rglob("test_*.py"))
    there = set(re.findall(r"def (test_\w+)\(", code))
    assert {test for tests in named.values() for test in tests} - there == set()


def test_the_architecture_is_one_page() -> None:
    lines = (BASE / "docs/architecture.md").read_text().splitlines()
    assert len(lines) <= 120
    assert [line for line in lines if len(line) > 120] == []


def test_every_path_that_the_architecture_names_exists() -> None:
    """Also where only the end of a path is named: `merging/related_rows.py`."""
    named = set(re.findall(r"`([a-z_]+(?:/[a-z_0-9.]+)*(?:/|\.py))`", (BASE / "docs/architecture.md").read_text()))
    assert len(named) > 15
    assert [path for path in named if not (BASE / path).exists() and not is_the_end_of_a_path(path)] == []


def is_the_end_of_a_path(path: str) -> bool:
    folders = [BASE / "templates", *(folder for folder in BASE.iterdir() if (folder / "__init__.py").exists())]
    return any(next(folder.rglob(path.rstrip("/")), None) for folder in folders)


def test_every_package_says_what_it_holds() -> None:
    """The folders of management commands and template tags are Django's, and say nothing of their own."""
    packages = [
        found
        for folder in BASE.iterdir()
        if (folder / "__init__.py").exists() and folder.name != "tests"
        for found in folder.rglob("__init__.py")
        if not {"migrations", "management", "commands", "templatetags"} & set(found.parts)
    ]
    assert len(packages) > 50
    assert [
        str(found.relative_to(BASE)) for found in packages if not ast.get_docstring(ast.parse(found.read_text()))
    ] == []


def test_every_decision_says_what_was_decided_and_why() -> None:
    decisions = sorted((BASE / "docs/decisions").glob("[0-9]*.md"))
    assert len(decisions) >= 5
    for decision in decisions:
        text = decision.read_text()
        assert "## Decision" in text, decision.name
        assert "## Why" in text, decision.name


def test_a_decision_is_short() -> None:
    """What was measured stands in docs/measurements/."""
    decisions = sorted((BASE / "docs/decisions").glob("[0-9]*.md"))
    assert [found.name for found in decisions if len(found.read_text().splitlines()) > 60] == []


def test_the_index_names_each_decision_once_with_its_number_and_each_number_that_is_missing() -> None:
    index = (BASE / "docs/decisions/README.md").read_text()
    named = re.findall(r"^- \[(\d+)\. [^\]]+\]\((\d{4}-[a-z-]+\.md)\): .+", index, flags=re.MULTILINE)
    decisions = sorted(found.name for found in (BASE / "docs/decisions").glob("[0-9]*.md"))
    assert sorted(name for _number, name in named) == decisions
    assert [name for number, name in named if int(number) != int(name[:4])] == []
    numbers = {int(name[:4]) for name in decisions}
    missing = set(map(str, set(range(1, max(numbers) + 1)) - numbers))
    assert set(re.findall(r"\b(\d+)\b", index.partition(" are missing:")[0].rpartition("\n")[2])) == missing


def test_the_title_of_a_decision_begins_with_its_number() -> None:
    decisions = sorted((BASE / "docs/decisions").glob("[0-9]*.md"))
    assert [found.name for found in decisions if not found.read_text().startswith(f"# {int(found.name[:4])}. ")] == []
