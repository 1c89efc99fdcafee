"""Templates stay readable, and say what they said: djangofmt formats them, these tests hold what it does not."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

pytestmark = pytest.mark.pure
TEMPLATES = Path(__file__).parents[2] / "templates"
MOST_SIGNS, MOST_LINES = 140, 100
MOST_IN_A_FOLDER = 25
WORDS_OF_LETTERS = {
    "guide/distribution/mail/link.txt",
    "invitations/mail/letter.txt",
}  # a paragraph of a letter in plain text is one line

APPS = sorted(path.name for path in TEMPLATES.iterdir() if (TEMPLATES.parent / path.name / "__init__.py").exists())
NAMED = re.compile(rf"""["']((?:{"|".join([*APPS, "parts"])})/[\w/-]+\.(?:html|txt|xml))["']""")

# djangofmt may begin a line between two blocks that touch. What the second one prints then has a space before it.
BEGINS_WITH_A_STOP = re.compile(r"""^\s*\{% (?:if|for) [^%]*%\}(?:[,.;)]|\{% translate "[,.:;])""")

CLOSED_UP = re.compile(r"\{% (close_up|sentence) %\}.*?\{% end\1 %\}", re.DOTALL)
BLOCK = r"</?(?:p|[duo]l|li|d[dt]|h\d|t[rdh]|table|pre|div|form|label|select|summary|blockquote)\b"
ANNOUNCED = re.compile(
    r"""(?:\{% translate "[^"%]*:"(?: context "[^"]*")? %\}|:\s*\{% endblocktranslate %\})(?:</\w+>)*"""
    rf"\s+(?:\{{% \w+[^%]*%\}}\s*)*(?!\s|\{{%|{BLOCK})",
)
"""A message that ends with a colon, and what follows it in the line."""

OUTSIDE_OF_WORDS = re.compile(
    r"\{% blocktranslate\b.*?\{% endblocktranslate %\}|\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}"
    r"|<(script|style)\b.*?</\1>|<[^<>]*(?:<[^<>]*>[^<>]*)*>",
    re.DOTALL,
)
"""What is no text of a template itself: messages, tags, values, remarks; elements, whose attributes have commas too."""

VALUE = r"\{\{[^{}]*\}\}"
NUMBERED = re.compile(rf"({VALUE}|[0-9])\.(?=\s*(?:\{{% endif %\}})?{VALUE}|[0-9]|</kbd>)")  # "3. Title", "XLIFF 2.0"
ATTRIBUTE = re.compile(r'="[^"]*"')


TWO_WAYS = re.compile(
    r"""\{% block breadcrumbs %\}.*icon "arrow-left" %\}\s*"""
    r"""\{% translate "(?:Back(?: to the (?:page|question|tip))?|The (?:editors’ desk|reasons)|Every form)\"""",
    re.DOTALL,
)


def templates() -> dict[str, list[str]]:
    found = sorted(path for path in TEMPLATES.rglob("*") if path.is_file())
    return {str(path.relative_to(TEMPLATES)): path.read_text().splitlines() for path in found}


def test_no_line_of_a_template_is_longer_than_a_screen_is_wide() -> None:
    long = [
        f"{name}:{number}"
        for name, lines in templates().items()
        if name not in WORDS_OF_LETTERS
        for number, line in enumerate(lines, 1)
        if len(line) > MOST_SIGNS
    ]
    assert long == []


def test_a_screen_with_breadcrumbs_has_no_second_way_back() -> None:
    texts = {name: "\n".join(lines) for name, lines in templates().items()}
    assert [name for name, text in texts.items() if TWO_WAYS.search(text)] == []


def test_the_language_of_the_interface_is_asked_for() -> None:
    """No context has `LANGUAGE_CODE`: it would give an empty `lang`, of no language at all."""
    assert [name for name, lines in templates().items() if "{{ LANGUAGE_CODE }}" in "\n".join(lines)] == []


def test_no_template_is_longer_than_two_screens() -> None:
    assert [name for name, lines in templates().items() if len(lines) > MOST_LINES] == []


def test_every_template_that_is_named_exists() -> None:
    """A wrong name in a branch that no test draws would be found by a reader."""
    known = templates().keys()
    sources = [*TEMPLATES.rglob("*.*"), *(path for app in APPS for path in (TEMPLATES.parent / app).rglob("*.py"))]
    named = {(path.name, name) for path in sources for name in NAMED.findall(path.read_text())}
    assert len(named) > 500
    assert [(file, name) for file, name in sorted(named) if name not in known] == []


def test_a_folder_of_templates_can_be_looked_over() -> None:
    """Group them by subject, as the packages of the code: screens and the partials that they show together."""
    folders = Counter(str(Path(name).parent) for name in templates())
    assert {folder: count for folder, count in folders.items() if count > MOST_IN_A_FOLDER} == {}


def test_what_a_message_with_a_colon_announces_is_closed_up() -> None:
    """In Japanese no space stands behind the colon: put {% close_up %} around the line, or {% sentence %}."""
    apart = [
        f"{name}: {found[0][:60]}"
        for name, lines in templates().items()
        for found in ANNOUNCED.finditer(CLOSED_UP.sub("", "\n".join(lines)))
        if name.endswith(".html")
    ]
    assert apart == []


def test_no_comma_or_stop_is_set_off_by_the_break_of_a_line() -> None:
    """Put what stands before into a variable (`asvar`, `as`) and write `{{ it }}{% if … %}, …`."""
    set_off = [
        f"{name}:{number}"
        for name, lines in templates().items()
        for number, line in enumerate(lines, 1)
        if BEGINS_WITH_A_STOP.search(line)
    ]
    assert set_off == []


def test_a_comma_between_two_pieces_is_that_of_the_language() -> None:
    """Write `{{ _(", ") }}`: Japanese sets 、 there. Better, where the pieces make a sentence: one message for all of it."""
    named = ((name, "\n".join(lines)) for name, lines in templates().items() if name.endswith(".html"))
    assert [name for name, text in named if "," in OUTSIDE_OF_WORDS.sub(" ", text)] == []


def test_a_sentence_that_is_put_together_ends_with_the_stop_of_the_language() -> None:
    """Write one message; or, where facts are only listed, `{% sentence %}` around them and `{{ _(". ") }}` between two."""
    with_stops = [
        name
        for name, lines in templates().items()
        if not name.startswith("admin/") and name.endswith((".html", ".txt"))
        if "." in OUTSIDE_OF_WORDS.sub(" ", NUMBERED.sub("", ATTRIBUTE.sub("", "\n".join(lines))))
    ]
    assert with_stops == []


def test_no_marks_of_a_quotation_stand_outside_of_messages() -> None:
    """Write `{{ words|quoted }}`, or `<q>`: Japanese has 「」."""
    marked = [
        name for name, lines in templates().items() if re.search("[«»“”]", OUTSIDE_OF_WORDS.sub(" ", "\n".join(lines)))
    ]
    assert marked == []


def test_no_sentence_is_put_together_from_a_word_that_is_seen_and_words_that_are_heard() -> None:
    """Each language has an order of its own: such a button is one text, the hidden words marked in it. What only stands in
    brackets, or after a colon, is not part of the sentence.
    """
    pieces = re.compile(r'translate[^%]*%\}<span class="vh">\s*\{% blocktranslate [^%]*%\}\s*(?!\()')
    assert [name for name, lines in templates().items() if pieces.search("\n".join(lines))] == []
