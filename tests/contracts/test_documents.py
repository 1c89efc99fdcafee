"""The documents are checked by the code: what is set from the environment is explained, what is linked exists."""

import re
from pathlib import Path

from django.conf import settings

BASE = Path(settings.BASE_DIR)


def documents() -> list[Path]:
    return [*sorted(BASE.glob("*.md")), *sorted((BASE / "docs").rglob("*.md"))]


def test_every_setting_read_from_the_environment_is_explained() -> None:
    code = (BASE / "guide_project/settings.py").read_text() + (BASE / "guide_project/environment.py").read_text()
    names = set(re.findall(r'(?:text|flag|number|words)\("([A-Z_]+)"', code))
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


def test_every_folder_that_the_architecture_names_exists() -> None:
    text = (BASE / "docs/architecture.md").read_text()
    named = re.findall(r"^\| `([a-z_/]+)/` \|", text, flags=re.MULTILINE)
    assert len(named) > 8
    assert [name for name in named if not (BASE / name).is_dir()] == []


def test_every_decision_says_what_was_decided_and_why() -> None:
    decisions = sorted((BASE / "docs/decisions").glob("[0-9]*.md"))
    assert len(decisions) >= 5
    for decision in decisions:
        text = decision.read_text()
        assert "## Decision" in text, decision.name
        assert "## Why" in text, decision.name
