"""The demo's guide as a file for an agency: its tips and sections with their translations, paragraph by paragraph."""

from __future__ import annotations

import re
from functools import cache
from itertools import cycle, zip_longest
from pathlib import Path

from guide.translating.exchange_files import ExchangeFile, ExchangeText, ExchangeUnit, UnitState, stamp_of
from tests.common.markup.samples import FULL

CONTENT = Path(__file__).parents[3] / "demo" / "content"
STATES: tuple[UnitState, ...] = ("translated", "approved", "outdated", "translated", "machine")
ODD = (
    FULL,
    'Un **mot** et *un* [lien](https://a.fr?b=1&c="2" "Le <titre>"), ![un mur](/x.webp "À Paris").',
    "  a  \n\tb <script>alert('&amp;')</script> ]]> &nbsp; 100 % de « ça »\n",
    "**a *b* c** ~~d~~ `e & f` {1} %(name)s \\n",
)


@cache
def demo_file(language: str) -> ExchangeFile:
    texts = [text(path, language) for path in paths("tips", "sections")]
    pages = paths("pages") if language == "it" else []
    texts += [ExchangeText(f"page-{path.stem}", path.stem, 3, units(body(path), "")) for path in pages]
    odd = [unit(f"odd.{number}", one, one if number % 2 else "", "translated") for number, one in enumerate(ODD)]
    return ExchangeFile("fr", language, [*texts, ExchangeText("odd", 'Odd "<b>" & others', 0, odd)])


def paths(*folders: str) -> list[Path]:
    return [path for folder in folders for path in sorted((CONTENT / folder).glob("*.md"))]


def text(path: Path, language: str) -> ExchangeText:
    translated = CONTENT / "translations" / language / path.parent.name / path.name
    target = body(translated) if translated.exists() else ""
    return ExchangeText(f"{path.parent.name}-{path.stem}", f"Conseil {path.stem}", 2, units(body(path), target))


def units(source: str, target: str) -> list[ExchangeUnit]:
    pairs = zip_longest(source.split("\n\n"), target.split("\n\n"), fillvalue="")
    states = zip(pairs, cycle(STATES), strict=False)
    return [unit(f"p.{n}", one, other, state) for n, ((one, other), state) in enumerate(states) if one]


def unit(name: str, source: str, target: str, state: UnitState) -> ExchangeUnit:
    state, note = (state, "A note & more") if target else ("missing", "")
    return ExchangeUnit(name, source, target, state, note, stamp_of(source))


def body(path: Path) -> str:
    return re.sub(r"^@@.*\n?", "", path.read_text("utf-8"), flags=re.MULTILINE).strip()
