"""Real Markdown: READMEs of the front end's packages, the demo's pages, and hard cases."""

from __future__ import annotations

from pathlib import Path

from demo.content import read_campaign

ROOT = Path(__file__).parents[3]
CASES = Path(__file__).parent / "cases"
MODULES = ROOT / "frontend" / "node_modules"


def cases() -> dict[str, str]:
    return {path.name: path.read_text() for path in sorted(CASES.glob("*.md"))}


def demo_pages() -> dict[str, str]:
    return {page.file: page.texts()[-1] for page in read_campaign().pages}


def readmes() -> dict[str, str]:
    """Those that npm ci brings everywhere: packages for one kind of machine alone have a name with a scope."""
    found = sorted(MODULES.glob("[a-z]*/[Rr][Ee][Aa][Dd][Mm][Ee].md"))
    texts = {path.parent.name: path.read_text().replace("\r\n", "\n") for path in found}
    return {name: text for name, text in texts.items() if 2_000 < len(text) < 60_000}


GROUPS = ("cases", "demo", "readmes a-l", "readmes m", "readmes n-z")


def group(name: str) -> dict[str, str]:
    if name == "cases":
        return cases()
    if name == "demo":
        return demo_pages()
    first, _, last = name.removeprefix("readmes ").partition("-")
    return {package: text for package, text in readmes().items() if first <= package[0] <= (last or first)}
