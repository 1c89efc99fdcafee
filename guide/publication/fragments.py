"""Fits the HTML of one text into a page that holds many: ids stay unique, headings keep their order.

The HTML has been made and cleaned by `markup.render`. What is changed here stays inside its tags: no new element can
come out of it, and so the result is marked safe, here and nowhere else in the publication.
"""

import re

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

TAG = re.compile(r"<[a-zA-Z][^>]*>")
HEADING = re.compile(r"(</?h)([1-6])(?=[\s>])")
ID_OR_ANCHOR = re.compile(r'(\s(?:id="|href="#))([^"]+)')
PLACE_OF_NAMES = re.compile(r"<p>\s*\{contributors\}\s*</p>")


def fit(html: str, *, prefix: str, level: int) -> SafeString:
    """The text with its ids and inner links prefixed, and its highest heading at `level`, none left out below."""
    used = sorted({int(digit) for _, digit in HEADING.findall(html)})
    new = {str(old): min(level + place, 6) for place, old in enumerate(used)}
    levelled = HEADING.sub(lambda match: f"{match[1]}{new[match[2]]}", html)
    prefixed = TAG.sub(lambda tag: ID_OR_ANCHOR.sub(rf"\g<1>{prefix}-\g<2>", tag[0]), levelled)
    return mark_safe(prefixed)  # noqa: S308 - cleaned by markup.render, see above


def with_names(html: SafeString, names: tuple[str, ...]) -> SafeString:
    """The acknowledgements with the list of names at the place kept for it, or at the end where there is none."""
    listed = list_of_names(names)
    if not PLACE_OF_NAMES.search(html):
        return format_html("{}{}", html, listed)
    before, after = PLACE_OF_NAMES.split(html, maxsplit=1)
    return format_html("{}{}{}", mark_safe(before), listed, mark_safe(after))  # noqa: S308 - parts of safe HTML


def list_of_names(names: tuple[str, ...]) -> SafeString:
    if not names:
        return SafeString()
    return format_html('<ul class="thanks">{}</ul>', format_html_join("", "<li>{}</li>", ((name,) for name in names)))
