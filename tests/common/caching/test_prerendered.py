"""Templates that are rendered once: what is one reader's comes in as a value, and nothing else does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.urls import set_script_prefix
from django.utils.safestring import SafeString
from django.utils.translation import override

from common.caching.placeholders import NotCacheable
from common.caching.prerendered import prerendered


@pytest.fixture
def write(settings: Any, tmp_path: Path) -> Any:
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [tmp_path]}]
    return lambda text: (tmp_path / f"{tmp_path.name}.html").write_text(text) and f"{tmp_path.name}.html"


def test_values_are_escaped_and_filled_in_each_time(write: Any) -> None:
    name = write('<a href="{{ address }}" title="{{ address }}">{{ own }}</a>')
    assert prerendered(name, address='"<', own="&") == '<a href="&quot;&lt;" title="&quot;&lt;">&amp;</a>'
    html = prerendered(name, address="/", own=SafeString("<b>x</b>"))
    assert html == '<a href="/" title="/"><b>x</b></a>'
    assert isinstance(html, SafeString)


def test_conditions_and_languages_have_a_text_of_their_own(write: Any) -> None:
    name = write('{% load i18n %}{% translate "Answer" context "button" %}{% if is_open %}, {{ name }}{% endif %}')
    with override("en"):
        assert prerendered(name, {"is_open": True}, name="x") == "Answer, x"
        assert prerendered(name, {"is_open": False}, name="x") == "Answer"
    with override("fr"):
        assert prerendered(name, {"is_open": False}, name="x") == "Répondre"


def test_addresses_in_it_follow_the_place_of_the_site(write: Any) -> None:
    name = write("{% url 'contributions:wiki' %}")
    assert prerendered(name) == "/wiki/"
    try:
        set_script_prefix("/guide/")
        assert prerendered(name) == "/guide/wiki/"
    finally:
        set_script_prefix("/")


def test_nothing_of_a_reader_is_known_to_it(write: Any) -> None:
    assert prerendered(write("[{{ user }}{{ request.user.username }}{{ can.write }}{{ csrf_token }}]")) == "[]"


def test_a_value_that_is_cut_is_refused(write: Any) -> None:
    with pytest.raises(NotCacheable):
        prerendered(write("{{ name|slice:':9' }}{{ name|slice:'4:40' }}"), name="somebody")


@pytest.mark.parametrize(("is_development", "seen"), [(True, "<b>x</b>"), (False, "x")])
def test_a_changed_template_is_seen_at_once_in_development_alone(
    write: Any, settings: Any, is_development: bool, seen: str
) -> None:
    settings.DEBUG = is_development
    assert prerendered(write("{{ name }}"), name="x") == "x"
    settings.TEMPLATES = [*settings.TEMPLATES]  # has Django read templates anew
    assert prerendered(write("<b>{{ name }}</b>"), name="x") == seen
