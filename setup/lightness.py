"""Counts what whoever inherits the project has to carry: `python -m setup.lightness [COMMIT …]`, a column for each commit, or
the working tree. docs/measurements/light.md holds what it said.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tarfile
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from setup.console import ROOT

TAG = re.compile(r"(?<!\(\?P)</?[a-z][a-z0-9]*[ >/]")  # and not the name of a group
# HTML is what these make: for a publication, a package, a rendered text.
MAY_HOLD_TAGS = ("common/markup/", "markup/", "guide/publication/", "publication/", "learning/packages/", "frontend/")


class Tree:
    """The files of one state of the project."""

    def __init__(self, root: Path) -> None:
        listed = subprocess.run(
            ["git", "ls-files"], cwd=root, capture_output=True, text=True, check=False
        ).stdout.split("\n")
        found = [root / name for name in listed if name] or [path for path in root.rglob("*") if path.is_file()]
        self.root = root
        self.files = [path for path in found if path.is_file()]

    def named(self, ending: str, *, tests: bool = False) -> list[Path]:
        return [path for path in self.files if path.suffix == ending and self.name(path).startswith("tests/") == tests]

    def name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    def python(self) -> list[Path]:
        return self.named(".py")


def lines(paths: list[Path]) -> int:
    return sum(len(path.read_text(encoding="utf-8").splitlines()) for path in paths)


def literals_with_tags(tree: Tree) -> int:
    """Texts in product Python that hold a tag of HTML, but for those of modules whose work is HTML, and docstrings."""
    return sum(
        bool(TAG.search(text))
        for path in tree.python()
        if not tree.name(path).startswith(MAY_HOLD_TAGS)
        for text in texts_of(ast.parse(path.read_text(encoding="utf-8")))
    )


def texts_of(module: ast.Module) -> Iterator[str]:
    described = {
        id(node.body[0].value)
        for node in ast.walk(module)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in described:
            yield node.value


def calls_of(tree: Tree, name: str) -> int:
    """Of a class, beside the module that defines it."""
    pattern = re.compile(rf"\b{name}(\[[^\]]*\])?\(")
    return sum(
        len(pattern.findall(path.read_text(encoding="utf-8")))
        for path in tree.python()
        if f"class {name}" not in path.read_text()
    )


def mentions(tree: Tree, pattern: str) -> int:
    return sum(len(re.findall(pattern, path.read_text(encoding="utf-8"))) for path in tree.python())


def private_api(tree: Tree) -> int:
    page = tree.root / "docs" / "private-api.md"
    rows = (
        [line for line in page.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
        if page.exists()
        else []
    )
    return max(len(rows) - 2, 0)


def storeys(tree: Tree) -> str:
    """Of each contract of import-linter that lists layers."""
    said = tomllib.loads((tree.root / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = said["tool"].get("importlinter", {}).get("contracts", [])
    return ", ".join(str(len(one["layers"])) for one in contracts if one["type"] == "layers")


def dependencies(tree: Tree) -> int:
    return len(tomllib.loads((tree.root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"])


def root_folders(tree: Tree) -> int:
    names = {tree.name(path).split("/")[0] for path in tree.files if "/" in tree.name(path)}
    return len([name for name in names if not name.startswith(".")])


def words_of(tree: Tree, folder: str) -> int:
    return sum(
        len(path.read_text(encoding="utf-8").split())
        for path in tree.named(".md")
        if tree.name(path).startswith(folder)
    )


COUNTED: dict[str, Callable[[Tree], object]] = {
    "lines of Python beside tests": lambda tree: lines(tree.python()),
    "of which import or from": lambda tree: mentions(tree, r"(?m)^(?:import|from) "),
    "files of Python beside tests": lambda tree: len(tree.python()),
    "half of them have at most so many lines": lambda tree: round(median(lines([path]) for path in tree.python())),
    "lines of templates": lambda tree: lines(tree.named(".html") + tree.named(".txt")),
    "lines of scripts and styles": lambda tree: lines(tree.named(".js") + tree.named(".css")),
    "lines of tests": lambda tree: lines(tree.named(".py", tests=True)),
    "folders at the root": root_folders,
    "storeys of the contracts on imports": storeys,
    "texts with a tag in Python": literals_with_tags,
    "compiled queries": lambda tree: calls_of(tree, "CompiledQuery"),
    "modules that are imported for types alone": lambda tree: mentions(tree, r"if TYPE_CHECKING:"),
    "lines on private API": private_api,
    "packages that a site needs, named by us": dependencies,
    "words of documentation": lambda tree: words_of(tree, "docs/"),
}


@contextmanager
def tree_at(commit: str) -> Iterator[Tree]:
    """The files of a commit, in a folder that goes again; the working tree where none is named."""
    if not commit:
        yield Tree(ROOT)
        return
    packed = subprocess.run(["git", "archive", commit], cwd=ROOT, capture_output=True, check=True).stdout
    with TemporaryDirectory() as folder:
        with tarfile.open(fileobj=BytesIO(packed)) as archive:
            archive.extractall(folder, filter="data")
        yield Tree(Path(folder))


def table(commits: list[str]) -> str:
    columns = []
    for commit in commits:
        with tree_at(commit) as tree:
            columns.append([str(count(tree)) for count in COUNTED.values()])
    rows = [["", *(commit or "now" for commit in commits)], ["---"] * (len(commits) + 1)]
    rows += [[name, *(column[place] for column in columns)] for place, name in enumerate(COUNTED)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


if __name__ == "__main__":
    print(table(sys.argv[1:] or [""]))
