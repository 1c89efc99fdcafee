"""What the build leaves in static/dist/."""

import json
import re
from pathlib import Path

import pytest

from guide.publication.materials import Download
from guide_project.templatetags import ui

pytestmark = pytest.mark.pure
ROOT = Path(__file__).parents[2]
DIST = ROOT / "static" / "dist"
ICON = re.compile(r"""\{%\s*icon\s+["']([\w-]+)["']""")


def test_every_icon_that_a_template_shows_is_built() -> None:
    built = json.loads((DIST / "icons.json").read_text())
    used = {name for path in (ROOT / "templates").rglob("*.html") for name in ICON.findall(path.read_text())}
    assert used
    assert used <= set(built)
    assert list(built) == json.loads((ROOT / "frontend" / "icons.json").read_text())


def test_an_icon_is_drawn_where_it_stands_and_says_nothing() -> None:
    path = json.loads((DIST / "icons.json").read_text())["bell"]
    assert ui.icon("bell") == f'<svg class="i" viewBox="0 0 24 24" aria-hidden="true"><path d="{path}"/></svg>'


def test_every_icon_of_the_published_guide_is_in_its_own_sprite() -> None:
    sprite = (DIST / "guide-icons.svg").read_text()
    templates = (ROOT / "templates" / "guide" / "publication").rglob("*.html")
    used = {name for path in templates for name in re.findall(r'_icon.html" with name="([\w-]+)"', path.read_text())}
    used |= {Download(kind, "").icon for kind in ("imposed", "pdf", "epub")}  # type: ignore[arg-type]
    assert {"menu-2", "letter-case", "printer"} <= used
    assert set(re.findall(r'<symbol id="([\w-]+)"', sprite)) == used


def test_the_sprite_holds_the_named_icons_and_leaves_the_stroke_to_the_stylesheet() -> None:
    sprite = (DIST / "guide-icons.svg").read_text()
    names = json.loads((ROOT / "frontend" / "guide-icons.json").read_text())
    assert re.findall(r'<symbol id="([\w-]+)"', sprite) == names
    assert "stroke-width" not in sprite


@pytest.mark.parametrize("sheet", ["site.css", "guide.css"])
def test_every_file_that_a_stylesheet_names_is_built(sheet: str) -> None:
    named = re.findall(r"url\(([^)]+)\)", (DIST / sheet).read_text())
    assert len(named) >= 12
    assert [name for name in named if not (DIST / name.strip('"')).exists()] == []


@pytest.mark.parametrize("name", ["site.css", "guide.css", "site.js", "guide.js", "sw.js", "htmx.js", "icons.json"])
def test_what_is_built_fetches_from_nowhere_else(name: str) -> None:
    text = (DIST / name).read_text().replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"""(?:url\(|src=|href=|import |fetch\()["']?(?:https?:)?//""", text)


def test_the_guide_carries_nothing_of_the_wiki() -> None:
    sheet = (DIST / "guide.css").read_text()
    assert not re.search(r"\.(?:diff|say-foot|versions|inbox|three|filters)\b", sheet)
