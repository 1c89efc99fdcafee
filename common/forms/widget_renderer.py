"""Draws the widgets of forms (`settings.FORM_RENDERER`): those of nearly every form in Python, others by Django’s templates.

A template a widget, with another for its attributes, took a third of the form of a page.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest

from common.html import escaped

INPUTS: Final = (
    *("checkbox", "color", "date", "datetime", "email", "file", "hidden"),
    *("number", "password", "search", "tel", "text", "time", "url"),
)
"""The template of each is Django’s `input.html` and nothing else."""


class WidgetRenderer(DjangoTemplates):
    """Renders what Django's own renderer does."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """Returns the HTML of a widget, or of whatever else forms have templates for."""
        draw = DRAWN.get(template_name)
        return draw(context["widget"]) if draw else super().render(template_name, context, request)


def _input(widget: Mapping[str, Any]) -> str:
    value = "" if widget["value"] is None else f' value="{escaped(widget["value"])}"'
    return f'<input type="{escaped(widget["type"])}" name="{escaped(widget["name"])}"{value}{_attributes(widget)}>'


def _textarea(widget: Mapping[str, Any]) -> str:
    return (
        f'<textarea name="{escaped(widget["name"])}"{_attributes(widget)}>\n{escaped(widget["value"] or "")}</textarea>'
    )


def _attributes(widget: Mapping[str, Any]) -> str:
    """Returns the attributes of a widget: one that is True has no value, one that is False is left out."""
    return "".join(
        f" {escaped(name)}" if value is True else f' {escaped(name)}="{escaped(value)}"'
        for name, value in widget["attrs"].items()
        if value is not False
    )


DRAWN: Final = {f"django/forms/widgets/{name}.html": _input for name in INPUTS} | {
    "django/forms/widgets/textarea.html": _textarea
}
