import pytest
from django.utils.safestring import mark_safe

from guide.publication.fragments import fit, list_of_names, thanks, with_names

pytestmark = pytest.mark.pure


def test_ids_and_the_links_to_them_are_prefixed() -> None:
    html = fit('<h2 id="h-a">A</h2><p><a href="#h-a">A</a> <a href="/b#h-a">B</a></p>', prefix="tip-7", level=4)
    assert html == '<h4 id="tip-7-h-a">A</h4><p><a href="#tip-7-h-a">A</a> <a href="/b#h-a">B</a></p>'


def test_a_prefix_is_not_put_into_the_text() -> None:
    assert fit('<p>the id="x" of href="#y"</p>', prefix="p", level=3) == '<p>the id="x" of href="#y"</p>'


def test_headings_begin_at_the_level_given_and_leave_none_out() -> None:
    assert fit("<h2>a</h2><h5>b</h5><h2>c</h2>", prefix="p", level=3) == "<h3>a</h3><h4>b</h4><h3>c</h3>"
    assert fit("<h4>a</h4>", prefix="p", level=3) == "<h3>a</h3>"


def test_headings_never_pass_the_sixth_level() -> None:
    assert fit("<h1>a</h1><h2>b</h2><h3>c</h3><h4>d</h4>", prefix="p", level=4).endswith("<h6>c</h6><h6>d</h6>")


def test_names_take_the_place_reserved_for_them_and_are_escaped() -> None:
    html = with_names(mark_safe("<p>a</p>\n<p>{contributors}</p>\n<p>b</p>"), list_of_names(("<b>X</b>", "Yves K.")))
    assert html == '<p>a</p>\n<ul class="thanks"><li>&lt;b&gt;X&lt;/b&gt;</li><li>Yves K.</li></ul>\n<p>b</p>'


def test_names_come_last_where_no_place_was_reserved() -> None:
    assert with_names(mark_safe("<p>a</p>"), list_of_names(("X",))) == '<p>a</p><ul class="thanks"><li>X</li></ul>'


def test_without_names_the_place_disappears() -> None:
    assert with_names(mark_safe("<p>a</p><p>{contributors}</p>"), list_of_names(())) == "<p>a</p>"


def test_those_behind_the_tips_come_first_then_the_others_then_how_many_are_not_named() -> None:
    html = thanks(("A",), ("B",), lead="and", counted="and 2 more")
    assert html == (
        '<ul class="thanks"><li>A</li></ul><p class="thanks-too">and</p><ul class="thanks"><li>B</li></ul>'
        '<p class="thanks-too">and 2 more</p>'
    )
    assert thanks((), ("B",), lead="and", counted="") == '<ul class="thanks"><li>B</li></ul>'
