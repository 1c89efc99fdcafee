"""A section is found where the renderer sees its heading, and goes back exactly where it stood."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from common.markup import (
    Heading,
    MarkdownSection,
    clean_text,
    find_sections,
    headed_texts,
    rendering,
    section_of,
    with_section,
    without_empty,
)
from common.markup.rendering import render_here
from tests.common.markup.samples import AWKWARD, FULL, REPOSITORY
from tests.for_each import for_each

pytestmark = pytest.mark.pure

PAGE = """Une ouverture.

## Avant

Du texte.

### Un détail

Encore.


## Après

La fin.
"""

DEMO_PAGES = [path.read_text(encoding="utf-8") for path in sorted((REPOSITORY / "demo").rglob("*.md"))]

HARD = [
    "```\n## Pas un titre\n```\n\n## Un titre",
    "~~~\n# a\n---\n~~~\n\nUn titre\n---\n\ntexte",
    "    ## du code\n\n## Un titre",
    "!!! note\n    ## Dans un encadré\n\n    texte\n\n## Un titre",
    "!!! note\n---\n\n## Un titre",
    "> ## Cité\n> texte\n\n## Un titre",
    "- ## Dans une liste\n\n    ## Encore\n\n## Un titre",
    "- un\n## Un titre\n- deux",
    "Terme\n:   ## Défini\n\n## Un titre",
    "Un titre\n===\n\nUn autre\n---\nRien\n\ntexte\nsouligné\n---",
    "## A\nB\n---\ntexte\n- c\n---",
    "[réf]: https://example.org\n---\n\n[a][réf]\n\npara\n[b]: https://example.org\n---\n[b][b]",
    "# a | b\n--- | ---\n1 | 2\n\n| c |\n|---|\n| ## d |",
    "## *Un* `code <b>` & [[Page|lien]] &eacute;[^1] ##\n\n[^1]: ## note\n\n    ## dedans",
    "## Deux fois\n\n## Deux fois\n\n### Deux fois\n## ![](/media/a.png)\n\nsous\n\n#### quatre\n\n####### sept\n##\n#",
    "\n\n\t\n#\tTabulé\n\n   ## pas un titre\n\n##Collé\n\n\\# non\n\n## fin \\##",
    "&amp; é\n---\n\n«\u00a0Cité\u00a0»\n===\n\n***\n---\n\n- liste\n---",
    "個人情報\n---\n\n## パスワード\n\n本文",
    FULL,
    *AWKWARD,
]


@cache
def contents(text: str) -> tuple[Heading, ...]:
    return render_here(text, {}, "fr").contents


def section(text: str, id: str) -> MarkdownSection:
    found = section_of(text, contents(text), id)
    assert found
    return found


def line_of(text: str, heading: Heading) -> str:
    assert heading.line is not None
    return clean_text(text).split("\n")[heading.line]


def test_a_section_holds_what_stands_under_its_heading_and_the_smaller_headings() -> None:
    assert [found.heading.id for found in find_sections(PAGE, contents(PAGE))] == ["h-avant", "h-un-détail", "h-après"]
    assert section(PAGE, "h-avant").text == "## Avant\n\nDu texte.\n\n### Un détail\n\nEncore."
    assert section(PAGE, "h-un-détail").text == "### Un détail\n\nEncore."
    assert section(PAGE, "h-après").text == "## Après\n\nLa fin."


def test_a_section_that_is_not_there_is_none() -> None:
    assert section_of(PAGE, contents(PAGE), "h-rien") is None
    assert find_sections("", ()) == ()


def test_a_new_text_takes_the_place_of_the_section_alone() -> None:
    new = with_section(PAGE, section(PAGE, "h-un-détail"), "### Un détail\n\nAutre chose.\n")
    assert new == PAGE.replace("Encore.", "Autre chose.")


def test_a_section_that_loses_its_heading_does_not_run_into_what_stands_around() -> None:
    tight = "Avant.\n## Titre\nTexte.\n## Suite\nFin."
    assert with_section(tight, section(tight, "h-titre"), "Seul.") == "Avant.\n\nSeul.\n\n## Suite\nFin."


def test_a_section_that_is_emptied_leaves_no_gap() -> None:
    assert with_section(PAGE, section(PAGE, "h-un-détail"), " \n") == PAGE.replace("\n### Un détail\n\nEncore.\n\n", "")
    assert with_section("## Seule\n\nTexte.\n", section("## Seule\n\nTexte.\n", "h-seule"), "") == "\n"
    assert with_section(PAGE, section(PAGE, "h-après"), "").endswith("Encore.\n")


@for_each("text", [PAGE, *HARD, *DEMO_PAGES])
def test_putting_a_section_back_unchanged_changes_nothing(text: str) -> None:
    for found in find_sections(text, contents(text)):
        assert with_section(text, found, found.text) == clean_text(text)
        assert with_section(text, found, f"\n{found.text}\n\n") == clean_text(text)


@for_each("text", [PAGE, *HARD, *DEMO_PAGES])
def test_each_section_begins_with_its_own_heading(text: str) -> None:
    for heading in contents(text):
        if heading.line is not None:
            found = section_of(text, contents(text), heading.id)
            assert found
            assert contents(found.text)[0].title == heading.title
            assert found.text.startswith(line_of(text, heading))


@for_each("text", HARD)
def test_only_headings_that_stand_by_themselves_have_a_line(text: str) -> None:
    inside = {"Dans un encadré", "Cité", "Dans une liste", "Encore", "Défini", "note", "dedans"}
    for heading in contents(text.replace("***\n---", "")):
        assert (heading.line is None) == (heading.title in inside - ({"Cité"} if "===" in text else set()))


@for_each("text", [PAGE, *HARD, *DEMO_PAGES])
def test_looking_for_the_lines_changes_nothing_of_what_is_rendered(text: str) -> None:
    with_lines = render_here(text, {}, "fr")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rendering, "MOST_MARKS", -1)
        without = render_here(text, {}, "fr")
    assert with_lines.html == without.html
    assert [heading.id for heading in with_lines.contents] == [heading.id for heading in without.contents]


LINES = st.sampled_from(
    [
        "## Un", "## Un", "### Deux ##", "#", "##", "Souligné", "===", "---", "- - -", "- liste", "1. un", "> cité", ">## cité",
        "", "", "texte", "    code", "    ## code", "```", "~~~ py", "!!! note", '!!! danger "T"', "a | b", "--- | ---",
        "[r]: /x", "[^1]: note", "note[^1] et [r]", ":   sens", "\\## non", "*a*", "`## b`", "\t# c", " ## d", "é_è_ê", "***",
    ]
)  # fmt: skip
TEXTS = st.lists(LINES, max_size=14).map("\n".join)


@given(TEXTS)
@example("[r]: /x\n## Un\n[r]: /x\n===")
@example("[^1]: note\n\nnote[^1] et [r]\n===\n\n## Un\n\n[r]: /x")
def test_whatever_stands_around_lines_are_those_of_the_headings(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        marked = render_here(text, {}, "fr")
        patch.setattr(rendering, "MOST_MARKS", -1)
        assert marked.html == render_here(text, {}, "fr").html
    assert "\x05" not in marked.html
    for found in find_sections(text, marked.contents):
        assert with_section(text, found, found.text) == text
        assert without_references(contents(found.text)[0].title) == without_references(found.heading.title)


def without_references(title: str) -> str:
    """A heading may refer to what is defined in another section: alone, it shows the reference as it was typed."""
    return title.replace("[^1]", "").replace("[r]", "r")


@given(TEXTS, TEXTS)
def test_what_stands_around_a_new_section_keeps_its_lines(text: str, new: str) -> None:
    for found in find_sections(text, contents(text)):
        before, after = text[: found.start].strip("\n"), text[found.end :].strip("\n")
        result = with_section(text, found, new)
        assert result.lstrip("\n").startswith(before)
        assert result.rstrip("\n").endswith(after)
        if new.strip():
            assert new.strip("\n") in result


def test_a_text_of_nothing_but_headings_is_read_without_their_lines() -> None:
    text = "# a\n" * (rendering.MOST_MARKS + 1)
    assert {heading.line for heading in contents(text)} == {None}
    assert find_sections(text, contents(text)) == ()


def test_a_text_is_cut_before_each_heading_and_nothing_is_lost() -> None:
    tight = "Avant.\n## Titre\nTexte.\n\nSouligné\n---\nFin."
    cut = [
        (heading.title if heading else "", source, text)
        for heading, source, text in headed_texts(tight, contents(tight))
    ]
    assert cut == [("", "", "Avant.\n"), ("Titre", "## Titre", "\nTexte.\n\n"), ("Souligné", "Souligné\n---", "\nFin.")]


@given(TEXTS)
def test_the_pieces_of_a_text_are_the_text(text: str) -> None:
    assert "".join(f"{piece.source}{piece.text}" for piece in headed_texts(text, contents(text))) == text


def emptied(text: str, *filled: str) -> str:
    return without_empty(text, contents(text), lambda heading: heading.title not in filled)


def test_headings_under_which_nothing_stands_go() -> None:
    assert emptied("## A\n\n\n\n## B\n\nTexte.\n\n## C\n\n\n") == "## B\n\nTexte."
    assert emptied("## A\n\n### B\n\n### C\n\n## D\n\nTexte.") == "## D\n\nTexte."
    assert emptied("## A\n\n### B\n\nTexte.\n\n### C") == "## A\n\n### B\n\nTexte."
    assert emptied("Début.\n\nSouligné\n---\n\n\n## B") == "Début."
    assert emptied("## A\n\n## B") == ""


def test_headings_that_may_not_go_stay_and_what_holds_them() -> None:
    assert emptied("## A\n\n### B\n\n## C\n", "B") == "## A\n\n### B"
    assert emptied("## A\n\n\n## B\n", "A", "B") == "## A\n\n\n## B\n", "not a line is changed where nothing goes"
