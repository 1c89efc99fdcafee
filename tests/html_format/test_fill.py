"""HTML that is made in Python is escaped as Django escapes it."""

from __future__ import annotations

import pytest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from html_format import fill, join


@pytest.mark.parametrize(
    "value", ["<b>&\"'</b>", SafeString("<i>safe</i>"), 7, None, "", "{}", gettext_lazy("The guide"), "l’été <br>"]
)
def test_each_value_stands_as_format_html_puts_it(value: object) -> None:
    assert fill('<a href="{}">{}</a>', value, "x<y") == format_html('<a href="{}">{}</a>', value, "x<y")


def test_what_is_made_is_not_escaped_again() -> None:
    inner = fill("<b>{}</b>", "<")
    assert fill("<p>{}</p>", inner) == "<p><b>&lt;</b></p>"
    assert join([inner, fill("{}", "&")]) == "<b>&lt;</b>&amp;"
    assert isinstance(join([inner]), SafeString)
