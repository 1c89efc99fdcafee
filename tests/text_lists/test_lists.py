"""Lists as each language writes them."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.template import Context, Template
from django.utils import translation

from common.words import text_lists
from contributions.models import Page
from contributions.templatetags.people_names import byline
from themes.models import Theme

NAMES = ["Ada", "Bo", "Cy"]
SPOKEN = {
    "en": ("Ada, Bo, Cy", "Ada, Bo and Cy"),
    "fr": ("Ada, Bo, Cy", "Ada, Bo et Cy"),
    "it": ("Ada, Bo, Cy", "Ada, Bo e Cy"),
    "ja": ("Ada、Bo、Cy", "Ada、Bo、Cy"),
}
WRITTEN_BY = {"en": "Ada, Bo, <Cy> and 2 others", "ja": "Ada、Bo、<Cy>、ほか2人"}


@pytest.mark.parametrize(("language", "lists"), SPOKEN.items())
def test_each_language_has_its_own_signs_between_the_parts(language: str, lists: tuple[str, str]) -> None:
    with translation.override(language):
        assert (text_lists.side_by_side(NAMES), text_lists.with_and(NAMES)) == lists


def test_a_sentence_ends_as_its_language_has_it() -> None:
    with translation.override("ja"):
        assert f"一{text_lists.full_stop()}二" == "一。二"
    with translation.override("it"):
        assert f"Uno{text_lists.full_stop()}Due" == "Uno. Due"


def test_facts_become_a_sentence_and_words_stand_between_the_marks_of_the_language() -> None:
    shown = {"day": "8 < 9", "name": "<Ada L.>", "why": "«a» & b"}
    with translation.override("fr"):
        assert (
            drawn("{% sentence %} {{ day }}, <b>{{ name }}</b> {% endsentence %}", shown)
            == "8 &lt; 9, <b>&lt;Ada L.&gt;</b>."
        )
        assert text_lists.sentence("Ada L.") == "Ada L."
        assert drawn("{{ why|quoted }} {{ why|in_brackets }}", shown) == "«\u00a0«a» &amp; b\u00a0» («a» &amp; b)"
    with translation.override("ja"):
        assert drawn("{% sentence %}{{ day }}{% endsentence %}", shown) == "8 &lt; 9。"
        assert drawn("{{ name|quoted }}{{ name|in_brackets }}", shown) == "「&lt;Ada L.&gt;」（&lt;Ada L.&gt;）"
        assert text_lists.sentence("Ada L.") == "Ada L。"


def test_in_japanese_no_space_stands_between_a_message_and_what_follows_it() -> None:
    shown = {"why": "書く、 <i>", "words": "理由：", "facts": "一、", "english": "Why:"}
    line = (
        "{% close_up %} <b>{{ words }}</b> \n<q>{{ why }}</q> {{ facts }}\n{{ english }} <a>A B</a> {% endclose_up %}"
    )
    with translation.override("ja"):
        assert drawn(line, shown) == "<b>理由：</b><q>書く、&lt;i&gt;</q> 一、Why: <a>A B</a>"
        assert drawn("{% sentence %}{{ facts }} {{ words }} {{ why }}{% endsentence %}", shown).startswith(
            "一、理由：書く"
        )
    with translation.override("fr"):
        assert drawn(line, shown) == "<b>理由：</b> \n<q>書く、 &lt;i&gt;</q> 一、\nWhy: <a>A B</a>"


@pytest.mark.parametrize(
    ("line", "ends"),
    [
        ("<a>Ada L.</a>.", "<a>Ada L.</a>"),
        ("<q>Hang up.</q>.", "<q>Hang up.</q>"),
        ("«\u00a0Raccrochez.\u00a0».", "«\u00a0Raccrochez.\u00a0»"),
        ("“Hang up.”, “now”.", "“Hang up.”, “now”."),
    ],
)
def test_a_line_has_one_full_stop_where_its_last_words_brought_one(line: str, ends: str) -> None:
    assert text_lists.with_one_stop(line) == ends


def drawn(template: str, shown: dict[str, str]) -> str:
    return Template("{% load text_lists %}" + template).render(Context(shown))


def test_a_list_of_one_or_of_nothing_has_no_sign() -> None:
    assert [text_lists.with_and(some) for some in ([], ["Ada"])] == ["", "Ada"]
    assert text_lists.side_by_side(["", "Ada", ""]) == "Ada"


@pytest.mark.parametrize(("language", "words"), WRITTEN_BY.items())
def test_who_wrote_a_page_stands_in_a_sentence_with_every_name_escaped(language: str, words: str) -> None:
    people = [{"name": name, "handle": name.lower()} for name in ["Ada", "Bo", "<Cy>", "D", "E"]]
    with translation.override(language):
        html = byline(Page(byline=people, theme=Theme(slug="t"), slug="p"))
    assert "<Cy>" not in html
    assert words == unescape(re.sub("<[^>]*>", "", html))


def test_a_colon_keeps_its_no_break_space_at_the_beginning_of_what_is_closed_up() -> None:
    template = Template("{% load text_lists %}Ada{% close_up %}\n  \u00a0: <q>non</q>\n{% endclose_up %}")
    with translation.override("fr"):
        assert template.render(Context()) == "Ada\u00a0: <q>non</q>"
