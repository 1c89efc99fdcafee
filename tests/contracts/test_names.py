"""One name, one meaning: what names of classes and modules occur more than twice in the product, and why. What docstrings
say is raised is there.
"""

from __future__ import annotations

import ast
import builtins
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.pure

MOST = 2

CLASSES = {
    "Meta": "Django's, in a model or a form",
    "Command": "Django's, of manage.py",
    "Kind": "choices of the model that they stand in, read with its name",
    "State": "choices of the model that they stand in, read with its name",
}
MODULES = {
    "__init__": "Python's",
    **dict.fromkeys(("admin", "apps", "forms", "models", "tasks", "urls", "views"), "Django's"),
    "querysets": "the querysets of the models beside it",
    "errors": "the exceptions of a package",
    "resolvers": "the decorators that go from an address to the object of a view",
    **dict.fromkeys(("desk", "sources"), "a subject of the guide, in guide/views and guide/urls"),
}


def packages() -> list[str]:
    """Those of import-linter, and `setup`, which it leaves out."""
    with (Path(settings.BASE_DIR) / "pyproject.toml").open("rb") as file:
        return [*tomllib.load(file)["tool"]["importlinter"]["root_packages"], "setup"]


def modules() -> Iterator[Path]:
    for app in packages():
        for path in (Path(settings.BASE_DIR) / app).rglob("*.py"):
            if not {"migrations", "node_modules"} & set(path.parts):
                yield path


@cache
def trees() -> dict[str, ast.Module]:
    return {str(path): ast.parse(path.read_text()) for path in modules()}


def too_frequent(names: Counter[str], known: dict[str, str]) -> dict[str, int]:
    return {name: count for name, count in names.items() if count > MOST and name not in known}


def test_no_class_name_occurs_more_than_twice() -> None:
    names = Counter(node.name for tree in trees().values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    assert too_frequent(names, CLASSES) == {}


def test_no_module_name_occurs_more_than_twice() -> None:
    assert too_frequent(Counter(path.stem for path in modules()), MODULES) == {}


def test_only_what_is_frequent_is_excused() -> None:
    stems = Counter(path.stem for path in modules())
    assert [name for name in MODULES if stems[name] <= MOST] == []


def known_names() -> set[str]:
    """Classes, what is imported, and attributes such as `pdfium.PdfiumError`."""
    names = set(dir(builtins))
    for node in (node for tree in trees().values() for node in ast.walk(tree)):
        if isinstance(node, ast.ClassDef | ast.alias):
            names.add(node.name)
        elif isinstance(node, ast.Attribute):
            names.add(node.attr)
    return names


def said_to_be_raised(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            for sentence in re.findall(r"[Rr]aises? ([^.]*)", ast.get_docstring(node) or ""):
                yield from re.findall(r"\b(?:[A-Z][a-z]+){2,}\b", sentence)


def test_what_docstrings_say_is_raised_is_there() -> None:
    known = known_names()
    unknown = {path: set(said_to_be_raised(tree)) - known for path, tree in trees().items()}
    assert {path: names for path, names in unknown.items() if names} == {}
