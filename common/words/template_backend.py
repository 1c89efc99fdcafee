"""Django's templates; in a language without spaces, a line break of a template behind a full stop is none.

Two sentences stand on two lines of a template, which an English reader sees as a space. A Japanese reader sees none: what
is drawn is gone over once, for about a hundredth of the time of drawing it. In other languages it stays as it is.
"""

from __future__ import annotations

import re
from typing import Any, Final

from django.http import HttpRequest
from django.template.backends.django import DjangoTemplates, Template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from common.words.text_lists import WITHOUT_SPACES

_LINE_BREAK: Final = re.compile(
    r"([：、。！？」）](?:</(?:b|em|q|span|strong|time)>)*+)"
    r"(?: *+\n)++ ++"  # an indented line: one that somebody typed into a text is not
    r"(?=[^<>]{0,400}+<(?!/(?:textarea|pre|code)))"  # what stands in a field, an attribute or code stays as it is
)


class ScreenTemplate(Template):
    """A template of HTML."""

    def render(self, context: dict[str, Any] | None = None, request: HttpRequest | None = None) -> SafeString:
        """Returns the HTML, without line breaks behind the wide signs of a language that has no spaces."""
        html = SafeString(super().render(context, request))
        return SafeString(_LINE_BREAK.sub(r"\1", html)) if get_language() in WITHOUT_SPACES else html


class Templates(DjangoTemplates):
    """The back end of `TEMPLATES`. Letters in plain text keep their lines."""

    def get_template(self, template_name: str) -> Template:
        """Returns the template of that name."""
        found = super().get_template(template_name)
        return ScreenTemplate(found.template, self) if template_name.endswith(".html") else found
