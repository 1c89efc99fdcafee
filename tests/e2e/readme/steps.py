"""The steps of README.md, and who does them: each function does the words of a step that it stands under."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType

from setup.console import ROOT
from tests.e2e.readme.site import Site

type Doing = Callable[[Site], None]

HEADING = "What to try first:"
STEP = re.compile(r"^\d+\. (.*?)(?=^\d+\. |\Z)", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Done:
    """Some words of README.md, and what does them."""

    words: str
    doing: Doing


_registered: list[Done] = []


def does(words: str) -> Callable[[Doing], Doing]:
    """Registers a function as what does these words of README.md, after those of the function before it in its module."""

    def registered(doing: Doing) -> Doing:
        _registered.append(Done(words, doing))
        return doing

    return registered


def of_modules(*modules: ModuleType) -> list[Done]:
    """Returns what the functions of these modules do, in their order."""
    return [done for module in modules for done in _registered if done.doing.__module__ == module.__name__]


def written() -> list[str]:
    """Returns the numbered steps as README.md has them, each in one line."""
    _before, _heading, after = (ROOT / "README.md").read_text(encoding="utf-8").partition(HEADING)
    return [" ".join(step.split()) for step in STEP.findall(after.partition("\n## ")[0].strip() + "\n")]
