"""What is the same for everybody is drawn once a language, of nothing but the values that it is given."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from guide_project.templatetags import ui

pytestmark = pytest.mark.pure


def drawn(text: str, language: str = "fr") -> str:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    with translation.override(language):
        return engines["django"].from_string("{% load ui %}" + text).render({"page": "salamandre"}, request)


def test_it_is_drawn_in_each_language() -> None:
    toolbar = '{% constant_part "parts/editor/toolbar.html" %}'
    assert ">Gras<" in drawn(toolbar)
    assert ">Bold<" in drawn(toolbar, "en")
    assert ">Gras<" in drawn(toolbar)


def test_it_is_drawn_for_each_of_its_values() -> None:
    dialogs = '{% constant_part "parts/editor/dialogs.html" is_kit=is_kit %}'
    assert "<script" in drawn(dialogs)
    assert "<script" not in drawn('{% constant_part "parts/editor/dialogs.html" is_kit=True %}')


def test_it_knows_nothing_of_the_screen_around_it(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = list[dict[str, object]]()
    monkeypatch.setattr(ui, "render_to_string", lambda _template, context: str(seen.append(context)))  # type: ignore[func-returns-value]
    ui._constant_part.cache_clear()
    drawn('{% constant_part "parts/editor/toolbar.html" size=2 %}')
    ui._constant_part.cache_clear()
    assert seen == [{"size": 2}]
