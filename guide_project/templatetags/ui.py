"""Parts that many screens are made of: an icon, a form field with its label, hint and error, what is the same for everybody."""

from functools import lru_cache

from django import template
from django.forms import BoundField, CheckboxInput
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import get_script_prefix
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from common.caching.prerendered import prerendered
from common.html.icons import icon

register = template.Library()


register.simple_tag(icon)


@register.simple_tag
def fixed_part(template: str) -> SafeString:
    """A partial that knows nothing but the language, rendered once for all: `{% fixed_part "…/_data.html" %}`."""
    return prerendered(template)


@register.simple_tag
def stylesheet(name: str) -> SafeString:
    """A further sheet of a screen, after site.css: "write" where texts are written and compared, "desk" for the editors."""
    return format_html('<link rel="stylesheet" href="{}">', static(f"dist/{name}.css"))


@register.simple_tag
def constant_part(template: str, **values: object) -> SafeString:
    """Returns a partial that depends on nothing but the language and these values: it is drawn once, and knows no reader."""
    return _constant_part(template, get_language(), get_script_prefix(), tuple(values.items()))


@lru_cache(maxsize=100)
def _constant_part(template: str, _language: str, _prefix: str, values: tuple[tuple[str, object], ...]) -> SafeString:
    return render_to_string(template, dict(values))


@register.inclusion_tag("parts/forms/field.html")
def field(bound: BoundField, *, hide_label: bool = False, css: str = "", tools: bool = False) -> dict[str, object]:
    """One field of a form. Django ties hint and error to it (aria-describedby) and says when it is invalid.

    `tools`: a text with those of the editor of pages; parts/editor/in_form.html stands below its form.
    """
    return {
        "field": bound,
        "control": control(bound, css),
        "is_checkbox": isinstance(bound.field.widget, CheckboxInput),
        "hide_label": hide_label,
        "tools": tools,
    }


@register.simple_tag
def control(bound: BoundField, css: str = "") -> SafeString:
    """The control of a field alone, where what stands around it is of its own."""
    return bound.as_widget(attrs={"class": widget_classes(bound, css)})


def widget_classes(bound: BoundField, css: str) -> str:
    by_kind = "check" if bound.field.widget.use_fieldset or isinstance(bound.field.widget, CheckboxInput) else "input"
    own = str(bound.field.widget.attrs.get("class", ""))
    return " ".join(part for part in (by_kind, own, css, "bad" if bound.errors else "") if part)
