"""`{% load text_lists %}`: `{{ names|side_by_side }}`, `{{ names|with_and }}`, `{{ words|quoted }}`, `{{ words|in_brackets }}`,
`{{ name|before_stop }}`, `{{ line|with_one_stop }}`,
`{% sentence %}{{ day }}{{ _(", ") }}{{ name }}{% endsentence %}` for facts that end with a full stop, and
`{% close_up %}{% translate "Why:" %} {{ reason }}{% endclose_up %}` for a line in which a message and other words follow
each other: in Japanese no space comes between them. No field of a form stands in it.
`{% run_on %}` puts facts that stand on lines of their own, each with its comma or stop before it, into one line.
"""

from __future__ import annotations

import re

from django import template
from django.utils.safestring import SafeString, mark_safe

from common.words import text_lists

register = template.Library()
_SET_OFF = re.compile(r"(?<![ \n]) *+\n[ \n]*+(?=\u00a0?[,.:、。：])")
AROUND = " \t\n"
"""What a template has around its words. A no-break space is one of the words: French has it before a colon."""
register.filter(text_lists.side_by_side)
register.filter(text_lists.with_and)
register.filter(text_lists.quoted, is_safe=True)
register.filter(text_lists.in_brackets, is_safe=True)
register.filter(text_lists.before_stop)
register.filter(text_lists.with_one_stop, is_safe=True)


@register.simple_block_tag
def sentence(content: str) -> SafeString:
    """What stands between, which is HTML already, as a sentence."""
    return mark_safe(text_lists.close_up(text_lists.sentence(content.strip(AROUND))))  # noqa: S308


@register.simple_block_tag
def close_up(content: str) -> SafeString:
    """What stands between, which is HTML already, without spaces in a language that has none."""
    return mark_safe(text_lists.close_up(content.strip(AROUND)))  # noqa: S308


@register.simple_block_tag
def run_on(content: str) -> SafeString:
    """What stands between, which is HTML already, a line a fact: no space comes before the comma, stop or colon of the next."""
    return mark_safe(_SET_OFF.sub("", content.strip(AROUND)))  # noqa: S308
