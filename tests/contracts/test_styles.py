"""Every class that a style sheet names is one that something can have: dead rules are found as they die."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.pure
ROOT = Path(__file__).parents[2]
STYLES = ROOT / "frontend" / "styles"
NO_PRODUCT = {"tests", "setup", "frontend", "static", "docs", "var", "templates", "locale", "node_modules"}

# Classes that no source names whole: which, and who writes them.
COMPOSED = {
    r"of-(?:booklet|cover|imposed|large|leaflet|pdf|poster|share)": "guide/editions/forms/_pages.html writes of-{{ form }}",
    r"part-(?:text|bibliography|glossary)": "guide/publication/*/_part.html write part-{{ kind }}",
    r"(?:sub)?title-\d": "guide/publication/web/_frontis.html writes title-{{ steps.0 }} and subtitle-{{ steps.1 }}",
    r"t\d+": "every template of a theme writes t{{ theme.paper }}",
    r"asked-\d": "guide/publication/web/_self_check.html writes the kinds for which a question is asked",
    r"look-\d+": "guide/publication/web/_self_check.html writes the number of a question",
    "past|now": "parts/campaign_phases.html writes the state of a phase",
    "problem": "guide/review/_checklist.html writes the level of an item",
    r"ProseMirror-[\w-]+|selectedCell": "ProseMirror and its tables, which are the editor",
    "module|inline-group|breadcrumbs|section|form-row|help|object-tools|submit-row|paginator|mini|button": (
        "Django, in the templates of its administration"
    ),
    "footnote": "Python-Markdown, around the notes of a text",
}

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
QUOTED = re.compile(r'"[^"\n]*"|\'[^\'\n]*\'|`[^`\n]*`')
SELECTOR = re.compile(r"([^{};]*)\{")
CLASS = re.compile(r"\.(-?[_a-zA-Z][\w-]*)")
WORD = re.compile(r"[\w-]+")

TEMPLATE_COMMENT = re.compile(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", re.DOTALL)
TAG = re.compile(r"\{%.*?%\}", re.DOTALL)
VALUE = re.compile(r"\{\{.*?\}\}", re.DOTALL)
ATTRIBUTE = re.compile(r'class="([^"]*)"')
GIVEN = re.compile(r"""(?<![=!])=("[^"]*"|'[^']*')""")
IN_PYTHON = re.compile(r"""class(?:=|["']:\s*)\\?["']([^"'>]*)""")


def classes_in(sheet: str) -> set[str]:
    bare = QUOTED.sub("", re.sub(r"@import[^;]*;", "", COMMENT.sub("", sheet)))
    return {name for selector in SELECTOR.findall(bare) for name in CLASS.findall(selector)}


def words_in_template(template: str) -> set[str]:
    """The words of its class attributes, those that its tags hand on (look="plain"), and those that a filter chooses from."""
    bare = TEMPLATE_COMMENT.sub("", template)
    given = " ".join(value for tag in TAG.findall(bare) for value in GIVEN.findall(tag))
    chosen = " ".join(quoted for value in VALUE.findall(bare) for quoted in QUOTED.findall(value))
    attributes = " ".join(ATTRIBUTE.findall(VALUE.sub("", TAG.sub(" ", bare))))
    return set(WORD.findall(f"{given} {chosen} {attributes}"))


def words_in_script(script: str) -> set[str]:
    """The words of strings beside "class", and the classes of selectors."""
    found: set[str] = set()
    for line in script.splitlines():
        if not line.strip().startswith(("//", "*", "/*")):
            reader = WORD if "class" in line else CLASS
            found.update(name for quoted in QUOTED.findall(line) for name in reader.findall(quoted))
    return found


def words_in_python(source: str) -> set[str]:
    return {word for names in IN_PYTHON.findall(source) for word in WORD.findall(names)}


def written() -> Iterator[set[str]]:
    for template in (ROOT / "templates").rglob("*.html"):
        yield words_in_template(template.read_text())
    for folder in ("scripts", "editor"):
        for script in (ROOT / "frontend" / folder).rglob("*.js"):
            yield words_in_script(script.read_text())
    for package in ROOT.iterdir():
        if package.is_dir() and package.name not in NO_PRODUCT and not package.name.startswith("."):
            for module in package.rglob("*.py"):
                yield words_in_python(module.read_text())


def test_every_class_of_a_style_sheet_is_written_somewhere() -> None:
    known = set().union(*written())
    composed = re.compile("|".join(COMPOSED))
    dead = {
        f"{sheet.relative_to(STYLES)}: .{name}"
        for sheet in STYLES.rglob("*.css")
        for name in classes_in(sheet.read_text())
        if name not in known and not composed.fullmatch(name)
    }
    assert sorted(dead) == []


def test_every_composed_class_is_still_styled() -> None:
    styled = set().union(*(classes_in(sheet.read_text()) for sheet in STYLES.rglob("*.css")))
    assert [names for names in COMPOSED if not any(re.fullmatch(names, name) for name in styled)] == []


def test_a_class_is_known_by_what_writes_it_and_not_by_what_mentions_it() -> None:
    template = '{# dead #}<p class="a {% if dead %}b{% endif %} {{ dead|yesno:"c,d" }}">{% include "x" with look="e" %}'
    assert words_in_template(template) >= {"a", "b", "c", "d", "e"}
    assert "dead" not in words_in_template(template)
    assert words_in_script("list.classList.add('a')\nfind('.b > c')\n// 'class dead'") == {"a", "b"}
    assert words_in_python("""f'<p class="a b">' + 'dead'\nattrs = {"class": "c"}""") == {"a", "b", "c"}
    assert classes_in('/* .dead */ .a > .b:not(.c)::before { content: ".dead"; width: 1.5em }') == {"a", "b", "c"}
