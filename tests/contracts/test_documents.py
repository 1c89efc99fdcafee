"""The documents are checked by the code: what is set from the environment is explained, what is linked exists."""

import ast
import re
from pathlib import Path

from django.conf import settings

from guide_project.server.logs import TOKEN

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


def decisions() -> list[Path]:
    return [found for found in sorted((BASE / "docs/decisions").glob("*.md")) if found.name != "README.md"]


def test_a_decision_is_dated_short_and_says_why_and_there_are_few() -> None:
    assert 5 <= len(decisions()) <= 15
    for decision in decisions():
        text = decision.read_text()
        assert re.match(r"# .+\n\n20\d\d-\d\d-\d\d\n\n## Decision\n", text), decision.name
        assert "\n## Why\n" in text and "\n## What it costs\n" in text, decision.name
        assert len(text.splitlines()) <= 30, decision.name


def test_the_indexes_name_each_decision_and_each_topic_once() -> None:
    for folder in ("decisions", "topics"):
        index = re.findall(r"\]\(([a-z-]+\.md)\)", (BASE / f"docs/{folder}/README.md").read_text())
        there = [found.name for found in (BASE / f"docs/{folder}").glob("*.md") if found.name != "README.md"]
        assert sorted(index) == sorted(there)


def test_a_topic_is_read_in_two_minutes() -> None:
    """What was measured stands in docs/measurements/, a choice that can be contested in docs/decisions/."""
    topics = sorted((BASE / "docs/topics").glob("*.md"))
    assert [found.name for found in topics if len(found.read_text().split()) > 450] == []


def test_each_document_that_code_refers_to_is_there() -> None:
    """By its path from the root, wherever that stands; decisions have names, and no numbers."""
    texts = {path: path.read_text(encoding="utf-8") for path in sources()}
    named = {(path.name, name) for path, text in texts.items() for name in re.findall(r"\bdocs/[a-z/-]+\.md\b", text)}
    assert len(named) > 40
    assert [reference for reference in sorted(named) if not (BASE / reference[1]).exists()] == []
    assert [
        path.name for path, text in texts.items() if re.search(r"\b[Dd]ecisions? \d+\b|decisions/\d{4}", text)
    ] == []


def sources() -> list[Path]:
    """What people write of this project beside its documents: Python, templates, scripts, styles, and the demo’s content."""
    left_out = {"node_modules", "var", "dist", "__pycache__"}
    found: list[Path] = [path for path in BASE.iterdir() if path.suffix == ".py"]
    for folder in BASE.iterdir():
        if folder.is_dir() and folder.name not in {*left_out, "docs", "static"} and not folder.name.startswith("."):
            for place, inside, names in folder.walk():
                inside[:] = [name for name in inside if name not in left_out]
                found += [place / name for name in names if name.endswith((".py", ".html", ".js", ".css", ".sh"))]
    return found


def test_the_pictures_of_the_readme_are_light() -> None:
    named = re.findall(r"\((docs/pictures/[a-z]+\.webp)\)", (BASE / "README.md").read_text())
    assert len(named) == 4
    assert [name for name in named if (BASE / name).stat().st_size > 120_000] == []


def test_the_log_of_the_proxy_leaves_out_what_the_log_of_the_site_leaves_out() -> None:
    sample = re.search(r"\(\?:((?:[a-z/-]+\|)+[a-z-]+)\)/\)\.", (BASE / "docs/production.md").read_text())
    assert sample and f"/(?:{sample[1]})/" in TOKEN.pattern
