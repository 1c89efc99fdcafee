import html
import re
from itertools import pairwise

import nh3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from common.markup import Diff, DiffRow, compare
from common.markup.allow_list import ATTRIBUTES, TAGS
from common.markup.rendering import render_here
from tests.common.markup.samples import AWKWARD, FULL
from tests.for_each import for_each

pytestmark = pytest.mark.pure


def between(older: str, newer: str) -> Diff:
    return compare(render_here(older, {}, "fr").html, render_here(newer, {}, "fr").html)


def only(diff: Diff, kind: str) -> DiffRow:
    (row,) = (row for row in diff.rows if row.kind == kind)
    return row


def kinds(diff: Diff) -> list[str]:
    return [row.kind for row in diff.rows]


def letters(markup: str, *, without: str = "") -> str:
    """The text of HTML, spaces apart, without what stands in one kind of mark."""
    if without:
        markup = re.sub(rf"<{without}>.*?</{without}>", "", markup, flags=re.DOTALL)
    return "".join(html.unescape(re.sub(r"<[^>]*>", "", markup)).split())


def test_words_are_marked_inside_a_changed_paragraph() -> None:
    row = only(
        between("Dites : « Je dois raccrocher. » Puis *rien*.", "Dites : « Je vous rappelle. » Puis *rien*."), "changed"
    )
    assert row.older_html == ("<p>Dites&nbsp;: «&nbsp;Je <del>dois raccrocher</del>.&nbsp;» Puis <em>rien</em>.</p>")
    assert row.newer_html == ("<p>Dites&nbsp;: «&nbsp;Je <ins>vous rappelle</ins>.&nbsp;» Puis <em>rien</em>.</p>")
    assert row.unified_html == (
        "<p>Dites&nbsp;: «&nbsp;Je <del>dois raccrocher</del><ins>vous rappelle</ins>.&nbsp;» Puis <em>rien</em>.</p>"
    )


def test_an_unchanged_text_has_rows_that_are_all_the_same() -> None:
    diff = between(FULL, FULL)
    assert diff.is_empty
    assert set(kinds(diff)) == {"same"}


def test_added_and_removed_paragraphs_have_an_empty_side() -> None:
    diff = between("Un deux trois.\n\nQuatre cinq six.", "Un deux trois.\n\nTout autre chose ici.")
    assert kinds(diff) == ["same", "removed", "added"]
    assert only(diff, "removed").older_html == "<p><del>Quatre cinq six.</del></p>"
    assert only(diff, "removed").newer_html == ""
    assert only(diff, "added").newer_html == "<p><ins>Tout autre chose ici.</ins></p>"
    assert only(diff, "added").older_html == ""
    assert not diff.is_empty


def test_a_moved_paragraph_is_told_from_a_removed_one() -> None:
    moved = "Ce paragraphe entier change de place dans la page."
    diff = between(f"{moved}\n\nUn.\n\nDeux.\n\nTrois.", f"Un.\n\nDeux.\n\nTrois.\n\n{moved}")
    assert kinds(diff) == ["moved_from", "same", "same", "same", "moved_to"]
    assert diff.rows[0].move == diff.rows[-1].move == 1
    assert diff.rows[0].older_html == diff.rows[-1].newer_html == f"<p>{moved}</p>"
    assert (diff.moved, diff.added, diff.removed) == (1, 0, 0)


def test_a_paragraph_moved_and_touched_up_shows_both() -> None:
    moved = "Ce paragraphe entier change de place dans la page, presque tel quel."
    diff = between(
        f"{moved}\n\nUn.\n\nDeux.\n\nTrois.", f"Un.\n\nDeux.\n\nTrois.\n\n{moved.replace('entier', 'complet')}"
    )
    assert diff.moved == 1
    assert "<del>entier</del>" in only(diff, "moved_from").older_html
    assert "<ins>complet</ins>" in only(diff, "moved_to").newer_html


def test_a_list_is_compared_item_by_item() -> None:
    row = only(
        between("- un mot\n- deux mots\n- trois", "- un mot\n- deux mots neufs\n- quatre chats\n- trois"), "changed"
    )
    assert row.unified_html == (
        "<ul><li>un mot</li><li>deux mots <ins>neufs</ins></li><li><ins>quatre chats</ins></li><li>trois</li></ul>"
    )


def test_a_list_inside_a_list_is_compared_too() -> None:
    row = only(between("- un mot\n    - a b c\n- fin", "- un mot\n    - a b d\n- fin"), "changed")
    assert "<li>a b <del>c</del><ins>d</ins></li>" in row.unified_html
    assert row.unified_html.count("<ul>") == row.unified_html.count("</ul>") == 2


def test_a_table_is_compared_cell_by_cell() -> None:
    table = "| a | b |\n|---|---|\n| un | deux |\n| trois | quatre |\n"
    row = only(between(table, table.replace("deux", "dix") + "| cinq | six |\n"), "changed")
    assert "<td>un</td><td><del>deux</del><ins>dix</ins></td>" in row.unified_html
    assert "<td><ins>cinq</ins></td>" in row.newer_html
    assert "cinq" not in row.older_html
    assert row.newer_html.count("<tr>") == 4


def test_an_added_column_keeps_the_rows_whole() -> None:
    row = only(
        between("| a | b |\n|---|---|\n| un | deux |", "| a | b | c |\n|---|---|---|\n| un | deux | trois |"), "changed"
    )
    assert row.unified_html.count("<td") == 3
    assert "<td><ins>trois</ins></td>" in row.unified_html


def test_an_added_image_is_marked_and_counted_as_an_image() -> None:
    diff = between("Un mot.", 'Un mot.\n\n![fiche](/media/1/a.png "La fiche")')
    row = only(diff, "added")
    assert row.newer_html.startswith('<ins><figure><img alt="fiche" src="/media/1/a.png">')
    assert row.newer_html.endswith("</figure></ins>")
    assert (diff.images_added, diff.images_removed, diff.added) == (1, 0, 0)


def test_an_image_added_within_a_passage_counts_as_well() -> None:
    diff = between("Un mot et un autre.", "Un mot ![x](/media/a.png) et un autre.")
    assert '<ins><img alt="x" src="/media/a.png"></ins>' in only(diff, "changed").newer_html
    assert (diff.changed, diff.images_added) == (1, 1)


def test_tables_are_counted_apart() -> None:
    diff = between("Un mot.", "Un mot.\n\n| a |\n|---|\n| b |\n\nUne phrase de plus.")
    assert (diff.tables_added, diff.added) == (1, 1)
    assert between("| a |\n|---|\n| b |", "").tables_removed == 1


def test_words_made_bold_or_leading_elsewhere_are_a_change() -> None:
    row = only(between("un mot clé ici", "un **mot** clé ici"), "changed")
    assert row.unified_html == "<p>un <del>mot</del><strong><ins>mot</ins></strong> clé ici</p>"
    row = only(between("voir [la page](/wiki/a/) ici", "voir [la page](/wiki/b/) ici"), "changed")
    assert '<a href="/wiki/a/"><del>la page</del></a>' in row.older_html
    assert '<a href="/wiki/b/"><ins>la page</ins></a>' in row.newer_html


def test_a_task_that_was_done_is_a_change() -> None:
    row = only(between("- [ ] ranger le bureau", "- [x] ranger le bureau"), "changed")
    assert '<ins><input type="checkbox" disabled="" checked=""></ins>' in row.newer_html
    assert "<del>ranger" not in row.older_html


def test_a_note_put_in_does_not_change_every_passage_after_it() -> None:
    diff = between("Un.\n\nDeux[^b].\n\n[^b]: note b", "Un[^a].\n\nDeux[^b].\n\n[^a]: note a\n[^b]: note b")
    assert kinds(diff)[:2] == ["changed", "same"]
    assert "<ins>1</ins>" in diff.rows[0].newer_html


def test_rows_carry_no_id_and_no_link_within_the_page() -> None:
    diff = between(FULL, FULL.replace("Cité", "Dit"))
    assert not any(re.search(r' id="|href="#', row.older_html + row.newer_html + row.unified_html) for row in diff.rows)


def test_long_runs_of_unchanged_blocks_are_folded_but_for_the_last_before_a_change() -> None:
    older = [
        f"Paragraphe {word}." for word in re.findall(r"\w+", "un deux trois quatre cinq six sept huit neuf dix onze")
    ]
    newer = [*older]
    newer[5] = "Paragraphe six, repris."
    groups = between("\n\n".join(older), "\n\n".join(newer)).groups()
    assert [(group.is_folded, len(group.rows)) for group in groups] == [(True, 4), (False, 2), (True, 5)]
    assert [row.kind for row in groups[1].rows] == ["same", "changed"]


def test_short_runs_are_shown_and_no_row_is_lost() -> None:
    diff = between("Un.\n\nDeux.\n\nTrois quatre.", "Un.\n\nDeux.\n\nTrois cinq.")
    groups = diff.groups()
    assert [(group.is_folded, len(group.rows)) for group in groups] == [(False, 3)]
    assert tuple(row for group in groups for row in group.rows) == diff.rows
    assert between("", "").groups() == ()


def test_headings_say_that_they_are() -> None:
    assert [row.tag for row in between("## A\n\nb", "## A\n\nb").rows] == ["h2", "p"]


BLOCKS = [
    *("## Un titre", "Un **mot** et un [lien](/wiki/a/).", "Un mot, puis deux, puis *trois* ~~non~~.", "a < b & c"),
    *("- un\n- deux\n    - trois", "1. un\n\n2. deux", "- [ ] un\n- [x] deux", "| a | b |\n|---|---|\n| c | d<br>e |"),
    *(
        "![x](/media/a.png)",
        '![y](/media/b.png "Une image")',
        "> cité **fort**",
        "```\ncode  ici\n```",
        "t\n:   d",
        "---",
    ),
    *(
        "!!! note\n    un mot",
        "Mot[^1].",
        "Une ![i](/media/c.png) image.",
        "Un autre mot et un [lien](/wiki/b/) **fort**.",
    ),
]
PAGES = st.lists(st.sampled_from(BLOCKS), max_size=7).map(lambda blocks: "\n\n".join([*blocks, "[^1]: note"]))


def assert_right(older: str, newer: str, diff: Diff) -> None:
    """Both texts can be read from the rows, and every row is whole and safe."""
    assert letters("".join(row.older_html for row in diff.rows)) == letters(older)
    assert letters("".join(row.newer_html for row in diff.rows)) == letters(newer)
    was = "".join(row.unified_html for row in diff.rows if row.kind != "moved_to")
    became = "".join(row.unified_html for row in diff.rows if row.kind != "moved_from")
    assert letters(was, without="ins") == letters(older)
    assert letters(became, without="del") == letters(newer)
    cleaner = nh3.Cleaner(tags={*TAGS, "ins", "del"}, attributes=ATTRIBUTES, link_rel=None)
    for row in diff.rows:
        for part in (row.older_html, row.newer_html, row.unified_html):
            assert cleaner.clean(part) == part
    assert [one.move for one in diff.rows if one.kind == "moved_from"] == sorted(
        one.move for one in diff.rows if one.kind == "moved_to"
    )


@settings(max_examples=150)
@given(PAGES, PAGES)
def test_any_two_pages_can_be_read_from_their_comparison(one: str, other: str) -> None:
    older, newer = render_here(one, {}, "fr").html, render_here(other, {}, "fr").html
    assert_right(older, newer, compare(older, newer))


@for_each(("one", "other"), list(pairwise([FULL, *AWKWARD, FULL])))
def test_awkward_pages_can_be_read_from_their_comparison(one: str, other: str) -> None:
    older, newer = render_here(one, {}, "fr").html, render_here(other, {}, "fr").html
    assert_right(older, newer, compare(older, newer))


def test_huge_texts_are_compared_in_bounded_time() -> None:
    """A close look at each of these would take minutes."""
    words = "".join(f"<p>{'a b ' * 20_000}{end}</p>" for end in "cd")
    assert not compare(words, words.replace("a b a", "b a a b")).is_empty
    many = "".join(f"<p>mot {number}</p>" for number in range(8_000))
    assert not compare(many, many.replace("mot", "autre")).is_empty
    rows = "<table><tbody>" + "<tr><td>a</td></tr>" * 10_000 + "</tbody></table>"
    assert compare(rows, rows.replace("<td>a</td>", "<td>b</td>", 5_000)).changed == 1
    deep = "<blockquote>" * 500 + "<p>un mot a</p>" + "</blockquote>" * 500
    row = only(compare(deep, deep.replace("mot a", "mot b")), "changed")
    assert re.search("<ins>[^<]*b</ins>", row.newer_html)
