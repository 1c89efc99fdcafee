"""Readings of words in kanji: `{漏洩|ろうえい}`."""

from __future__ import annotations

import pytest

from common import markup
from common.markup.inline_codes import Text, parts
from common.markup.ruby import readings_apart
from common.markup.text_quotes import normalize_text
from tests.for_each import for_each

pytestmark = pytest.mark.pure
RUBY = "<ruby>漏洩<rp>（</rp><rt>ろうえい</rt><rp>）</rp></ruby>"


def html_of(text: str) -> str:
    return markup.render(text, language="ja").html


def test_the_reading_stands_above_its_word_and_in_brackets_where_ruby_is_unknown() -> None:
    assert html_of("情報を{漏洩|ろうえい}させない。") == f"<p>情報を{RUBY}させない。</p>"
    assert html_of("{漏洩|ろう|えい}") == f"<p>{RUBY}</p>"
    assert f"<strong>{RUBY}</strong>" in html_of("**{漏洩|ろうえい}**")
    assert f">{RUBY}</a>" in html_of("[{漏洩|ろうえい}](/wiki/1/)")
    assert f"<td>{RUBY}</td>" in html_of("| a |\n|---|\n| {漏洩\\|ろうえい} |")


@for_each(
    "text",
    [
        "{a|b}",
        "{1}",
        "{かな|かな}",
        "{漢字|kanji}",
        "{漢字|}",
        "{|かな}",
        "`{漏洩|ろうえい}`",
        "\\{漏洩|ろうえい}",
        "{漏\n洩|ろう}",
    ],
)
def test_other_braces_are_words(text: str) -> None:
    assert "<ruby>" not in html_of(text)


def test_what_is_typed_into_a_word_is_escaped() -> None:
    assert "<script>" not in html_of("{<script>alert(1)</script>漢|かん}")
    assert html_of('{"><b>漢|かん}').startswith('<p><ruby>"&gt;&lt;b&gt;漢<rp>')


def test_plain_words_have_the_reading_in_brackets() -> None:
    text = "## {漏洩|ろう|えい}\n\n**{漏洩|ろうえい}**させない。"
    assert markup.plain_text(text) == "漏洩（ろうえい）\n漏洩（ろうえい）させない。"
    assert markup.html_text(html_of(text)) == markup.plain_text(text)
    assert [heading.title for heading in markup.render(text, language="ja").contents] == ["漏洩（ろうえい）"]


def test_a_reading_is_none_of_the_words_by_which_texts_are_compared() -> None:
    plain, with_ruby = "情報を漏洩させない。", "情報を{漏洩|ろうえい}させない。"
    words = normalize_text(plain).words
    assert normalize_text(with_ruby).words == words
    assert normalize_text(markup.plain_text(with_ruby)).words == words
    assert normalize_text("{漏洩\\|ろう\\|えい}").words == "漏洩"
    read = markup.html_text(html_of(with_ruby))
    found = markup.find_quote(markup.text_quote(read, 0, len(read)), with_ruby)
    assert (found.standing, with_ruby[found.start : found.end]) == ("unchanged", with_ruby)


def test_readings_stand_apart_in_what_is_searched() -> None:
    assert readings_apart("情報の漏洩（ろうえい）防止、匙(さじ)加減") == "情報の漏洩防止、匙加減 ろうえい さじ"
    assert readings_apart("カナ（かな）, f(x), 漢字（ABC）") == "カナ（かな）, f(x), 漢字（ABC）"


def test_a_comparison_marks_the_reading_alone() -> None:
    diff = markup.compare(html_of("{漏洩|ろうせつ}だ。"), html_of("{漏洩|ろうえい}だ。"))
    [row] = diff.rows
    assert "<rt><del>ろうせつ</del><ins>ろうえい</ins></rt>" in row.unified_html


def test_who_wrote_a_word_does_not_stand_in_its_reading() -> None:
    html = html_of("{漏洩|ろうえい}")
    marked = markup.mark_blame(
        html,
        "{漏洩|ろうえい}",
        ((9, 1),),
        wanted={1},
        mark=lambda words: f"<mark>{words}</mark>",
        after=lambda _: "[1]",
    )
    assert marked.endswith("</ruby>[1]</p>")


def test_a_translator_sees_it_as_words() -> None:
    text = "情報を{漏洩|ろうえい}させない。"
    assert parts(text) == [Text(text)]
