"""A Markdown text as words and codes, without a sign lost."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.markup.inline_codes import Code, CodesBroken, Text, parts, placeholders, restored
from tests.common.markup.samples import FULL
from tests.common.markup.test_hostile_texts import HOSTILE
from tests.for_each import for_each

pytestmark = pytest.mark.pure

CONTENT = Path(__file__).parents[3] / "demo" / "content"
DEMO = [path.read_text("utf-8") for path in sorted(CONTENT.rglob("*.md"))]
SIGNS = st.text(st.sampled_from("ab *_~`[]()!|<>\\:-#1.{}^@\n\t\"'/é"), max_size=60)
# Codes as one sees them: "⟨**⟩" a single one, "‹**" opens, "**›" closes.
CUT = {
    "Un **mot** et *un autre*.": "Un ‹**mot**› et ‹*un autre*›.",
    "**a *b* c**": "‹**a ‹*b*› c**›",
    "***a***": "‹***a***›",
    "***a** b*": "‹*‹**a**› b*›",
    "*a **b***": "‹*a ‹**b**›*›",
    "un_mot_long 2 * 3 * 4": "un_mot_long 2 * 3 * 4",
    "_a_ ~~b~~ ~c~": "‹_a_› ‹~~b~~› ~c~",
    "*a [b*](/c)": "*a ‹[b*](/c)›",
    '[le **site**](https://a.fr/b_(c) "Titre")': '‹[le ‹**site**›](https://a.fr/b_(c) "Titre")›',
    "[le site][1] et [^2]": "‹[le site][1]› et ⟨[^2]⟩",
    "[![Un mur](/x.webp)](/y)": "‹[‹![Un mur](/x.webp)›](/y)›",
    '![Un mur](/x.webp "À Paris")': '‹![Un mur⟨](/x.webp "⟩À Paris")›',
    "[[Titre]] [[Titre|mot]]": "⟨[[Titre]]⟩ ‹[[Titre|mot]]›",
    "@[x0123456789] <https://a.fr> <a@b.fr>": "⟨@[x0123456789]⟩ ⟨<https://a.fr>⟩ ⟨<a@b.fr>⟩",
    "`*a*` ``b ` c`` \\*d*": "⟨`*a*`⟩ ⟨``b ` c``⟩ \\*d*",
    "a<br>b  \nc H<sub>2</sub>O": "a⟨<br>⟩b⟨  \n⟩c H‹<sub>2</sub>›O",
    "## Titre *a* ##": "⟨## ⟩Titre ‹*a*›⟨ ##⟩",
    "- a\n- [ ] b\n    1. c": "⟨- ⟩a\n⟨- ⟩⟨[ ] ⟩b\n⟨    1. ⟩c",
    "En\n2026. Oui\n- non": "En\n2026. Oui\n- non",
    "> a *b\n> c* d": "⟨> ⟩a ‹*b\n⟨> ⟩c*› d",
    "*a\n\nb*": "*a\n\nb*",
    "Mot\n:   Le *sens*": "Mot\n⟨:   ⟩Le ‹*sens*›",
    "| *a | b* |\n|---|---|\n| c\\|d | `e|f` |": "⟨| ⟩*a⟨ | ⟩b*⟨ |⟩\n⟨|---|---|\n⟩⟨| ⟩c\\|d⟨ | ⟩⟨`e|f`⟩⟨ |⟩",
    "| *a* | b |": "⟨| ⟩‹*a*›⟨ | ⟩b⟨ |⟩",
    '!!! note "Un *a*"\n    b': '⟨!!! note "⟩Un ‹*a*›⟨"\n⟩⟨    ⟩b',
    "[^1]: Note.\n[a]: /b": "⟨[^1]: ⟩Note.\n⟨[a]: /b⟩",
    "```\n*a*\n```\nb": "⟨```\n*a*\n```\n⟩b",
    "***\na": "⟨***\n⟩a",
}


@for_each("markdown", CUT)
def test_a_text_is_cut_into_words_and_codes(markdown: str) -> None:
    shown = {"single": "⟨{}⟩", "open": "‹{}", "close": "{}›"}
    cut = [shown[part.role].format(part.data) if isinstance(part, Code) else part.data for part in parts(markdown)]
    assert "".join(cut) == CUT[markdown]


def test_the_codes_of_a_pair_know_each_other_and_where_they_lead() -> None:
    found = [part for part in parts("*a* [b **c**](/d)") if isinstance(part, Code)]
    assert [(code.kind, code.role, code.pair, code.target) for code in found] == [
        ("emphasis", "open", 1, ""),
        ("emphasis", "close", 1, ""),
        ("link", "open", 2, "/d"),
        ("strong", "open", 3, ""),
        ("strong", "close", 3, ""),
        ("link", "close", 2, "/d"),
    ]


def test_each_text_of_the_demo_comes_out_as_it_went_in() -> None:
    assert len(DEMO) > 100
    for text in [FULL, *DEMO]:
        for paragraph in [text, *text.split("\n\n"), *text.split("\n")]:
            assert "".join(part.data for part in parts(paragraph)) == paragraph
            assert restored(*placeholders(paragraph)) == paragraph


@given(SIGNS)
def test_whatever_signs_there_are_none_is_lost(text: str) -> None:
    found = parts(text)
    assert "".join(part.data for part in found) == text
    assert not any(isinstance(one, Text) and isinstance(two, Text) for one, two in pairwise(found))
    assert restored(*placeholders(text)) == text


@for_each("name", HOSTILE)
def test_a_hostile_text_is_cut_in_time(name: str) -> None:
    began = time.process_time()
    assert restored(*placeholders(HOSTILE[name])) == HOSTILE[name]
    assert time.process_time() - began < 4


def test_a_machine_gets_numbers_for_codes() -> None:
    text, codes = placeholders("- **Un** [site](/a) {1}")
    assert text == "{1}{2}Un{3} {4}site{5} {6}"
    assert [code.data for code in codes] == ["- ", "**", "**", "[", "](/a)", "{1}"]
    assert restored("{1}{4}site{5} {2}One{3} {6}", codes) == "- [site](/a) **One** {1}"


def test_a_quotation_in_an_emphasis_and_a_heading_with_signs_at_its_end_come_back() -> None:
    for text in ("> a *b\n> c* d", "## Titre ##\n- a\n> - b", "# Titre##", "| a |\n|---|\n| b |", "a  \n> b"):
        assert restored(*placeholders(text)) == text


def test_an_emphasis_stays_beside_its_words() -> None:
    _text, codes = placeholders("**Un** mot")
    assert restored("the{1} One {2}word", codes) == "the **One** word"


@for_each(
    ("translated", "reason"),
    [
        ("{1}{2}One{3} {4}site", "lost"),
        ("{1}{2}One{3} {4}site{5}{5}", "doubled"),
        ("{1}{2}One{3} {4}site{5}{6}", "unknown"),
        ("{1}{2}One{3} {4}site{5}{0}", "unknown"),
        ("{1}{3}One{2} {4}site{5}", "crossed"),
        ("{1}{2}One{4} site{3}{5}", "crossed"),
        ("{2}{1}One{3} {4}site{5}", "crossed"),
        ("{2}One{3} {1}{4}site{5}", "crossed"),
    ],
)
def test_a_code_that_was_lost_doubled_or_crossed_is_an_error(translated: str, reason: str) -> None:
    _text, codes = placeholders("- **Un** [site](/a)")
    with pytest.raises(CodesBroken) as refused:
        restored(translated, codes)
    assert refused.value.reason == reason
