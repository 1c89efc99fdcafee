"""Words of rendered HTML by the version that brought them in."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from common import markup

pytestmark = pytest.mark.pure

LINES = st.lists(
    st.sampled_from(
        [
            "Du texte, **du gras** et `du code`.",
            "## Un titre",
            "- une ligne avec [un lien](https://example.org/a?b=1&c=2)",
            "> une *citation* [[Une page]]",
            "| a | b |\n|---|---|\n| c & d | e |",
            "Une note[^1].\n\n[^1]: Ce qu’elle dit.",
            "« Oui » : c’est <fini> & bien.",
        ]
    ),
    min_size=1,
    max_size=5,
).map("\n\n".join)


def followed(*versions: str) -> markup.Blame:
    origins, older = markup.Blame(), ""
    for number, text in enumerate(versions, 1):
        origins, older = markup.update_blame(origins, older, text, number), text
    return origins


def marked(*versions: str, wanted: int) -> str:
    text, runs = versions[-1], followed(*versions).runs
    html = markup.render(text, language="fr").html
    return markup.mark_blame(
        html,
        text,
        runs,
        wanted={wanted},
        mark=lambda words: f"<mark>{words}</mark>",
        after=lambda origin: f"<sup>{origin}</sup>",
    )


def test_the_words_that_a_version_brought_in_are_marked_and_its_number_stands_behind() -> None:
    html = marked("Je raccroche, et je rappelle.", "Je raccroche toujours, et je rappelle.", wanted=2)
    assert html == "<p>Je raccroche <mark>toujours,</mark><sup>2</sup> et je rappelle.</p>"


def test_a_passage_goes_on_through_bold_and_ends_once() -> None:
    html = marked("Début.", "Début.\n\nUne phrase **en gras** suit.", wanted=2)
    assert "<mark>Une phrase</mark> <strong><mark>en gras</mark></strong> <mark>suit.</mark><sup>2</sup>" in html


def test_the_number_never_stands_inside_of_a_link() -> None:
    html = marked("Début.", "Début.\n\nVoir [ce lien](https://example.org/).", wanted=2)
    assert re.search(r"<mark>ce lien</mark></a><sup>2</sup>", html)


def test_words_are_counted_by_version() -> None:
    text = "Je raccroche toujours, et je rappelle."
    runs = followed("Je raccroche, et je rappelle.", text).runs
    assert markup.words_by_origin(text, runs) == {1: 5, 2: 1}


@settings(max_examples=30)
@given(LINES, LINES)
def test_nothing_but_marks_is_added(first: str, second: str) -> None:
    html = markup.render(second, language="fr").html
    for wanted in (1, 2):
        shown = marked(first, second, wanted=wanted)
        assert re.sub(r"</?mark>|<sup>\d</sup>", "", shown) == re.sub(r"<sup>\d</sup>", "", html)


@pytest.mark.parametrize("wanted", [1, 2])
def test_a_long_text_is_marked_in_bounded_time(wanted: int) -> None:
    long = "\n\n".join(
        f"Le paragraphe {number} dit [quelque chose](https://example.org/{number}) de long." for number in range(1_200)
    )
    assert "<mark>" in marked(long, f"{long}\n\nUne fin.", wanted=wanted)


def test_the_credit_of_a_picture_is_nobody_s_words() -> None:
    html = '<figure><img src="/p"><figcaption>Vue <span class="credit">Dessin : Ana</span></figcaption></figure>'
    shown = markup.mark_blame(html, "Vue", ((3, 1),), wanted={1}, mark="<b>{}</b>".format, after=str)
    assert shown == html.replace("Vue ", "<b>Vue</b>1 ")


def test_a_picture_without_a_caption_has_no_word_to_mark() -> None:
    html = '<figure><img src="/p" alt=""></figure>'
    assert markup.mark_blame(html, "", ((1, 0),), wanted={1}, mark=str, after=str) == html
