"""What is drawn in Python is what Django's own templates make of the same widget."""

from __future__ import annotations

from itertools import product
from typing import Any

from django import forms
from django.forms import widgets
from django.forms.renderers import DjangoTemplates, get_default_renderer
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from common.forms.widget_renderer import DRAWN, WidgetRenderer
from tests.for_each import for_each

ATTRS: list[dict[str, Any]] = [
    {},
    {"id": "id_it", "required": True, "disabled": False, "maxlength": 200, "data-of": "\"<&>'", "step": 1.5},
    {"class": SafeString("a &amp; b"), "placeholder": _("Save"), "data-none": None, "data-zero": 0, "data-empty": ""},
]
VALUES: list[Any] = [None, "", "a", " two\nlines ", "\"<b>&amp;'", "{{ x }}{}%s", 0, 12_345, 1.5, True, False]
VALUES += [SafeString("<b>&amp;</b>"), _("Save")]
OURS, DJANGOS = WidgetRenderer(), DjangoTemplates()


def widgets_drawn() -> list[type[widgets.Widget]]:
    known = [getattr(forms, name) for name in widgets.__all__ if name != "Media"]
    return [one for one in known if getattr(one, "template_name", "") in DRAWN]


def test_is_what_forms_are_drawn_by() -> None:
    assert type(get_default_renderer()) is WidgetRenderer
    assert {forms.TextInput, forms.Textarea, forms.CheckboxInput, forms.HiddenInput} <= {*widgets_drawn()}
    assert {one.template_name for one in widgets_drawn()} == set(DRAWN)  # type: ignore[attr-defined]


@for_each("widget", widgets_drawn())
def test_draws_what_django_draws(widget: type[widgets.Widget]) -> None:
    for attrs, value in product(ATTRS, VALUES):
        asked = ('na"me', value, {"aria-describedby": "x_hint"})
        drawn = widget(attrs).render(*asked, renderer=OURS)
        assert drawn == widget(attrs).render(*asked, renderer=DJANGOS)
        assert isinstance(drawn, SafeString)


def test_leaves_the_others_to_django() -> None:
    class Some(forms.Form):
        one = forms.ChoiceField(choices=[("a", "A & B")], widget=forms.RadioSelect)
        two = forms.ChoiceField(choices=[("a", "A & B")])
        three = forms.CharField(help_text="…")

    assert str(Some({"one": "b"}, renderer=OURS)) == str(Some({"one": "b"}, renderer=DJANGOS))
