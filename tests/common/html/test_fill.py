"""HTML that is made in Python is escaped as Django escapes it."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy, override

from common.html import fill, join, pattern, per_language, sentence
from common.html.icons import icon
from tests.for_each import for_each


@for_each(
    "value", ["<b>&\"'</b>", SafeString("<i>safe</i>"), 7, None, "", "{}", gettext_lazy("The guide"), "l’été <br>"]
)
def test_each_value_stands_as_format_html_puts_it(value: object) -> None:
    assert fill('<a href="{}">{}</a>', value, "x<y") == format_html('<a href="{}">{}</a>', value, "x<y")


def test_what_is_made_is_not_escaped_again() -> None:
    inner = fill("<b>{}</b>", "<")
    assert fill("<p>{}</p>", inner) == "<p><b>&lt;</b></p>"
    assert join([inner, fill("{}", "&")]) == "<b>&lt;</b>&amp;"
    assert isinstance(join([inner]), SafeString)


def test_words_of_a_translator_are_no_places_for_values() -> None:
    assert fill(pattern("<b>%s</b>{}", "{0} {x} {{}}"), "<") == "<b>{0} {x} {{}}</b>&lt;"


def test_what_stands_in_a_sentence_is_escaped_and_the_sentence_is_not() -> None:
    said = sentence("l’été, <b>%(name)s</b> %(more)s", name='<script>"', more=SafeString("<i>x</i>"))
    assert said == "l’été, <b>&lt;script&gt;&quot;</b> <i>x</i>"
    assert isinstance(said, SafeString)


def test_words_are_looked_up_once_for_each_language() -> None:
    asked: list[str] = []

    @per_language
    def words() -> str:
        asked.append(gettext("Answer"))
        return asked[-1]

    for language in ("en", "fr", "en", "fr"):
        with override(language):
            assert words() == gettext("Answer")
    assert asked == ["Answer", "Réponse"]


def test_in_development_a_new_translation_is_seen_at_once(settings: Any) -> None:
    settings.DEBUG = True
    numbers = iter(range(9))
    words = per_language(lambda: next(numbers))
    assert [words(), words()] == [0, 1]


def test_a_drawing_is_silent() -> None:
    assert icon("check").startswith('<svg class="i" viewBox="0 0 24 24" aria-hidden="true"><path d="')
